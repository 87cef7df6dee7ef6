import type { Codebook } from '../domain/codebook.ts';
import type { SourceDocument } from '../domain/document.ts';
import type { Coding, Passage } from '../domain/passage.ts';
import { pieceSelectors } from '../domain/passage-pieces.ts';
import type { Selector } from '../domain/selector.ts';
import { topicPath } from '../domain/topic-path.ts';
import { codePointCounter } from '../exchange/code-points.ts';

/** Where the bytes of a version lie, as the reader of the annotations will find them. */
export interface AnnotationTarget {
  /** Address of the original: absolute, or relative to the annotations. */
  readonly original: string;
  /** Media type of the original. */
  readonly mediaType: string;
  /** Address of the canonical text, or null if it does not go with them. */
  readonly textFile: string | null;
  /** The canonical text, by which offsets are turned into those of the W3C; null if it cannot be had. */
  readonly text: string | null;
  /** What else tells the original from others, for who does not have it under that address. */
  readonly about?: { readonly title: string; readonly sha256: string; readonly sourceUrl: string | null };
}

/** What the annotations of one document are made from. */
export interface AnnotationInput {
  readonly document: SourceDocument;
  /** Passages of the document, in any order. */
  readonly passages: readonly Passage[];
  readonly codebook: Codebook;
  readonly targetOf: (version: number) => AnnotationTarget;
  /** Whether annotations name who made them; true if absent. */
  readonly namesCoders?: boolean;
}

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
/** A JSON object. */
export type JsonObject = { readonly [key: string]: Json };

/** What annotations of ours mean beside what the W3C has words for. */
const CONTEXT: Json = [
  'http://www.w3.org/ns/anno.jsonld',
  {
    standpoint: 'urn:standpoint:',
    agency: { '@id': 'standpoint:agency', '@type': '@id' },
    stance: { '@id': 'standpoint:stance', '@type': '@id' },
    coding: { '@id': 'standpoint:coding', '@type': '@id' },
    topic: { '@id': 'standpoint:topic', '@type': '@id' },
    voice: 'standpoint:voice',
    certainty: 'standpoint:certainty',
    review: 'standpoint:review',
    polarity: 'standpoint:polarity',
    version: 'standpoint:version',
    page: 'standpoint:page',
    sha256: 'standpoint:sha256',
    sourceUrl: { '@id': 'standpoint:sourceUrl', '@type': '@id' },
    quads: { '@id': 'standpoint:quads', '@container': '@list' },
    PageQuadsSelector: 'standpoint:PageQuadsSelector',
  },
];

/**
 * The passages of a document as a W3C Web Annotation collection (JSON-LD). The words and the page point into the
 * original, positions into the canonical text. Positions are counted in Unicode code points, as the W3C wants. Each
 * coding is two bodies that name it, or three: the agency and the topic as tags, the stance as a classification.
 */
export function toWebAnnotations(input: AnnotationInput): string {
  const { document } = input;
  return toAnnotationCollection(
    `urn:standpoint:document:${document.id}:passages`,
    document.title,
    annotationsOf(input),
  );
}

/** Annotations as a collection with one page, which holds them all. */
export function toAnnotationCollection(id: string, label: string, items: readonly JsonObject[]): string {
  const collection = {
    '@context': CONTEXT,
    id,
    type: 'AnnotationCollection',
    label,
    total: items.length,
    first: { id: `${id}:1`, type: 'AnnotationPage', partOf: id, startIndex: 0, items },
  };
  return `${JSON.stringify(collection, null, 2)}\n`;
}

/** The passages of a document as annotations, by version and place. */
export function annotationsOf(input: AnnotationInput): readonly JsonObject[] {
  const sorted = [...input.passages].sort(
    (a, b) => a.version - b.version || a.start - b.start || a.end - b.end || (a.id < b.id ? -1 : 1),
  );
  const targets = new Map<number, { readonly target: AnnotationTarget; readonly count: (offset: number) => number }>();
  return sorted.map((passage) => {
    const known = targets.get(passage.version) ?? prepare(input.targetOf(passage.version));
    targets.set(passage.version, known);
    return annotationOf(passage, known.target, known.count, input.codebook, input.namesCoders ?? true);
  });
}

function prepare(target: AnnotationTarget) {
  return { target, count: codePointCounter(target.text ?? '') };
}

function annotationOf(
  passage: Passage,
  target: AnnotationTarget,
  count: (offset: number) => number,
  codebook: Codebook,
  namesCoders: boolean,
): JsonObject {
  const body: JsonObject[] = passage.codings.flatMap((coding) => codingBodies(coding, codebook, namesCoders));
  if (passage.note !== '') {
    body.push({ type: 'TextualBody', purpose: 'commenting', value: passage.note, format: 'text/plain' });
  }
  const motivation = [
    'highlighting',
    ...(passage.codings.length > 0 ? ['tagging', 'classifying'] : []),
    ...(passage.note === '' ? [] : ['commenting']),
  ];
  return {
    id: `urn:standpoint:passage:${passage.id}`,
    type: 'Annotation',
    motivation,
    ...creatorOf(namesCoders ? passage.coder : ''),
    created: passage.createdAt,
    modified: passage.updatedAt,
    version: passage.version,
    ...(body.length === 0 ? {} : { body }),
    ...(passage.review === undefined ? {} : { review: passage.review }),
    target: splitPieces(passage).flatMap((selectors) => targetsOf(selectors, target, count)),
  };
}

const creatorOf = (name: string): JsonObject => (name === '' ? {} : { creator: { type: 'Person', name } });

function codingBodies(coding: Coding, { agencies, stances, topics }: Codebook, namesCoders: boolean): JsonObject[] {
  const topic = topics.find(({ id }) => id === coding.topicId);
  const agency = agencies.find(({ id }) => id === coding.agencyId);
  const stance = stances.find(({ id }) => id === coding.stanceId);
  const common = {
    type: 'TextualBody',
    format: 'text/plain',
    ...creatorOf(namesCoders ? coding.coder : ''),
    created: coding.codedAt,
    coding: `urn:standpoint:coding:${coding.id}`,
  };
  return [
    {
      ...common,
      purpose: 'tagging',
      value: agency?.name ?? coding.agencyId,
      agency: `urn:standpoint:agency:${coding.agencyId}`,
    },
    {
      ...common,
      purpose: 'classifying',
      value: stance?.name ?? coding.stanceId,
      stance: `urn:standpoint:stance:${coding.stanceId}`,
      ...(stance === undefined || stance.polarity === null ? {} : { polarity: stance.polarity }),
      ...(coding.voice === undefined ? {} : { voice: coding.voice }),
      ...(coding.certainty === undefined ? {} : { certainty: coding.certainty }),
    },
    ...(topic === undefined
      ? []
      : [
          {
            ...common,
            purpose: 'tagging',
            value: topicPath(topics, topic),
            topic: `urn:standpoint:topic:${topic.id}`,
          },
        ]),
  ];
}

/** Selectors of one target describe one stretch: each piece has its own, the first with the page and its quads. */
function splitPieces(passage: Passage): readonly (readonly Selector[])[] {
  if (passage.spans === undefined) return [passage.selectors];
  const others = passage.selectors.filter(
    ({ type }) => type !== 'TextQuoteSelector' && type !== 'TextPositionSelector',
  );
  return pieceSelectors(passage).map((piece, index) => (index === 0 ? [...piece, ...others] : piece));
}

/** The original with what a reader of any format can follow, and the text with the exact place. */
function targetsOf(
  selectors: readonly Selector[],
  target: AnnotationTarget,
  count: (offset: number) => number,
): readonly JsonObject[] {
  const inOriginal = selectors.flatMap((selector) =>
    selector.type === 'TextPositionSelector' ? [] : [copy(selector)],
  );
  const original: JsonObject = {
    type: 'SpecificResource',
    source: { id: target.original, format: target.mediaType, ...aboutOf(target) },
    selector: inOriginal,
  };
  const positions = selectors.flatMap((selector): JsonObject[] => {
    if (selector.type === 'TextQuoteSelector') return [copy(selector)];
    if (selector.type !== 'TextPositionSelector') return [];
    return [{ type: selector.type, start: count(selector.start), end: count(selector.end) }];
  });
  if (target.textFile === null || positions.length === 0) return [original];
  const text: JsonObject = {
    type: 'SpecificResource',
    source: { id: target.textFile, type: 'Text', format: 'text/plain' },
    selector: positions,
  };
  return [original, text];
}

function aboutOf({ about }: AnnotationTarget): JsonObject {
  if (about === undefined) return {};
  const { title, sha256, sourceUrl } = about;
  return { label: title, sha256, ...(sourceUrl === null ? {} : { sourceUrl }) };
}

const copy = (selector: Selector): JsonObject => ({ ...selector });
