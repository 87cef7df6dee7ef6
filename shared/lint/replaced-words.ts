import { type ReplacedWords, replacedWords } from '../domain/abridgement-replacements.ts';
import { joinPieces } from '../domain/passage-pieces.ts';
import type { LintUse } from './lint-blocks.ts';
import type { LintPassage } from './lint-input.ts';
import type { Finding, LintMatter } from './lint-matter.ts';

/** Finds brackets that do not explain words of a source but stand in their place. */
export function replacedInBrackets({ input, uses }: LintMatter): readonly Finding[] {
  return uses.flatMap((use): readonly Finding[] => {
    const passage = input.passages.get(use.passageId);
    if (!use.isQuote || use.excerpt === null || passage === undefined || passage.pieces.length === 0) return [];
    let from = 0;
    return replacedWords(joinPieces(passage.pieces), use.excerpt).map((found) => {
      const finding = findingOf(use, use.excerpt ?? '', passage, found, from);
      from = finding.end;
      return finding;
    });
  });
}

function findingOf(
  { at, block, useId }: LintUse,
  excerpt: string,
  { documentId, version, passageId }: LintPassage,
  { shown, replaced, isNaming }: ReplacedWords,
  from: number,
): Finding {
  const start = Math.max(0, excerpt.indexOf(shown, at === null ? from : 0));
  const place = at === null ? { start, end: start + shown.length } : { start: at, end: at + 1 };
  return {
    rule: 'replaced-words',
    severity: isNaming ? 'warning' : 'error',
    block,
    useId,
    ...place,
    words: shown,
    explanation: `The bracket replaces words of the source: “${shown}” stands in the place of “${replaced}”.`,
    remedy: isNaming
      ? 'See whether both name the same; else quote the words of the source.'
      : 'Quote the words of the source, or leave them out with an ellipsis and say the rest in your own sentence.',
    related: { documentId, version, passageId },
  };
}
