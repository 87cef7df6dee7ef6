import type { Finding, LintMatter } from './lint-matter.ts';
import { quotationsOf } from './quotations.ts';

/** Finds words in quotation marks that stand in no source of the archive. */
export function unsourcedQuotation({ input, blocks }: LintMatter): readonly Finding[] {
  const known = namesOf(input.codebook);
  return quotationsOf(blocks).flatMap(({ block, words, start, end, useId }): readonly Finding[] => {
    const source = input.quotations.get(words);
    if (source === undefined || source.isFound || known.has(fold(words))) return [];
    const { nearest } = source;
    return [
      {
        rule: 'unsourced-quotation',
        severity: nearest === null ? 'warning' : 'error',
        block,
        useId,
        start,
        end,
        words,
        explanation:
          nearest === null
            ? 'These words stand in quotation marks, but in no source of the archive.'
            : `These words stand in quotation marks, but no source has them so. “${nearest.documentTitle}” reads “${nearest.words}”.`,
        remedy:
          nearest === null
            ? 'Add the source to the archive and quote it from there, or take the quotation marks away.'
            : 'Insert the passage as a quote, so that its words are those of the source, or take the quotation marks away.',
        related:
          nearest === null ? null : { documentId: nearest.documentId, version: nearest.version, passageId: null },
      },
    ];
  });
}

/** Names of the codebook may stand in quotation marks. */
function namesOf({ agencies, stances, topics }: LintMatter['input']['codebook']): ReadonlySet<string> {
  return new Set([
    ...agencies.flatMap(({ name, aliases }) => [name, ...aliases]).map(fold),
    ...stances.map(({ name }) => fold(name)),
    ...topics.map(({ name }) => fold(name)),
  ]);
}

const fold = (words: string): string =>
  words
    .toLowerCase()
    .replace(/[\s.,;:]+/gu, ' ')
    .trim();
