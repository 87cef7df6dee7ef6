import type { PageInfo } from '../contract/outcomes.ts';
import type { Codebook } from '../domain/codebook.ts';
import type { SourceDocument, Version } from '../domain/document.ts';
import type { Coding, Passage, PassageArea } from '../domain/passage.ts';
import { piecesOf } from '../domain/passage-pieces.ts';
import { codePointCounter } from './code-points.ts';
import { codesXml, type MakeGuid, PROJECT_NAMESPACE, XML_DECLARATION } from './refi-codes.ts';
import { xmlElement, xmlTextElement } from './xml-writer.ts';

/** One version of a document on its way into a project. */
export interface RefiSource {
  readonly document: SourceDocument;
  readonly version: Version;
  /** Its canonical text. */
  readonly text: string;
  readonly pages: readonly PageInfo[];
  /** Those made on this version. */
  readonly passages: readonly Passage[];
  /** Whether the original goes into the project as well. */
  readonly hasOriginal: boolean;
  /** Pixels a point of a picture, across and down; null if they are not known. */
  readonly pixels: readonly [number, number] | null;
}

/** The names of the files of a source below sources/ in the project. */
export interface RefiFiles {
  /** The canonical text in UTF-8. */
  readonly text: string;
  /** Null if the original does not go along. */
  readonly original: string | null;
}

/** What a project is called and how its GUIDs are made. */
export interface RefiOptions {
  readonly name: string;
  readonly origin: string;
  /** Instant. */
  readonly createdAt: string;
  readonly codebook: Codebook;
  readonly guidOf: MakeGuid;
  readonly namesCoders: boolean;
}

/** Variables of sources: what is known of a document. They are read again by these names. */
export const SOURCE_VARIABLES = {
  kind: 'Kind',
  issuer: 'Issuer',
  author: 'Author',
  dateIssued: 'Date issued',
  sourceUrl: 'URL',
  dateCaptured: 'Date captured',
  collection: 'Collection',
  status: 'Status',
  fileName: 'File name',
  sha256: 'SHA-256',
  version: 'Version',
  /** Id of the document: sources that share it are its versions. */
  document: 'Document',
  /** The file below sources/ that holds the bytes as preserved, where no attribute of the format can name it. */
  original: 'Original',
} as const;

type Variable = keyof typeof SOURCE_VARIABLES;

/** Kind of a link from a piece of a passage to the one after it. */
export const PIECE_LINK = 'goes on at';
const INTERNAL = 'internal://';
const NAME_LENGTH = 80;
const ENDINGS: Readonly<Record<string, string>> = {
  jpeg: 'jpg',
  text: 'txt',
  markdown: 'md',
  mhtml: 'mhtml',
  tiff: 'tif',
};

/**
 * Collects the sources of a REFI-QDA project (QDA-XML 1.0) and writes its project.qde. Positions count Unicode code points
 * of the text file, the end not included; pages count from 0, and coordinates on them are PDF points from the lower left
 * corner. Each coding is a selection of its own that carries the codes of its agency, stance and topic: so every program
 * shows what belongs together. Throws nothing; what cannot be said is told.
 */
export class RefiProject {
  readonly #options: RefiOptions;
  readonly #sources: string[] = [];
  readonly #notes: string[] = [];
  readonly #links: string[] = [];
  readonly #users = new Map<string, string>();

  constructor(options: RefiOptions) {
    this.#options = options;
  }

  /** What the files of a source are called. */
  filesOf({ document, version, hasOriginal }: Pick<RefiSource, 'document' | 'version' | 'hasOriginal'>): RefiFiles {
    const of = `${document.id} ${version.number}`;
    const ending = ENDINGS[version.format] ?? version.format;
    return {
      text: `${this.#options.guidOf('text', of)}.txt`,
      original: hasOriginal ? `${this.#options.guidOf('original', of)}.${ending}` : null,
    };
  }

  /** Adds a source. Returns the passages that the format cannot hold, each with the reason. */
  add(source: RefiSource): readonly { readonly passage: Passage; readonly reason: string }[] {
    const { document, version, text } = source;
    const { guidOf } = this.#options;
    const files = this.filesOf(source);
    const kind = kindOf(source);
    const skipped: { passage: Passage; reason: string }[] = [];
    const words: string[] = [];
    const areas: string[] = [];
    const count = codePointCounter(text);
    for (const passage of [...source.passages].sort((a, b) => a.start - b.start || a.end - b.end)) {
      if (passage.area !== undefined) {
        const place = kind === 'text' ? null : areaAttributes(passage.area, source, kind);
        if (place !== null) {
          const element = kind === 'pdf' ? 'PDFSelection' : 'PictureSelection';
          areas.push(...this.#selections(passage, [{ element, attributes: place }]));
          continue;
        }
        if (passage.quote === '') {
          skipped.push({ passage, reason: 'A REFI-QDA project cannot hold an area of a page of this kind of source.' });
          continue;
        }
      }
      const pieces = piecesOf(passage).map(({ start, end }) => ({
        element: 'PlainTextSelection',
        attributes: {
          name: shorten(text.slice(start, end)),
          startPosition: count(start),
          endPosition: count(end),
        },
      }));
      words.push(...this.#selections(passage, pieces));
    }
    const of = `${document.id} ${version.number}`;
    const several = document.versions.length > 1;
    const common = {
      guid: guidOf('source', of),
      name: several ? `${document.title} (version ${version.number})` : document.title,
      creatingUser: this.#user(''),
      creationDateTime: version.importedAt,
    };
    const variables = this.#variableValues(source, files, kind);
    const original = files.original === null ? null : `${INTERNAL}${files.original}`;
    const plainTextPath = `${INTERNAL}${files.text}`;
    const textPart = (name: string): string =>
      text === '' ? '' : xmlElement(name, { guid: guidOf('text', of), name: common.name, plainTextPath }, words);
    if (kind === 'pdf') {
      this.#sources.push(
        xmlElement('PDFSource', { ...common, path: original }, [...areas, textPart('Representation'), ...variables]),
      );
    } else if (kind === 'picture') {
      this.#sources.push(
        xmlElement('PictureSource', { ...common, path: original }, [
          textPart('TextDescription'),
          ...areas,
          ...variables,
        ]),
      );
    } else {
      const richTextPath = version.format === 'docx' ? original : null;
      this.#sources.push(
        xmlElement('TextSource', { ...common, richTextPath, plainTextPath }, [...words, ...variables]),
      );
    }
    return skipped;
  }

  /** The whole project.qde. */
  toXml(): string {
    const { name, origin, createdAt, codebook, guidOf } = this.#options;
    const creatingUserGUID = this.#user('');
    const codes = codesXml(codebook, guidOf, true);
    const users = [...this.#users].map(([guid, user]) => xmlElement('User', { guid, name: user }));
    const variables = Object.values(SOURCE_VARIABLES).map((variable) =>
      xmlElement('Variable', { guid: guidOf('variable', variable), name: variable, typeOfVariable: 'Text' }),
    );
    return `${XML_DECLARATION}${xmlElement(
      'Project',
      { xmlns: PROJECT_NAMESPACE, name, origin, creatingUserGUID, creationDateTime: createdAt },
      [
        group('Users', users),
        codes === '' ? '' : xmlElement('CodeBook', {}, xmlElement('Codes', {}, codes)),
        group('Variables', variables),
        group('Sources', this.#sources),
        group('Notes', this.#notes),
        group('Links', this.#links),
      ],
    )}\n`;
  }

  /** A selection for each coding and each piece of a passage; one for each piece if it carries none. */
  #selections(
    passage: Passage,
    pieces: readonly { readonly element: string; readonly attributes: Readonly<Record<string, string | number>> }[],
  ): string[] {
    const { guidOf } = this.#options;
    const written: string[] = [];
    const codings: readonly (Coding | null)[] = passage.codings.length === 0 ? [null] : passage.codings;
    for (const [which, coding] of codings.entries()) {
      for (const [index, { element, attributes }] of pieces.entries()) {
        const guidAt = (piece: number): string => guidOf('selection', `${passage.id} ${which} ${piece}`);
        const isFirst = which === 0 && index === 0;
        const user = this.#user(coding?.coder ?? passage.coder);
        written.push(
          xmlElement(
            element,
            {
              guid: guidAt(index),
              ...attributes,
              creatingUser: user,
              creationDateTime: passage.createdAt,
              modifiedDateTime: passage.updatedAt,
            },
            [
              ...this.#codings(passage, coding, index, isFirst),
              isFirst && passage.note !== '' ? this.#noteRef(passage) : '',
            ],
          ),
        );
        if (index > 0) {
          const guid = guidOf('link', `${passage.id} ${which} ${index}`);
          const ends = { originGUID: guidAt(index - 1), targetGUID: guidAt(index) };
          this.#links.push(xmlElement('Link', { guid, name: PIECE_LINK, direction: 'OneWay', ...ends }));
        }
      }
    }
    return written;
  }

  #codings(passage: Passage, coding: Coding | null, piece: number, isFirst: boolean): string[] {
    const { guidOf } = this.#options;
    const put = (of: string, sort: string, id: string, user: string, at: string): string =>
      xmlElement(
        'Coding',
        { guid: guidOf('coding', `${of} ${sort} ${piece}`), creatingUser: user, creationDateTime: at },
        xmlElement('CodeRef', { targetGUID: guidOf(sort, id) }),
      );
    const written: string[] = [];
    if (coding !== null) {
      const { id, agencyId, stanceId, topicId, voice, certainty, codedAt } = coding;
      const user = this.#user(coding.coder);
      const values = { agency: agencyId, stance: stanceId, topic: topicId, voice, certainty };
      for (const [sort, value] of Object.entries(values)) {
        if (value !== undefined) written.push(put(id, sort, value, user, codedAt));
      }
    }
    if (isFirst && passage.review !== undefined && passage.review !== 'coded') {
      written.push(put(passage.id, 'review', passage.review, this.#user(passage.coder), passage.updatedAt));
    }
    return written;
  }

  #noteRef(passage: Passage): string {
    const guid = this.#options.guidOf('note', passage.id);
    const about = { guid, name: shorten(passage.quote) || 'Note', creatingUser: this.#user(passage.coder) };
    this.#notes.push(
      xmlElement(
        'Note',
        { ...about, creationDateTime: passage.createdAt },
        xmlTextElement('PlainTextContent', passage.note),
      ),
    );
    return xmlElement('NoteRef', { targetGUID: guid });
  }

  #variableValues({ document, version }: RefiSource, { original }: RefiFiles, kind: SourceKind): string[] {
    const { guidOf, codebook } = this.#options;
    const isNamed = kind !== 'text' || version.format === 'docx';
    const values: Readonly<Record<Variable, string | null>> = {
      kind: document.kind,
      issuer: codebook.agencies.find(({ id }) => id === document.issuerId)?.name ?? null,
      author: document.author,
      dateIssued: document.dateIssued,
      sourceUrl: document.sourceUrl,
      dateCaptured: document.dateCaptured,
      collection: document.collection,
      status: document.withdrawal?.status ?? null,
      fileName: version.fileName,
      sha256: version.sha256,
      version: String(version.number),
      document: document.id,
      original: isNamed ? null : original,
    };
    return Object.entries(SOURCE_VARIABLES).flatMap(([key, name]) => {
      const value = Object.entries(values).find(([other]) => other === key)?.[1] ?? null;
      if (value === null || value === '') return [];
      return xmlElement('VariableValue', {}, [
        xmlElement('VariableRef', { targetGUID: guidOf('variable', name) }),
        xmlTextElement('TextValue', value),
      ]);
    });
  }

  #user(coder: string): string {
    const name = this.#options.namesCoders && coder !== '' ? coder : 'Coder';
    const guid = this.#options.guidOf('user', name);
    this.#users.set(guid, name);
    return guid;
  }
}

type SourceKind = 'pdf' | 'picture' | 'text';

/** As what a source goes into the project; as its text where the original does not go along. */
function kindOf({ version, hasOriginal }: RefiSource): SourceKind {
  if (!hasOriginal) return 'text';
  if (version.format === 'pdf') return 'pdf';
  return version.format === 'png' || version.format === 'jpeg' ? 'picture' : 'text';
}

const group = (name: string, members: readonly string[]): string =>
  members.length === 0 ? '' : xmlElement(name, {}, members);

function shorten(words: string): string {
  const line = words.replace(/\s+/g, ' ').trim();
  return line.length <= NAME_LENGTH ? line : `${line.slice(0, NAME_LENGTH - 1).trimEnd()}…`;
}

/** Corners of an area as the format counts them, or null where they cannot be told. */
function areaAttributes(
  { page, rect: [x, y, width, height] }: PassageArea,
  { pages, pixels }: RefiSource,
  kind: 'pdf' | 'picture',
): Readonly<Record<string, number>> | null {
  const info = pages.find(({ number }) => number === page);
  if (info === undefined) return null;
  const round = Math.round;
  if (kind === 'pdf') {
    const [firstX, firstY] = [round(x), round(info.height - y)];
    return { page: page - 1, firstX, firstY, secondX: round(x + width), secondY: round(info.height - y - height) };
  }
  if (pixels === null || page !== 1) return null;
  const [across, down] = pixels;
  const second = { secondX: round((x + width) * across), secondY: round((y + height) * down) };
  return { firstX: round(x * across), firstY: round(y * down), ...second };
}
