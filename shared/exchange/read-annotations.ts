import { CERTAINTIES, REVIEW_STATES, VOICES } from '../domain/vocabulary.ts';

/** What an annotation says of its source. */
export interface AnnotatedSource {
  /** IRIs by which it may be known: its own, and addresses. */
  readonly addresses: readonly string[];
  readonly sha256: string | null;
  readonly titles: readonly string[];
}

/** One stretch that an annotation marks. */
export interface AnnotatedPiece {
  readonly exact: string;
  readonly prefix: string;
  readonly suffix: string;
  /** In code points of some text of the source; a hint. */
  readonly start: number | null;
}

/** A coding as annotations of ours tell it: names and ids of the archive it is from. */
export interface AnnotatedCoding {
  readonly agency: { readonly id: string; readonly name: string };
  readonly stance: { readonly id: string; readonly name: string; readonly polarity: number | null };
  /** Names with those above it. */
  readonly topic: { readonly id: string; readonly path: string } | null;
  readonly voice: (typeof VOICES)[number] | null;
  readonly certainty: (typeof CERTAINTIES)[number] | null;
  readonly coder: string;
  readonly at: string | null;
}

/** An annotation of the W3C's model, or of Hypothesis. */
export interface IncomingAnnotation {
  readonly id: string;
  readonly source: AnnotatedSource;
  readonly pieces: readonly AnnotatedPiece[];
  /** Rectangle on a page from 1, in points from its upper left corner, for what has no words. */
  readonly area: { readonly page: number; readonly rect: readonly [number, number, number, number] } | null;
  readonly codings: readonly AnnotatedCoding[];
  readonly tags: readonly string[];
  readonly note: string;
  readonly creator: string;
  readonly createdAt: string | null;
  readonly modifiedAt: string | null;
  readonly review: (typeof REVIEW_STATES)[number] | null;
}

type Fields = ReadonlyMap<string, unknown>;

/**
 * The annotations in a parsed JSON file: a collection or a page of the W3C, one annotation, an array of them, or what
 * Hypothesis exports (`rows`, or `annotations`). Null if there are none in it.
 */
export function annotationsIn(value: unknown): readonly unknown[] | null {
  const list = listIn(value, 0);
  return list?.some(isAnnotation) ? list.filter(isAnnotation) : null;
}

function listIn(value: unknown, depth: number): readonly unknown[] | null {
  if (depth > 4) return null;
  if (Array.isArray(value)) return value;
  const fields = fieldsOf(value);
  if (fields === null) return null;
  if (fields.has('target')) return [value];
  for (const key of ['items', 'rows', 'annotations', 'first', '@graph']) {
    const found = fields.has(key) ? listIn(fields.get(key), depth + 1) : null;
    if (found !== null) return found;
  }
  return null;
}

const isAnnotation = (value: unknown): boolean => fieldsOf(value)?.has('target') === true;

/** Reads an annotation; null for one that marks nothing in its source. */
export function readAnnotation(value: unknown): IncomingAnnotation | null {
  const fields = fieldsOf(value);
  if (fields === null) return null;
  const targets = listOf(fields.get('target')).map(readTarget);
  const pieces = piecesOf(targets.flatMap((target) => (target.piece === null ? [] : [target.piece])));
  const area = targets.find((target) => target.area !== null)?.area ?? null;
  if (pieces.length === 0 && area === null) return null;
  const document = fieldsOf(fields.get('document'));
  const addresses = [...targets.flatMap(({ addresses: own }) => own), ...strings(fields.get('uri'))];
  const bodies = listOf(fields.get('body')).flatMap((body) => fieldsOf(body) ?? textBody(body));
  const { codings, tags, notes } = readBodies(bodies);
  const review = REVIEW_STATES.find((state) => state === fields.get('review')) ?? null;
  return {
    id: textOf(fields.get('id')),
    source: {
      addresses: [...new Set(addresses)],
      sha256: targets.find(({ sha256 }) => sha256 !== null)?.sha256 ?? null,
      titles: [...new Set([...targets.flatMap(({ titles }) => titles), ...strings(document?.get('title'))])],
    },
    pieces,
    area,
    codings,
    tags: [...new Set([...tags, ...strings(fields.get('tags'))])],
    note: [...notes, textOf(fields.get('text'))].filter((note) => note.trim() !== '').join('\n\n'),
    creator: creatorOf(fields) || userIn(textOf(fields.get('user'))),
    createdAt: textOf(fields.get('created')) || null,
    modifiedAt: textOf(fields.get('modified') ?? fields.get('updated')) || null,
    review,
  };
}

interface Target {
  readonly addresses: readonly string[];
  readonly titles: readonly string[];
  readonly sha256: string | null;
  readonly piece: AnnotatedPiece | null;
  readonly area: IncomingAnnotation['area'];
}

function readTarget(value: unknown): Target {
  const target = fieldsOf(value);
  const source = target?.get('source') ?? value;
  const about = fieldsOf(source);
  const selectors = listOf(target?.get('selector'))
    .flatMap(refined)
    .flatMap((each) => fieldsOf(each) ?? []);
  const ofType = (type: string): Fields | undefined => selectors.find((each) => each.get('type') === type);
  const quote = ofType('TextQuoteSelector');
  const position = ofType('TextPositionSelector');
  const quads = ofType('PageQuadsSelector');
  const rect = listOf(listOf(quads?.get('quads'))[0]).filter((side): side is number => typeof side === 'number');
  const page = quads?.get('page');
  const [x, y, width, height] = rect;
  const start = position?.get('start');
  const sha256 = textOf(about?.get('sha256'));
  return {
    addresses: [
      ...(typeof source === 'string' ? [source] : []),
      ...strings(about?.get('id')),
      ...strings(about?.get('sourceUrl')),
    ],
    titles: strings(about?.get('label')),
    sha256: /^[0-9a-f]{64}$/i.test(sha256) ? sha256.toLowerCase() : null,
    piece:
      quote === undefined || textOf(quote.get('exact')) === ''
        ? null
        : {
            exact: textOf(quote.get('exact')),
            prefix: textOf(quote.get('prefix')),
            suffix: textOf(quote.get('suffix')),
            start: typeof start === 'number' && Number.isSafeInteger(start) && start >= 0 ? start : null,
          },
    area:
      typeof page === 'number' &&
      Number.isSafeInteger(page) &&
      x !== undefined &&
      y !== undefined &&
      width !== undefined &&
      height !== undefined &&
      width > 0 &&
      height > 0
        ? { page, rect: [x, y, width, height] }
        : null,
  };
}

/** A selector with those that refine it. */
function refined(selector: unknown): readonly unknown[] {
  const inner = fieldsOf(selector)?.get('refinedBy');
  return inner === undefined ? [selector] : [selector, ...listOf(inner)];
}

/** Each stretch once: the original and its text are two targets for the same one. */
function piecesOf(pieces: readonly AnnotatedPiece[]): readonly AnnotatedPiece[] {
  const distinct = new Map<string, AnnotatedPiece>();
  for (const piece of pieces) {
    const key = JSON.stringify([piece.prefix, piece.exact, piece.suffix]);
    const known = distinct.get(key);
    if (known === undefined || known.start === null) distinct.set(key, piece);
  }
  return [...distinct.values()];
}

function readBodies(bodies: readonly Fields[]): {
  readonly codings: readonly AnnotatedCoding[];
  readonly tags: readonly string[];
  readonly notes: readonly string[];
} {
  const byCoding = new Map<string, Fields[]>();
  const tags: string[] = [];
  const notes: string[] = [];
  for (const body of bodies) {
    const coding = textOf(body.get('coding'));
    const value = textOf(body.get('value'));
    if (coding !== '') byCoding.set(coding, [...(byCoding.get(coding) ?? []), body]);
    else if (strings(body.get('purpose')).some((purpose) => purpose === 'tagging' || purpose === 'classifying')) {
      if (value.trim() !== '') tags.push(value.trim());
    } else if (value.trim() !== '') notes.push(plainText(value, textOf(body.get('format'))));
  }
  const codings: AnnotatedCoding[] = [];
  for (const parts of byCoding.values()) {
    const agency = parts.find((part) => part.has('agency'));
    const stance = parts.find((part) => part.has('stance'));
    const topic = parts.find((part) => part.has('topic'));
    if (agency === undefined || stance === undefined) {
      for (const part of parts) tags.push(textOf(part.get('value')));
      continue;
    }
    const polarity = stance.get('polarity');
    codings.push({
      agency: { id: textOf(agency.get('agency')), name: textOf(agency.get('value')) },
      stance: {
        id: textOf(stance.get('stance')),
        name: textOf(stance.get('value')),
        polarity:
          typeof polarity === 'number' && Number.isInteger(polarity) && Math.abs(polarity) <= 2 ? polarity : null,
      },
      topic: topic === undefined ? null : { id: textOf(topic.get('topic')), path: textOf(topic.get('value')) },
      voice: VOICES.find((voice) => voice === stance.get('voice')) ?? null,
      certainty: CERTAINTIES.find((each) => each === stance.get('certainty')) ?? null,
      coder: creatorOf(stance),
      at: textOf(stance.get('created')) || null,
    });
  }
  return { codings, tags, notes };
}

/** Words of a comment; of HTML without its marks. */
const plainText = (value: string, format: string): string =>
  format === 'text/html'
    ? value
        .replace(/<[^>]*>/g, ' ')
        .replace(/\s+/g, ' ')
        .trim()
    : value;

function creatorOf(fields: Fields): string {
  const creator = fields.get('creator');
  return typeof creator === 'string' ? userIn(creator) : textOf(fieldsOf(creator)?.get('name'));
}

/** The name in "acct:name@hypothes.is". */
const userIn = (account: string): string => /^acct:([^@]+)@/.exec(account)?.[1] ?? account;

const textBody = (body: unknown): Fields | readonly [] =>
  typeof body === 'string' ? new Map<string, unknown>([['value', '']]) : [];

const fieldsOf = (value: unknown): Fields | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? new Map(Object.entries(value)) : null;

const listOf = (value: unknown): readonly unknown[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];

const strings = (value: unknown): string[] =>
  listOf(value).filter((each): each is string => typeof each === 'string' && each.trim() !== '');

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
