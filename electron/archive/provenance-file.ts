import type { SourceDocument } from '../../shared/domain/document.ts';
import type { JournalEvent } from '../../shared/domain/event.ts';
import { impliedTerms, type PremisEvent, type PremisTerm, premisUri, toPremis } from '../../shared/domain/premis.ts';
import type { StoredObject } from '../../shared/domain/stored-objects.ts';

/** A document with everything that it keeps in objects/. */
export interface ProvenanceDocument {
  readonly document: SourceDocument;
  readonly objects: readonly (StoredObject & { readonly version: number; readonly format: string })[];
}

const XML_FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** Text as it may stand in XML; characters that XML forbids become U+FFFD. */
function escapeXml(text: string): string {
  return text
    .replace(XML_FORBIDDEN, '\uFFFD')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/\r/g, '&#13;');
}

type Node = string | readonly Node[];

/** An element with text or with elements; none if there is nothing in it. */
function element(name: string, content: string | readonly Node[] | null, attributes = ''): Node {
  if (content === null) return '';
  const inner = typeof content === 'string' ? escapeXml(content) : flatten(content);
  return `<premis:${name}${attributes}>${inner}</premis:${name}>`;
}

const flatten = (nodes: readonly Node[]): string =>
  nodes.map((node) => (typeof node === 'string' ? node : flatten(node))).join('');

const identifier = (name: string, type: string, value: string, ...more: readonly Node[]): Node =>
  element(name, [element(`${name}Type`, type), element(`${name}Value`, value), ...more]);

const DOCUMENT_ID = 'Standpoint document id';
const EVENT_ID = 'Standpoint event id';
const PERSON = 'Standpoint coder';
const SOFTWARE = 'software';

/** The beginning of a PREMIS 3 file. */
export const PREMIS_HEAD =
  '<?xml version="1.0" encoding="UTF-8"?>\n<premis:premis xmlns:premis="http://www.loc.gov/premis/v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" version="3.0">\n';
/** The end of a PREMIS 3 file. */
export const PREMIS_END = '</premis:premis>\n';

/** The archive as a PREMIS object: every file of the standard names at least one. */
export function archiveXml(id: string, title: string): string {
  return `${element(
    'object',
    [identifier('objectIdentifier', 'Standpoint archive id', id), element('originalName', title)],
    ' xsi:type="premis:intellectualEntity"',
  )}\n`;
}

/** A document and its files as PREMIS objects; `isNew` keeps a file that several documents hold from coming twice. */
export function documentXml({ document, objects }: ProvenanceDocument, isNew: (sha256: string) => boolean): string {
  const lines = [
    element(
      'object',
      [
        identifier('objectIdentifier', DOCUMENT_ID, document.id),
        element('originalName', document.title),
        objects.map(({ sha256 }) =>
          element('relationship', [
            element('relationshipType', 'structural'),
            element('relationshipSubType', 'is represented by'),
            identifier('relatedObjectIdentifier', 'SHA-256', sha256),
          ]),
        ),
      ],
      ' xsi:type="premis:intellectualEntity"',
    ),
  ];
  for (const { sha256, byteLength, fileName, format } of objects) {
    if (!isNew(sha256)) continue;
    const characteristics = [
      element('compositionLevel', '0'),
      element('fixity', [element('messageDigestAlgorithm', 'SHA-256'), element('messageDigest', sha256)]),
      element('size', String(byteLength)),
      element('format', [element('formatDesignation', [element('formatName', format)])]),
    ];
    lines.push(
      element(
        'object',
        [
          identifier('objectIdentifier', 'SHA-256', sha256),
          element('objectCharacteristics', characteristics),
          element('originalName', fileName),
          element('storage', [
            element('contentLocation', [
              element('contentLocationType', 'path within the archive'),
              element('contentLocationValue', `objects/${sha256.slice(0, 2)}/${sha256}`),
            ]),
          ]),
        ],
        ' xsi:type="premis:file"',
      ),
    );
  }
  return `${lines.join('\n')}\n`;
}

/** A journal event as PREMIS events: itself, and those that are part of it. */
export function eventXml(event: JournalEvent): string {
  const premis = toPremis(event);
  const own = oneEvent(premis, premis.id, premis.term);
  const implied = impliedTerms(event).map((term) => oneEvent(premis, `${premis.id}-${term.code}`, term));
  return `${[own, ...implied].join('\n')}\n`;
}

function oneEvent(premis: PremisEvent, id: string, term: PremisTerm): Node {
  const { outcome, outcomeNote, person, software, objects } = premis;
  const authority = ` authority="eventType" authorityURI="https://id.loc.gov/vocabulary/preservation/eventType" valueURI="${premisUri(term)}"`;
  return element('event', [
    identifier('eventIdentifier', EVENT_ID, id),
    element('eventType', term.label, authority),
    element('eventDateTime', premis.dateTime),
    element('eventDetailInformation', [element('eventDetail', `${premis.detail} (entry ${premis.seq})`)]),
    element('eventOutcomeInformation', [
      element('eventOutcome', outcome),
      outcomeNote === null ? '' : element('eventOutcomeDetail', [element('eventOutcomeDetailNote', outcomeNote)]),
    ]),
    person === ''
      ? ''
      : identifier('linkingAgentIdentifier', PERSON, person, element('linkingAgentRole', 'implementer')),
    identifier('linkingAgentIdentifier', SOFTWARE, software, element('linkingAgentRole', 'executing program')),
    objects.map(({ kind, id: objectId }) =>
      identifier('linkingObjectIdentifier', kind === 'document' ? DOCUMENT_ID : 'SHA-256', objectId),
    ),
  ]);
}

/** The agents of a file, after its events. */
export function agentsXml(persons: Iterable<string>, programs: Iterable<string>): string {
  const lines: Node[] = [];
  for (const person of persons) {
    lines.push(
      element('agent', [
        identifier('agentIdentifier', PERSON, person),
        element('agentName', person),
        element('agentType', 'person'),
      ]),
    );
  }
  for (const program of programs) {
    const [, name = program, version = null] = /^(.*?)(?: (\d\S*))?$/.exec(program) ?? [];
    lines.push(
      element('agent', [
        identifier('agentIdentifier', SOFTWARE, program),
        element('agentName', name),
        element('agentType', 'software'),
        element('agentVersion', version),
      ]),
    );
  }
  return lines.map((line) => `${flatten([line])}\n`).join('');
}

/** Columns of the table form. */
export const CSV_HEADINGS = [
  'entry',
  'time',
  'type',
  'premis event type',
  'premis address',
  'what',
  'outcome',
  'outcome detail',
  'coder',
  'software',
  'documents',
  'files',
  'hash',
  'previous hash',
] as const;

/** A journal event as a row of the table form. */
export function eventRow(event: JournalEvent): readonly string[] {
  const premis = toPremis(event);
  const idsOf = (kind: 'document' | 'file'): string =>
    premis.objects.flatMap((link) => (link.kind === kind ? [link.id] : [])).join(' ');
  return [
    String(premis.seq),
    premis.dateTime,
    event.type,
    premis.term.label,
    premisUri(premis.term),
    premis.detail,
    premis.outcome,
    premis.outcomeNote ?? '',
    premis.person,
    premis.software,
    idsOf('document'),
    idsOf('file'),
    event.hash,
    event.prev,
  ];
}
