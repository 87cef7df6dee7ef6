import { SaxesParser } from 'saxes';
import { ArchiveError } from '../errors.ts';
import type {
  IncomingCode,
  IncomingLink,
  IncomingNote,
  IncomingPlace,
  IncomingProject,
  IncomingSelection,
  IncomingSource,
  IncomingUse,
} from './incoming.ts';

/** Codes, sources and selections that are read of one file, and how deep its elements may nest. */
const MOST = { codes: 50_000, sources: 20_000, selections: 500_000, depth: 200 } as const;

type Attributes = Readonly<Record<string, string>>;
type Draft<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer Item)[] ? Item[] : T[K] };

const SOURCES: Readonly<Record<string, IncomingSource['kind']>> = {
  TextSource: 'text',
  PDFSource: 'pdf',
  PictureSource: 'picture',
  AudioSource: 'media',
  VideoSource: 'media',
};

/** Texts of a source that stand in an element of their own: they have the words, not the original. */
const TEXT_PARTS = new Set(['Representation', 'TextDescription']);
const VALUES = new Set(['TextValue', 'BooleanValue', 'IntegerValue', 'FloatValue', 'DateValue', 'DateTimeValue']);

/**
 * Reads the project.qde of a REFI-QDA project or a .qdc codebook, of whatever program and version of the schema. Nothing is
 * looked up and no entities but those of XML itself are known. Throws `corrupt` or `too-large`.
 */
export function readRefi(xml: string): IncomingProject {
  const reader = new RefiReader();
  const parser = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false });
  parser.on('doctype', () => {
    throw new ArchiveError(
      'corrupt',
      'The file declares a document type, which no program for qualitative data does: it may be made to harm its readers. It was not read.',
    );
  });
  parser.on('opentag', ({ name, attributes }) => reader.open(localName(name), attributes));
  parser.on('text', (text) => reader.text(text));
  parser.on('cdata', (text) => reader.text(text));
  parser.on('closetag', ({ name }) => reader.close(localName(name)));
  parser.on('error', (error) => {
    throw new ArchiveError('corrupt', `The file is not proper XML (${error.message}). Export it again.`);
  });
  parser.write(xml).close();
  return reader.result();
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/** A GUID in the one form in which they are compared. */
const guidIn = (value: string | undefined): string => (value ?? '').replace(/[{}\s]/g, '').toLowerCase();

class RefiReader {
  readonly #path: string[] = [];
  #root: { readonly name: string; readonly attributes: Attributes } | null = null;
  readonly #users: [string, string][] = [];
  readonly #codes: Draft<IncomingCode>[] = [];
  readonly #above: Draft<IncomingCode>[] = [];
  readonly #variables: [string, string][] = [];
  readonly #sources: Draft<IncomingSource>[] = [];
  readonly #notes: Draft<IncomingNote>[] = [];
  readonly #links: IncomingLink[] = [];
  #source: Draft<IncomingSource> | null = null;
  #selection: Draft<IncomingSelection> | null = null;
  #use: Draft<IncomingUse> | null = null;
  #note: Draft<IncomingNote> | null = null;
  #variable: { guid: string; value: string } | null = null;
  #selections = 0;
  #text = '';

  open(name: string, attributes: Attributes): void {
    if (this.#path.length >= MOST.depth) throw tooMuch(`elements nested ${MOST.depth} deep`);
    const parent = this.#path[this.#path.length - 1];
    this.#path.push(name);
    this.#text = '';
    this.#root ??= { name, attributes };
    switch (name) {
      case 'User':
        this.#users.push([guidIn(attributes.guid), attributes.name ?? '']);
        return;
      case 'Code':
        this.#openCode(attributes);
        return;
      case 'Variable':
        this.#variables.push([guidIn(attributes.guid), attributes.name ?? '']);
        return;
      case 'Note':
        this.#note = { guid: guidIn(attributes.guid), text: '', path: attributes.plainTextPath ?? null };
        return;
      case 'Link':
        this.#links.push({
          name: attributes.name ?? '',
          from: guidIn(attributes.originGUID),
          to: guidIn(attributes.targetGUID),
        });
        return;
      case 'VariableValue':
        this.#variable = { guid: '', value: '' };
        return;
      case 'VariableRef':
        if (this.#variable) this.#variable.guid = guidIn(attributes.targetGUID);
        return;
      case 'Coding':
        this.#use = {
          code: '',
          user: guidIn(attributes.creatingUser) || null,
          at: attributes.creationDateTime ?? null,
        };
        return;
      case 'CodeRef':
        if (this.#use) this.#use.code = guidIn(attributes.targetGUID);
        return;
      case 'NoteRef':
        this.#selection?.notes.push(guidIn(attributes.targetGUID));
        return;
      default:
        if (parent === 'Sources') this.#openSource(name, attributes);
        else if (this.#source !== null && TEXT_PARTS.has(name) && this.#selection === null) {
          this.#source.plainTextPath = attributes.plainTextPath ?? null;
        } else if (name.endsWith('Selection') && this.#source !== null && this.#note === null) {
          this.#openSelection(name, attributes);
        }
    }
  }

  text(text: string): void {
    this.#text += text;
  }

  close(name: string): void {
    this.#path.pop();
    const parent = this.#path[this.#path.length - 1];
    const text = this.#text;
    this.#text = '';
    if (VALUES.has(name)) {
      if (this.#variable) this.#variable.value = text;
      return;
    }
    switch (name) {
      case 'Description':
        this.#describe(parent, text);
        return;
      case 'PlainTextContent':
        if (this.#note) this.#note.text = text;
        else if (this.#source && this.#selection === null) this.#source.plainText = text;
        return;
      case 'Code':
        this.#above.pop();
        return;
      case 'Note':
        if (this.#note) this.#notes.push(this.#note);
        this.#note = null;
        return;
      case 'VariableValue':
        if (this.#variable && this.#source) this.#source.variables.push([this.#variable.guid, this.#variable.value]);
        this.#variable = null;
        return;
      case 'Coding':
        if (this.#use && this.#use.code !== '') (this.#selection ?? this.#source)?.uses.push(this.#use);
        this.#use = null;
        return;
      default:
        if (this.#selection !== null && name.endsWith('Selection')) {
          this.#source?.selections.push(this.#selection);
          this.#selection = null;
        } else if (parent === 'Sources' && this.#source !== null) {
          this.#sources.push(this.#source);
          this.#source = null;
        }
    }
  }

  result(): IncomingProject {
    const root = this.#root;
    const isProject = root?.name === 'Project';
    if (root === null || (!isProject && root.name !== 'CodeBook')) {
      throw new ArchiveError('corrupt', 'The file is no REFI-QDA project or codebook: it begins with another element.');
    }
    return {
      kind: isProject ? 'project' : 'codebook',
      name: root.attributes.name ?? '',
      origin: root.attributes.origin || null,
      users: this.#users,
      codes: this.#codes,
      variables: this.#variables,
      sources: this.#sources,
      notes: this.#notes,
      links: this.#links,
    };
  }

  #openCode(attributes: Attributes): void {
    if (this.#codes.length >= MOST.codes) throw tooMuch(`more than ${MOST.codes} codes`);
    const code: Draft<IncomingCode> = {
      guid: guidIn(attributes.guid),
      name: attributes.name ?? '',
      description: '',
      color: colorIn(attributes.color),
      isCodable: attributes.isCodable !== 'false',
      parent: this.#above[this.#above.length - 1]?.guid ?? null,
    };
    this.#codes.push(code);
    this.#above.push(code);
  }

  #openSource(name: string, attributes: Attributes): void {
    const kind = SOURCES[name];
    if (kind === undefined) return;
    if (this.#sources.length >= MOST.sources) throw tooMuch(`more than ${MOST.sources} sources`);
    this.#source = {
      guid: guidIn(attributes.guid),
      name: attributes.name ?? '',
      kind,
      path: attributes.path ?? null,
      richTextPath: attributes.richTextPath ?? null,
      plainTextPath: attributes.plainTextPath ?? null,
      plainText: null,
      description: '',
      variables: [],
      selections: [],
      uses: [],
    };
  }

  #openSelection(name: string, attributes: Attributes): void {
    const place = placeIn(name, attributes);
    if (place === null) return;
    this.#selections += 1;
    if (this.#selections > MOST.selections) throw tooMuch(`more than ${MOST.selections} selections`);
    this.#selection = {
      guid: guidIn(attributes.guid),
      place,
      name: attributes.name ?? '',
      description: '',
      uses: [],
      notes: [],
      user: guidIn(attributes.creatingUser) || null,
      createdAt: attributes.creationDateTime ?? null,
      modifiedAt: attributes.modifiedDateTime ?? null,
    };
  }

  #describe(parent: string | undefined, text: string): void {
    const code = this.#above[this.#above.length - 1];
    if (parent === 'Code' && code) code.description = text;
    else if (this.#note && parent === 'Note') this.#note.text ||= text;
    else if (this.#selection) this.#selection.description = text;
    else if (this.#source) this.#source.description = text;
  }
}

function placeIn(name: string, attributes: Attributes): IncomingPlace | null {
  const numbers = (...keys: readonly string[]): number[] => keys.map((key) => Number(attributes[key] ?? Number.NaN));
  if (name === 'PlainTextSelection') {
    const [start = Number.NaN, end = Number.NaN] = numbers('startPosition', 'endPosition');
    return Number.isSafeInteger(start) && Number.isSafeInteger(end) ? { kind: 'text', start, end } : null;
  }
  if (name !== 'PDFSelection' && name !== 'PictureSelection') return null;
  const [x1 = Number.NaN, y1 = Number.NaN, x2 = Number.NaN, y2 = Number.NaN] = numbers(
    'firstX',
    'firstY',
    'secondX',
    'secondY',
  );
  const corners = [x1, y1, x2, y2] as const;
  if (!corners.every(Number.isFinite)) return null;
  if (name === 'PictureSelection') return { kind: 'picture', corners };
  const [page = Number.NaN] = numbers('page');
  return Number.isSafeInteger(page) ? { kind: 'page', page: page + 1, corners } : null;
}

function colorIn(value: string | undefined): string | null {
  const [, short] = /^#([0-9a-f]{3})$/i.exec(value ?? '') ?? [];
  if (short !== undefined) return `#${[...short].map((digit) => digit + digit).join('')}`.toLowerCase();
  return /^#[0-9a-f]{6}$/i.test(value ?? '') ? (value ?? '').toLowerCase() : null;
}

const tooMuch = (what: string): ArchiveError =>
  new ArchiveError('too-large', `The file holds ${what}, which no project of people does. It was not read.`);
