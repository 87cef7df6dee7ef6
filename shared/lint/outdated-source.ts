import { formatDate } from '../domain/printed-form.ts';
import { readableQuote } from '../domain/readable-quote.ts';
import { foldText, sameWords, trimFolded } from '../fold-text.ts';
import type { LintUse } from './lint-blocks.ts';
import type { LintPassage } from './lint-input.ts';
import type { Finding, LintMatter } from './lint-matter.ts';
import { daysOf, wordsAround, wordsToShow } from './lint-words.ts';
import { agencyName, isOwnVoice, latestPositions, stanceOf } from './positions-of.ts';

/** The author says that the words no longer hold. */
const SAYS_WITHDRAWN =
  /\b(?:withdr(?:ew|awn|aws?)|withdrawal|rescind(?:s|ed)?|rescission|revoke[sd]?|revocation|retract(?:s|ed)?|repeal(?:s|ed)?|(?:taken|took) (?:(?:it|them|that|this) )?back|no longer (?:in force|stands?|holds?|applies)|superseded|replaced)\b/iu;
const SAYS_OLDER =
  /\b(?:first (?:issued|published|version|draft|edition)|earlier (?:version|wording|statement|text|draft)|older version|original (?:version|wording|text|statement)|originally|previous(?:ly)?|former(?:ly)?|initial(?:ly)?|at first|since (?:revised|changed|amended|replaced|then)|as (?:first|originally) (?:issued|published)|later (?:revised|changed|amended|replaced|dropped)|before (?:it was|the) (?:revised|revision|amended|change)|revised|superseded|replaced|used to|until then|had)\b/iu;

/** Finds quotes whose source no longer speaks so: taken back, changed in a newer version, overtaken by a later stance. */
export function outdatedSource(matter: LintMatter): readonly Finding[] {
  const { input, uses } = matter;
  return uses.flatMap((use): readonly Finding[] => {
    const passage = input.passages.get(use.passageId);
    if (passage === undefined) return [];
    const said = wordsAround(matter.blocks, use);
    return [
      ...withdrawn(matter, use, passage, said),
      ...superseded(use, passage, said),
      ...overtaken(matter, use, passage, said),
    ];
  });
}

function withdrawn({ input }: LintMatter, use: LintUse, passage: LintPassage, said: string): readonly Finding[] {
  const { withdrawal } = passage;
  if (withdrawal === null || SAYS_WITHDRAWN.test(said)) return [];
  const isLater = input.asOf !== null && daysOf(withdrawal.date).first > daysOf(input.asOf).last;
  const when = formatDate(withdrawal.date);
  return [
    {
      rule: 'withdrawn-source',
      severity: isLater ? 'note' : 'error',
      block: use.block,
      useId: use.useId,
      ...wordsToShow(use, passage),
      explanation: isLater
        ? `“${passage.documentTitle}” was ${withdrawal.status} on ${when}, after the date of this briefing (${withdrawal.source}).`
        : `“${passage.documentTitle}” was ${withdrawal.status} on ${when} (${withdrawal.source}); the text does not say so.`,
      remedy: `Say beside the quote that the statement was ${withdrawal.status}, or quote what stands in its place.`,
      related: { documentId: passage.documentId, version: passage.version, passageId: passage.passageId },
    },
  ];
}

function superseded(use: LintUse, passage: LintPassage, said: string): readonly Finding[] {
  const { newer } = passage;
  if (newer === null || SAYS_OLDER.test(said)) return [];
  const quoted = passage.pieces.join(' … ');
  if (newer.words !== null && isAlike(quoted, newer.words)) return [];
  const now = newer.words === null ? 'has nothing in their place' : `reads “${shorten(newer.words)}”`;
  return [
    {
      rule: 'superseded-version',
      severity: 'warning',
      block: use.block,
      useId: use.useId,
      ...wordsToShow(use, passage),
      explanation: `The words are those of version ${passage.version} of “${passage.documentTitle}”; version ${newer.version} ${now}.`,
      remedy: `Quote version ${newer.version}, or say in the text that this is the earlier wording.`,
      related: { documentId: passage.documentId, version: newer.version, passageId: passage.passageId },
    },
  ];
}

function isAlike(a: string, b: string): boolean {
  const [left, right] = [foldText(a), foldText(b)];
  const [from, to] = [trimFolded(left), trimFolded(right)];
  const length = from.end - from.start;
  return length === to.end - to.start && sameWords(left, from.start, right, to.start, length);
}

function overtaken(matter: LintMatter, use: LintUse, passage: LintPassage, said: string): readonly Finding[] {
  const { input } = matter;
  if (passage.dateIssued === null || SAYS_OLDER.test(said)) return [];
  const day = daysOf(passage.dateIssued).last;
  const until = input.asOf === null ? null : daysOf(input.asOf).last;
  for (const coding of passage.codings) {
    if (!isOwnVoice(coding.voice ?? null)) continue;
    const latest = latestPositions(input.positions, coding.agencyId, until).get(coding.topicId ?? '') ?? [];
    const [now] = latest;
    if (now === undefined || now.dateIssued === null || daysOf(now.dateIssued).first <= day) continue;
    // A later document that takes the same stance among others takes it still.
    if (latest.some(({ stanceId }) => stanceId === coding.stanceId)) continue;
    const isShown = matter.uses.some(({ passageId }) => latest.some((later) => later.passageId === passageId));
    if (isShown) continue;
    const stance = stanceOf(input.codebook, now.stanceId)?.name ?? '';
    const topic = input.codebook.topics.find(({ id }) => id === coding.topicId)?.name;
    const about = topic === undefined ? '' : ` on ${topic}`;
    return [
      {
        rule: 'later-stance',
        severity: 'warning',
        block: use.block,
        useId: use.useId,
        ...wordsToShow(use, passage),
        explanation: `${agencyName(input.codebook, coding.agencyId)} has taken another stance${about} since: “${stance}” in “${now.documentTitle}” of ${formatDate(now.dateIssued)}, which this briefing does not quote.`,
        remedy: 'Quote the later document beside this one or in its place.',
        related: { documentId: now.documentId, version: now.version, passageId: now.passageId },
      },
    ];
  }
  return [];
}

function shorten(words: string): string {
  const line = readableQuote(words);
  return line.length <= 160 ? line : `${line.slice(0, 157).trimEnd()}…`;
}
