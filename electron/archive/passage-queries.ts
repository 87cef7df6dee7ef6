import type { MethodOutput, ParsedInput } from '../../shared/contract.ts';
import type { Codebook } from '../../shared/domain/codebook.ts';
import type { Withdrawal } from '../../shared/domain/document.ts';
import type { Passage } from '../../shared/domain/passage.ts';
import { understand } from './full-text.ts';
import { documentConditions, passageConditions } from './index-filter.ts';
import type { SearchIndex } from './search-index.ts';

/** A passage with what a list shows beside it. */
export interface ListedPassage {
  readonly passage: Passage;
  readonly documentTitle: string;
  readonly dateIssued: string | null;
  readonly withdrawal: Withdrawal | null;
}

type Selection = Omit<ParsedInput<'passage.list'>, 'limit' | 'offset'>;

/** Passages `p` of documents `d` that fit, as SQL from FROM on. */
interface Found {
  readonly from: string;
  readonly values: readonly (string | number)[];
}

const READING_ORDER = 'd.sortTitle, d.dateIssued, d.id, p.start, p.id';

/** Names in the order of the codebook, as a table of places. */
const PLACES = 'places(id, place) AS MATERIALIZED (SELECT value, key FROM json_each(?))';

const collator = new Intl.Collator('en', { numeric: true });

/** What passages are ordered by before the reading order, as SQL; nothing for the reading order alone. */
interface Rank {
  /** True if all passages of a document have the same. */
  readonly isOfDocument: boolean;
  readonly terms: string;
  /** Names that `terms` needs as a table of places. */
  readonly places: readonly string[] | null;
  /** The column of codings whose first place `terms` asks for, passage by passage. */
  readonly coding?: 'agencyId' | 'stanceId' | 'topicId';
}

function rankOf(sort: Selection['sort'], codebook: Codebook): Rank | null {
  const ofDocument = (terms: string): Rank => ({ isOfDocument: true, terms, places: null });
  const ofPassage = (terms: string): Rank => ({ isOfDocument: false, terms, places: null });
  const ofCoding = (coding: NonNullable<Rank['coding']>, places: readonly string[]): Rank => ({
    isOfDocument: false,
    terms: `(SELECT coalesce(min(o.place), 1e9) FROM codings k LEFT JOIN places o ON o.id = k.${coding} WHERE k.passage = p.row)`,
    places,
    coding,
  });
  const byName = (list: readonly { readonly id: string; readonly name: string }[]): string[] =>
    [...list].sort((a, b) => collator.compare(a.name, b.name)).map(({ id }) => id);
  switch (sort) {
    case 'date':
      return ofDocument('d.dateIssued IS NULL, d.dateIssued');
    case 'newest':
      return ofDocument('d.dateIssued IS NULL, d.dateIssued DESC');
    case 'agency':
      return ofCoding('agencyId', byName(codebook.agencies));
    case 'stance':
      return ofCoding(
        'stanceId',
        [...codebook.stances].sort((a, b) => a.order - b.order).map(({ id }) => id),
      );
    case 'topic':
      return ofCoding('topicId', byName(codebook.topics));
    case 'coded':
      return ofPassage('p.codedAt DESC');
    case 'coder':
      return ofPassage('p.coder COLLATE NOCASE');
    case 'review':
      return ofPassage("CASE p.review WHEN 'needs-review' THEN 0 WHEN 'coded' THEN 1 ELSE 2 END");
    case 'document':
    case undefined:
      return null;
  }
}

/** Passages that fit. Agency, stance, topic, voice and certainty must stand on the same coding. */
function findPassages(index: SearchIndex, input: Selection, codebook: Codebook, join = ''): Found {
  const values: (string | number)[] = [];
  // Passages given by id are looked up one by one; all others are met on the way through the documents.
  let tables = 'docs d CROSS JOIN passages p ON p.doc = d.row';
  if (input.ids !== undefined) {
    tables =
      '(SELECT DISTINCT value FROM json_each(?)) i CROSS JOIN passages p ON p.id = i.value CROSS JOIN docs d ON d.row = p.doc';
    values.push(JSON.stringify(input.ids));
  }
  const documents = documentConditions(input);
  const passages = passageConditions(input, codebook);
  const where = ['d.trashedAt IS NULL', ...documents.where, ...passages.where];
  values.push(...documents.values, ...passages.values);
  const asked = understand(index, input.query ?? '', { unit: 'passage', codebook, stemming: input.stemming ?? true });
  if (asked !== null) {
    where.push(`p.row IN (${asked.rows.sql})`);
    values.push(...asked.rows.values);
  }
  return { from: `FROM ${tables} ${join} WHERE ${where.join(' AND ')}`, values };
}

/** Passages of documents outside the trash, by title and date of the document, then by place, if nothing else is asked. */
export function listPassages(
  index: SearchIndex,
  input: ParsedInput<'passage.list'>,
  codebook: Codebook,
): { readonly total: number; readonly passages: readonly ListedPassage[] } {
  const { from, values } = findPassages(index, input, codebook);
  const rank = rankOf(input.sort, codebook);
  const places = rank?.places ?? null;
  const before = places === null ? '' : `WITH ${PLACES}`;
  const isBounded = input.limit !== undefined || input.offset !== undefined;
  const rows = index.all<{ json: string; title: string; dateIssued: string | null; withdrawal: string | null }>(
    `${before} SELECT p.json, d.title, d.dateIssued, d.withdrawal ${from}
     ORDER BY ${rank === null ? '' : `${rank.terms}, `}${READING_ORDER} LIMIT ? OFFSET ?`,
    ...(places === null ? [] : [JSON.stringify(places)]),
    ...values,
    input.limit ?? -1,
    input.offset ?? 0,
  );
  const total = isBounded ? (index.one<{ n: number }>(`SELECT count(*) AS n ${from}`, ...values)?.n ?? 0) : rows.length;
  return {
    total,
    passages: rows.map(({ json, title, dateIssued, withdrawal }) => ({
      passage: JSON.parse(json),
      documentTitle: title,
      dateIssued,
      withdrawal: withdrawal === null ? null : JSON.parse(withdrawal),
    })),
  };
}

const KEYS = {
  document: 'd.id',
  agency: 'c.agencyId',
  stance: 'c.stanceId',
  topic: 'c.topicId',
  voice: 'c.voice',
  review: 'p.review',
  coder: 'p.coder',
  none: "''",
} as const;

/** Ids of the passages that `listPassages` gives for the same filter, in its order, under what groups them. */
export function outlinePassages(
  index: SearchIndex,
  input: ParsedInput<'passage.outline'>,
  codebook: Codebook,
): MethodOutput<'passage.outline'> {
  const groupBy = input.groupBy ?? 'document';
  const key = KEYS[groupBy];
  const isByDocument = groupBy === 'document';
  const isByCoding = key.startsWith('c.');
  const rank = rankOf(input.sort, codebook);
  const { from, values } = findPassages(
    index,
    input,
    codebook,
    isByCoding ? 'LEFT JOIN codings c ON c.passage = p.row' : '',
  );
  const asked = understand(index, input.query ?? '', { unit: 'passage', codebook, stemming: input.stemming ?? true });
  const title = isByDocument ? 'd.title' : 'NULL';
  const pieces =
    rank?.places && isByCoding
      ? numbered(index, { key, from, values }, rank)
      : gathered(index, { key, title, from, values }, rank);
  const groups = new Map<string, { readonly title: string | null; readonly ids: Set<string> }>();
  for (const { key: found, title: name, ids } of pieces) {
    const group = groups.get(found ?? '') ?? { title: name, ids: new Set() };
    for (const id of ids) group.ids.add(id);
    groups.set(found ?? '', group);
  }
  const total = isByCoding
    ? new Set([...groups.values()].flatMap(({ ids }) => [...ids])).size
    : [...groups.values()].reduce((sum, { ids }) => sum + ids.size, 0);
  return {
    total,
    groups: [...groups].map(([found, { title, ids }]) => ({ key: found, title, ids: [...ids] })),
    ...(asked === null || asked.fallback === null ? {} : { fallback: asked.fallback }),
  };
}

/** Passages of one group that stand together, in order. */
interface Piece {
  readonly key: string | null;
  readonly title: string | null;
  readonly ids: readonly string[];
}

type Row = Omit<Piece, 'ids'> & { readonly ids: string };

/** What is asked for: passages under a key. */
interface Asked {
  readonly key: string;
  readonly title: string;
  readonly from: string;
  readonly values: readonly (string | number)[];
}

/** Where a passage is in as many groups as it has codings, each passage is given its number. */
function numbered(index: SearchIndex, { key, from, values }: Omit<Asked, 'title'>, rank: Rank): readonly Piece[] {
  const rows = index.all<Row>(
    `WITH ${PLACES} SELECT key, NULL AS title, group_concat(id, ' ' ORDER BY place) AS ids FROM (
       SELECT ${key} AS key, p.id AS id, row_number() OVER (ORDER BY ${rank.terms}, ${READING_ORDER}) AS place ${from}
     ) GROUP BY key ORDER BY min(place)`,
    JSON.stringify(rank.places ?? []),
    ...values,
  );
  return rows.map(split);
}

/**
 * One row for each key and document, and rank where it is the passage's, not for each passage: that is what makes it
 * quick. The ranks of codings differ too much from passage to passage for that: they come with the passages.
 */
function gathered(index: SearchIndex, { key, title, from, values }: Asked, rank: Rank | null): readonly Piece[] {
  const coding = rank?.coding;
  const terms = coding === undefined ? rank?.terms : undefined;
  const inner = terms === undefined || rank?.isOfDocument ? '' : `, ${terms.replace(/ DESC$/, '')}`;
  const id =
    coding === undefined
      ? 'p.id'
      : `p.id || ' ' || (SELECT ifnull(group_concat(k.${coding}, ','), '') FROM codings k WHERE k.passage = p.row)`;
  const rows = index.all<Row>(
    `SELECT ${key} AS key, ${title} AS title, group_concat(${id}, ' ' ORDER BY p.start, p.id) AS ids ${from}
     GROUP BY d.sortTitle, d.dateIssued, d.id${inner}, ${key}
     ORDER BY ${terms === undefined ? '' : `${terms}, `}d.sortTitle, d.dateIssued, d.id${rank === null ? '' : ', min(p.start)'}`,
    ...values,
  );
  const pieces = rows.map(split);
  return coding === undefined ? pieces : inOrderOfPlaces(pieces, rank?.places ?? []);
}

const split = ({ ids, ...row }: Row): Piece => ({ ...row, ids: ids.split(' ') });

/**
 * Parts the pieces by the place of each passage's first coding, and puts the first places first. Each id in them is
 * followed by what the passage is coded with, joined by commas; passages without a place come last.
 */
function inOrderOfPlaces(pieces: readonly Piece[], names: readonly string[]): readonly Piece[] {
  const places = new Map(names.map((name, place) => [name, place]));
  const placeOf = (coded: string): number =>
    coded.split(',').reduce((first, name) => Math.min(first, places.get(name) ?? names.length), names.length);
  const byPlace: { key: string | null; title: string | null; ids: string[] }[][] = [...names, ''].map(() => []);
  const placesKnown = new Map<string, number>();
  for (const { key, title, ids } of pieces) {
    const own = new Map<number, string[]>();
    for (let at = 0; at < ids.length; at += 2) {
      const coded = ids[at + 1] ?? '';
      const place = placesKnown.get(coded) ?? placeOf(coded);
      placesKnown.set(coded, place);
      const list = own.get(place);
      if (list) list.push(ids[at] ?? '');
      else own.set(place, [ids[at] ?? '']);
    }
    for (const [place, found] of own) byPlace[place]?.push({ key, title, ids: found });
  }
  return byPlace.flat();
}
