import type { LintBlock } from './lint-blocks.ts';
import type { Finding, LintMatter } from './lint-matter.ts';

/** True for the words by which a template says what is to be written: a paragraph all in square brackets. */
export const isGuide = ({ node, text }: LintBlock): boolean =>
  node.type === 'paragraph' && /^\[[^[\]]+\]$/u.test(text.trim());

/** Finds what a template asked for and nobody wrote. */
export function unfilledGuide({ blocks }: LintMatter): readonly Finding[] {
  return blocks.filter(isGuide).map((block) => ({
    rule: 'unfilled-guide' as const,
    severity: 'error' as const,
    block,
    useId: null,
    start: 0,
    end: block.text.length,
    words: block.text.trim(),
    explanation: 'The template says here what is to be written, and it would be printed as it stands.',
    remedy: 'Write what is asked for in its place, or delete the paragraph.',
    related: null,
  }));
}
