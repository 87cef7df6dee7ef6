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

/** Passages `p` of documents `d` that fit, as SQL from FROM on; what orders them needs the tables that `sort` names. */
interface Found {
  readonly before: string;
  readonly from: string;
  readonly order: string;
  readonly values: readonly (string | number)[];
}

const READING_ORDER = 'd.sortTitle, d.dateIssued, d.id, p.start, p.id';

/** Names in the order of the codebook, as a table of places. */
const PLACES = 'WITH places(id, place) AS MATERIALIZED (SELECT value, key FROM json_each(?))';

const collator = new Intl.Collator('en', { numeric: true });

function orderOf(sort: Selection['sort'], codebook: Codebook): { before: string; order: string; values: string[] } {
  const byCoding = (column: string, ids: readonly string[]) => ({
    before: PLACES,
    order: `(SELECT coalesce(min(o.place), 1e9) FROM codings k LEFT JOIN places o ON o.id = k.${column} WHERE k.passage = p.row), ${READING_ORDER}`,
    values: [JSON.stringify(ids)],
  });
  const byName = (list: readonly { readonly id: string; readonly name: string }[]): string[] =>
    [...list].sort((a, b) => collator.compare(a.name, b.name)).map(({ id }) => id);
  switch (sort) {
    case 'date':
      return { before: '', order: `d.dateIssued IS NULL, d.dateIssued, ${READING_ORDER}`, values: [] };
    case 'newest':
      return { before: '', order: `d.dateIssued IS NULL, d.dateIssued DESC, ${READING_ORDER}`, values: [] };
    case 'agency':
      return byCoding('agencyId', byName(codebook.agencies));
    case 'stance':
      return byCoding(
        'stanceId',
        [...codebook.stances].sort((a, b) => a.order - b.order).map(({ id }) => id),
      );
    case 'topic':
      return byCoding('topicId', byName(codebook.topics));
    case 'coded':
      return { before: '', order: `p.codedAt DESC, ${READING_ORDER}`, values: [] };
    case 'coder':
      return { before: '', order: `p.coder COLLATE NOCASE, ${READING_ORDER}`, values: [] };
    case 'review':
      return {
        before: '',
        order: `CASE p.review WHEN 'needs-review' THEN 0 WHEN 'coded' THEN 1 ELSE 2 END, ${READING_ORDER}`,
        values: [],
      };
    case 'document':
    case undefined:
      return { before: '', order: READING_ORDER, values: [] };
  }
}

/** Passages that fit. Agency, stance, topic, voice and certainty must stand on the same coding. */
function findPassages(index: SearchIndex, input: Selection, codebook: Codebook, join = ''): Found {
  const { before, order, values: ordering } = orderOf(input.sort, codebook);
  const values: (string | number)[] = [...ordering];
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
  return { before, from: `FROM ${tables} ${join} WHERE ${where.join(' AND ')}`, order, values };
}

/** Passages of documents outside the trash, by title and date of the document, then by place, if nothing else is asked. */
export function listPassages(
  index: SearchIndex,
  input: ParsedInput<'passage.list'>,
  codebook: Codebook,
): { readonly total: number; readonly passages: readonly ListedPassage[] } {
  const { before, from, order, values } = findPassages(index, input, codebook);
  const isBounded = input.limit !== undefined || input.offset !== undefined;
  const rows = index.all<{ json: string; title: string; dateIssued: string | null; withdrawal: string | null }>(
    `${before} SELECT p.json, d.title, d.dateIssued, d.withdrawal ${from} ORDER BY ${order} LIMIT ? OFFSET ?`,
    ...values,
    input.limit ?? -1,
    input.offset ?? 0,
  );
  const total = isBounded
    ? (index.one<{ n: number }>(`${before} SELECT count(*) AS n ${from}`, ...values)?.n ?? 0)
    : rows.length;
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
  const { before, from, order, values } = findPassages(
    index,
    input,
    codebook,
    isByCoding ? 'LEFT JOIN codings c ON c.passage = p.row' : '',
  );
  const asked = understand(index, input.query ?? '', { unit: 'passage', codebook, stemming: input.stemming ?? true });
  const isInOrder = input.sort === undefined || input.sort === 'document';
  // One row for each key, or for each document and key, not for each passage: that is what makes it quick.
  const rows = isInOrder
    ? index.all<{ key: string | null; title: string | null; ids: string }>(
        `${before} SELECT ${key} AS key, ${isByDocument ? 'd.title' : 'NULL'} AS title,
           group_concat(p.id, ' ' ORDER BY p.start, p.id) AS ids ${from}
         GROUP BY d.sortTitle, d.dateIssued, d.id, ${key} ORDER BY d.sortTitle, d.dateIssued, d.id`,
        ...values,
      )
    : index.all<{ key: string | null; title: string | null; ids: string }>(
        `${before} SELECT key, title, group_concat(id, ' ' ORDER BY place) AS ids FROM (
           SELECT ${key} AS key, ${isByDocument ? 'd.title' : 'NULL'} AS title, p.id AS id,
             row_number() OVER (ORDER BY ${order}) AS place ${from}
         ) GROUP BY key ORDER BY min(place)`,
        ...values,
      );
  const groups = new Map<string, { readonly title: string | null; readonly ids: Set<string> }>();
  for (const { key: found, title, ids } of rows) {
    const group = groups.get(found ?? '') ?? { title, ids: new Set() };
    for (const id of ids.split(' ')) group.ids.add(id);
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
