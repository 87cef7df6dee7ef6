import type { PassageFilter } from '../../shared/domain/briefing.ts';
import type { Codebook } from '../../shared/domain/codebook.ts';
import { withBelow } from './search-sets.ts';

/** What a list of passages may be limited to, beyond the filter that is kept with briefings and searches. */
export interface IndexFilter extends Partial<PassageFilter> {
  /** Only those that moved in the newest version or are lost in it, while nobody has decided on them. */
  readonly needsReview?: boolean | undefined;
  /** Those whose quote was not checked since it or its text changed; beside those of `statuses`. */
  readonly unchecked?: boolean | undefined;
}

/** Conditions of SQL, all of which must hold, with what is bound to them. */
export interface Conditions {
  readonly where: readonly string[];
  readonly values: readonly string[];
}

const AMONG = 'IN (SELECT value FROM json_each(?))';

/** What a document `d` must be like; all that the filter says of its passages left aside. */
export function documentConditions(filter: IndexFilter): Conditions {
  const where: string[] = [];
  const values: string[] = [];
  const among = (column: string, wanted: readonly string[] | undefined): void => {
    if (wanted === undefined || wanted.length === 0) return;
    where.push(`${column} ${AMONG}`);
    values.push(JSON.stringify(wanted));
  };
  among('d.id', filter.documentIds);
  among('d.kind', filter.kinds);
  among('d.issuerId', filter.issuerIds);
  // A date that is coarser than the limit counts if it may lie within it.
  if (filter.issuedFrom !== undefined) {
    where.push('substr(d.dateIssued, 1, length(?)) >= substr(?, 1, length(d.dateIssued))');
    values.push(filter.issuedFrom, filter.issuedFrom);
  }
  if (filter.issuedTo !== undefined) {
    where.push('substr(d.dateIssued, 1, length(?)) <= substr(?, 1, length(d.dateIssued))');
    values.push(filter.issuedTo, filter.issuedTo);
  }
  if (filter.collections && filter.collections.length > 0) {
    where.push(
      `EXISTS (SELECT 1 FROM json_each(?) c
         WHERE d.collection = c.value OR substr(d.collection, 1, length(c.value) + 3) = c.value || ' / ')`,
    );
    values.push(JSON.stringify(filter.collections));
  }
  return { where, values };
}

/** What a passage `p` must be like; all that the filter says of its document left aside. */
export function passageConditions(filter: IndexFilter, codebook: Pick<Codebook, 'topics'>): Conditions {
  const where: string[] = [];
  const values: string[] = [];
  const codings: string[] = [];
  const { agencyIds, stanceIds, topicIds, voices, certainties } = filter;
  for (const [column, wanted] of [
    ['agencyId', agencyIds],
    ['stanceId', stanceIds],
    ['topicId', topicIds && topicIds.length > 0 ? withBelow(topicIds, codebook) : []],
    ['voice', voices],
    ['certainty', certainties],
  ] as const) {
    if (wanted === undefined || wanted.length === 0) continue;
    codings.push(`${column} ${AMONG}`);
    values.push(JSON.stringify(wanted));
  }
  if (codings.length > 0) where.push(`p.row IN (SELECT passage FROM codings WHERE ${codings.join(' AND ')})`);
  if (filter.coders && filter.coders.length > 0) {
    const people = JSON.stringify(filter.coders);
    where.push(`(p.coder ${AMONG} OR p.row IN (SELECT passage FROM codings WHERE coder ${AMONG}))`);
    values.push(people, people);
  }
  if (filter.reviews && filter.reviews.length > 0) {
    where.push(`p.review ${AMONG}`);
    values.push(JSON.stringify(filter.reviews));
  }
  const statuses = filter.statuses ?? [];
  if (statuses.length > 0 || filter.unchecked === true) {
    where.push(`(p.status ${AMONG}${filter.unchecked === true ? ' OR p.status IS NULL' : ''})`);
    values.push(JSON.stringify(statuses));
  }
  if (filter.uncoded !== undefined) {
    where.push(`${filter.uncoded ? 'NOT ' : ''}EXISTS (SELECT 1 FROM codings u WHERE u.passage = p.row)`);
  }
  // What nothing was said of is passed over by a look at the words alone.
  if (filter.internals && filter.internals.length > 0) {
    where.push(
      `CASE WHEN p.json LIKE '%"internal"%' THEN ifnull(json_extract(p.json, '$.internal'), 'none') ELSE 'none' END ${AMONG}`,
    );
    values.push(JSON.stringify(filter.internals));
  }
  // The newest placement of a passage is the last one; those without any are passed over by a look at the words alone.
  if (filter.needsReview === true) {
    where.push(
      `p.json LIKE '%"placements"%' AND json_extract(p.json, '$.placements[#-1].outcome') <> 'anchored'
       AND json_extract(p.json, '$.placements[#-1].decision') IS NULL`,
    );
  }
  for (const word of (filter.text ?? '').toLowerCase().split(/\s+/).filter(Boolean)) {
    where.push('instr(p.words, ?) > 0');
    values.push(word);
  }
  return { where, values };
}

/** What a document `d` must be like, one of whose passages must fit where the filter says anything of passages. */
export function documentsOfFilter(filter: IndexFilter, codebook: Pick<Codebook, 'topics'>): Conditions {
  const own = documentConditions(filter);
  const inside = passageConditions(filter, codebook);
  if (inside.where.length === 0) return own;
  return {
    where: [...own.where, `d.row IN (SELECT p.doc FROM passages p WHERE ${inside.where.join(' AND ')})`],
    values: [...own.values, ...inside.values],
  };
}
