import type { BriefingVerification } from './contract/verify-briefing.ts';
import type { Evidence } from './domain/evidence.ts';
import { foldText } from './fold-text.ts';
import { quotedRuns } from './lint/quotations.ts';

/** Code units of context given with words in quotation marks. */
const CONTEXT = 60;

/** The words in quotation marks in a text that belong to no quote, source or title that is known. */
export function unknownQuotations(text: string, evidence: Evidence | null): BriefingVerification['unknown'] {
  const known = (
    evidence === null
      ? []
      : [
          ...evidence.uses.flatMap(({ printed, exact }) => [printed, exact]),
          ...evidence.sources.flatMap(({ title, fileName }) => [title, fileName]),
          evidence.briefing.title,
        ]
  ).map(fold);
  const unknown: BriefingVerification['unknown'] = [];
  const told = new Set<string>();
  let at = 0;
  for (const line of text.split('\n')) {
    for (const { words, start, end } of quotedRuns(line)) {
      // What an export says of itself: “… from the archive “Title””.
      if (/\bfrom the archive\s$/u.test(line.slice(0, start))) continue;
      const folded = fold(words);
      if (told.has(folded)) continue;
      told.add(folded);
      if (known.some((each) => each.includes(folded))) continue;
      const context = text
        .slice(Math.max(0, at + start - CONTEXT), at + end + CONTEXT)
        .replace(/\s+/gu, ' ')
        .trim();
      unknown.push({ words, context });
    }
    at += line.length + 1;
  }
  return unknown;
}

const fold = (words: string): string =>
  foldText(words)
    .text.toLowerCase()
    .replace(/[\s.,;:]+$|^\s+/gu, '');
