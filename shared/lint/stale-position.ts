import { formatDate } from '../domain/printed-form.ts';
import type { LintUse } from './lint-blocks.ts';
import type { LintPassage } from './lint-input.ts';
import type { Finding, LintMatter } from './lint-matter.ts';
import { STALE_AFTER_MONTHS } from './lint-rules.ts';
import { daysOf, monthsBefore, wordsAround, wordsToShow } from './lint-words.ts';
import { agencyName, isOwnVoice } from './positions-of.ts';

/** Finds positions that are older than the date of the briefing allows, and documents that are younger than it. */
export function stalePosition(matter: LintMatter): readonly Finding[] {
  return [...tooYoung(matter), ...tooOld(matter)];
}

function tooYoung({ input, uses }: LintMatter): readonly Finding[] {
  const { asOf } = input;
  if (asOf === null) return [];
  const limit = daysOf(asOf).last;
  return uses.flatMap((use): readonly Finding[] => {
    const passage = input.passages.get(use.passageId);
    if (passage === undefined || passage.dateIssued === null || daysOf(passage.dateIssued).first <= limit) return [];
    return [
      {
        rule: 'stale-position',
        severity: 'error',
        block: use.block,
        useId: use.useId,
        ...wordsToShow(use, passage),
        explanation: `“${passage.documentTitle}” is of ${formatDate(passage.dateIssued)}, but the briefing is as of ${formatDate(asOf)}.`,
        remedy: 'Take the quote out, or move the date of the briefing.',
        related: { documentId: passage.documentId, version: passage.version, passageId: passage.passageId },
      },
    ];
  });
}

interface Dated {
  readonly use: LintUse;
  readonly passage: LintPassage;
  readonly agencyId: string;
  readonly date: string;
}

/** The newest that the briefing brings of an agency on a topic is what it gives out for its position. */
function tooOld({ input, blocks, uses }: LintMatter): readonly Finding[] {
  const asOf = input.asOf === null ? input.today : daysOf(input.asOf).first;
  const limit = monthsBefore(asOf, STALE_AFTER_MONTHS);
  const newest = new Map<string, Dated>();
  for (const use of uses) {
    const passage = input.passages.get(use.passageId);
    if (passage === undefined || passage.dateIssued === null) continue;
    const date = daysOf(passage.dateIssued).last;
    for (const { agencyId, topicId, voice } of passage.codings) {
      if (!isOwnVoice(voice ?? null)) continue;
      const key = `${agencyId} ${topicId ?? ''}`;
      const known = newest.get(key);
      if (known === undefined || date > known.date) newest.set(key, { use, passage, agencyId, date });
    }
  }
  const seen = new Set<string>();
  return [...newest.values()].flatMap(({ use, passage, agencyId, date }): readonly Finding[] => {
    const key = `${use.useId} ${agencyId}`;
    // Whoever names the year has said how old it is.
    if (date >= limit || seen.has(key) || wordsAround(blocks, use).includes(date.slice(0, 4))) return [];
    seen.add(key);
    const issued = formatDate(passage.dateIssued ?? date);
    const as = input.asOf === null ? 'today' : `the date of the briefing (${formatDate(input.asOf)})`;
    return [
      {
        rule: 'stale-position',
        severity: 'warning',
        block: use.block,
        useId: use.useId,
        ...wordsToShow(use, passage),
        explanation: `The newest that this briefing brings of ${agencyName(input.codebook, agencyId)} here is of ${issued}: more than ${STALE_AFTER_MONTHS} months before ${as}.`,
        remedy: 'Look for a newer statement, or say in the text how old this position is.',
        related: { documentId: passage.documentId, version: passage.version, passageId: passage.passageId },
      },
    ];
  });
}
