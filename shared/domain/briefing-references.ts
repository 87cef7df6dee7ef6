import { checkAbridgement } from './abridgement.ts';
import type { BriefingBody } from './briefing-body.ts';
import { alterBlocks, replaceUses } from './briefing-uses.ts';
import type { PassageFilter } from './passage-filter-schema.ts';

/** Lists of a filter that name things which may be merged into others. */
export type ReferenceField = 'agencyIds' | 'stanceIds' | 'topicIds' | 'issuerIds' | 'documentIds';

/** What stands for old ids, by the list that names them. */
export type Replaced = Readonly<Partial<Record<ReferenceField, ReadonlyMap<string, string>>>>;

/** A filter that names what stands for the old ids; the same object if it named none of them. */
export function followInFilter<Filter extends Partial<PassageFilter>>(filter: Filter, replaced: Replaced): Filter {
  const fields: readonly ReferenceField[] = ['agencyIds', 'stanceIds', 'topicIds', 'issuerIds', 'documentIds'];
  let followed = filter;
  for (const field of fields) {
    const ids = filter[field];
    const map = replaced[field];
    if (ids === undefined || map === undefined || !ids.some((id) => map.has(id))) continue;
    followed = { ...followed, [field]: followIds(ids, map) };
  }
  return followed;
}

const followIds = (ids: readonly string[], map: ReadonlyMap<string, string>): string[] => [
  ...new Set(ids.map((id) => map.get(id) ?? id)),
];

/** A body whose sections, timelines and profiles name what stands for the old ids; the same object if none did. */
export function followInBody(body: BriefingBody, replaced: Replaced): BriefingBody {
  const agencies = replaced.agencyIds;
  const topics = replaced.topicIds;
  return alterBlocks(body, (node) => {
    if (node.type === 'section') {
      const filter = followInFilter(node.attrs.filter, replaced);
      return filter === node.attrs.filter ? node : { ...node, attrs: { ...node.attrs, filter } };
    }
    if (node.type === 'profile') {
      const agencyId = agencies?.get(node.attrs.agencyId);
      return agencyId === undefined ? node : { ...node, attrs: { ...node.attrs, agencyId } };
    }
    if (node.type !== 'timeline') return node;
    const { agencyIds, topicIds } = node.attrs;
    const isNamed =
      agencyIds.some((id) => agencies?.has(id) === true) || topicIds.some((id) => topics?.has(id) === true);
    if (!isNamed) return node;
    return {
      ...node,
      attrs: {
        ...node.attrs,
        agencyIds: agencies === undefined ? agencyIds : followIds(agencyIds, agencies),
        topicIds: topics === undefined ? topicIds : followIds(topicIds, topics),
      },
    };
  });
}

/** A body that quotes other passages in the place of those that go; the same object if it quoted none of them. */
export function followPassagesInBody(body: BriefingBody, replaced: ReadonlyMap<string, string>): BriefingBody {
  const renamed = replaceUses(body, ({ passageId, useId }) => {
    const other = replaced.get(passageId);
    return other === undefined || other === passageId ? null : [{ passageId: other, useId }];
  });
  return alterBlocks(renamed, (node) => {
    if (node.type !== 'section' || !Object.keys(node.attrs.seen).some((id) => replaced.has(id))) return node;
    // The hash of the one that goes does not fit the other: a refresh tells that it changed.
    const seen = Object.fromEntries(
      Object.entries(node.attrs.seen).map(([id, hash]) => [replaced.get(id) ?? id, hash]),
    );
    return { ...node, attrs: { ...node.attrs, seen } };
  });
}

/** The two passages that a third was split into. */
export interface SplitPassage {
  /** It keeps the id. */
  readonly first: { readonly id: string; readonly quote: string };
  readonly second: { readonly id: string; readonly quote: string };
}

/**
 * A body after a passage was split: where it was quoted whole both parts are, where an excerpt of it stood the part that
 * holds the excerpt; the same object if it did not quote it.
 */
export function splitPassageInBody(
  body: BriefingBody,
  { first, second }: SplitPassage,
  newId: () => string,
): BriefingBody {
  return replaceUses(body, ({ passageId, useId, excerpt }) => {
    if (passageId !== first.id) return null;
    if (excerpt === null)
      return [
        { passageId, useId },
        { passageId: second.id, useId: newId() },
      ];
    const isInSecond =
      checkAbridgement(first.quote, excerpt).problem !== null &&
      checkAbridgement(second.quote, excerpt).problem === null;
    return isInSecond ? [{ passageId: second.id, useId }] : null;
  });
}
