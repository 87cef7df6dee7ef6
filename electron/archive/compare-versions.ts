import type { PageInfo } from '../../shared/contract/outcomes.ts';
import type { ComparedSegment, Comparison } from '../../shared/contract/versions.ts';
import type { Passage } from '../../shared/domain/passage.ts';
import { spanInVersion } from '../../shared/domain/placement.ts';
import { ArchiveError } from '../../shared/errors.ts';
import { compareTexts, type RedlineSegment } from '../../shared/redline.ts';
import { wordsOf } from '../../shared/redline-words.ts';
import type { ArchiveCore } from './archive-core.ts';
import { briefingsUsing } from './briefing-uses.ts';
import { versionOf } from './documents.ts';

/** Compares two versions of a document. Throws `not-found`, and `invalid-input` if they are one and the same. */
export async function compareVersions(
  core: ArchiveCore,
  documentId: string,
  from: number,
  to: number,
): Promise<Comparison> {
  const document = await core.document(documentId);
  const [older, newer] = [versionOf(document, from), versionOf(document, to)];
  if (from === to) {
    throw new ArchiveError('invalid-input', `to: a version is compared with another one, not with itself (${from}).`);
  }
  const [a, b] = [await core.derived.load(older), await core.derived.load(newer)];
  const redline = compareTexts(a.text, b.text);
  const passages = await core.store.passages(documentId);
  const touchedIds = touchedBy(redline, passages, from, to);
  const counts = { inserted: 0, deleted: 0, moved: 0 };
  const segments = redline.map((segment, index): ComparedSegment => {
    const words = segment.from ? a.text.slice(...segment.from) : segment.to ? b.text.slice(...segment.to) : '';
    const isChange = segment.kind !== 'equal';
    const count = isChange ? wordsOf(words).keys.filter((key) => /[\p{L}\p{N}]/u.test(key)).length : 0;
    if (segment.kind === 'insert') counts.inserted += count;
    if (segment.kind === 'delete') counts.deleted += count;
    if (segment.kind === 'moved' && segment.to) counts.moved += count;
    return {
      kind: segment.kind,
      from: segment.from && [...segment.from],
      to: segment.to && [...segment.to],
      moveId: segment.moveId,
      fromPage: pageAt(a.pages, segment.from),
      toPage: pageAt(b.pages, segment.to),
      words: isChange ? words : null,
      passageIds: touchedIds[index] ?? [],
    };
  });
  const ids = new Set(touchedIds.flat());
  const touched = passages.filter(({ id }) => ids.has(id));
  const uses = await briefingsUsing(core, document, touched);
  return {
    documentId,
    from,
    to,
    counts,
    segments,
    touched: touched.map(({ id, version, quote, page }) => ({
      passageId: id,
      version,
      quote,
      page,
      briefings: [...(uses.get(id) ?? [])],
    })),
  };
}

/** For each segment the passages that have words in it, or into whose words it came. */
function touchedBy(
  redline: readonly RedlineSegment[],
  passages: readonly Passage[],
  from: number,
  to: number,
): readonly string[][] {
  const spans = passages.map((passage) => ({
    id: passage.id,
    older: spanInVersion(passage, from),
    newer: spanInVersion(passage, to),
  }));
  let at = 0;
  let newAt = 0;
  return redline.map((segment) => {
    const hits =
      segment.kind === 'equal'
        ? []
        : spans.filter(
            ({ older, newer }) =>
              (older !== null && meets(segment.from ?? [at, at], older.start, older.end)) ||
              (newer !== null && meets(segment.to ?? [newAt, newAt], newer.start, newer.end)),
          );
    at = segment.from?.[1] ?? at;
    newAt = segment.to?.[1] ?? newAt;
    return hits.map(({ id }) => id);
  });
}

/** Whether a stretch shares words with a span; an empty stretch, whether it lies inside. */
const meets = ([start, end]: readonly [number, number], from: number, to: number): boolean => start < to && end > from;

const pageAt = (pages: readonly PageInfo[], place: readonly [number, number] | null): number | null =>
  place === null ? null : (pages.find(({ start, end }) => place[0] >= start && place[0] < end)?.number ?? null);
