import type { BriefingBody } from '../domain/briefing-body.ts';
import { blocksOf, type LintBlock } from './lint-blocks.ts';
import { OBJECT } from './lint-rules.ts';

/** Words in quotation marks in the author's own text. */
export interface Quotation {
  readonly block: LintBlock;
  /** The words without the marks, as they are looked for. */
  readonly words: string;
  /** Offsets of the words with their marks in the text of the block; those of the note for words in a note. */
  readonly start: number;
  readonly end: number;
  /** The note it stands in, or null. */
  readonly useId: string | null;
}

/** Words from which on something in quotation marks is taken for a quote and not for a manner of speaking. */
const LEAST = 3;
/** The same for single marks, which stand for apostrophes too. */
const LEAST_SINGLE = 4;

const DOUBLE = /“([^“”]*)”|„([^„“”]*)[“”]|«([^«»]*)»|"([^"]*)"/gu;
const SINGLE = /(?<![\p{L}\p{N}])[‘']([^‘'\n]*(?:[’'](?=\p{L})[^‘'\n]*)*?)[’'](?![\p{L}\p{N}])/gu;
/** A verb of saying right before makes a quote of one word or two. */
const SAYING =
  /(?:(?<!so-)\b(?:said|says|saying|called|calls|calling|termed|terms|wrote|writes|labell?ed|labels|dubbed|quoted|quotes|replied|promised|promises|spoke of|speaks of|referred to|refers to)\b|\b(?:described|describes|denounced|denounces|praised|praises|characteri[sz]e[sd])\b(?:\s+[\p{L}’'-]+){0,5}\s+as\b|\bin (?:its|his|her|their) words\b)(?:\s+[\p{L}’'-]+){0,5}[\s,:]*$/iu;

/** Every run of words that the author put in quotation marks as somebody's words. */
export function quotationsOf(blocks: readonly LintBlock[]): readonly Quotation[] {
  return blocks.flatMap((block): readonly Quotation[] => {
    if (block.node.type !== 'paragraph' || block.within === 'table-head') return [];
    const inText = quotedRuns(block.text).map((run) => ({ block, ...run, useId: null }));
    const inNotes = block.objects.flatMap(({ at, node }): readonly Quotation[] =>
      node.type !== 'footnote'
        ? []
        : quotedRuns(node.attrs.text).map(({ words }) => ({
            block,
            words,
            start: at,
            end: at + 1,
            useId: node.attrs.useId,
          })),
    );
    return [...inText, ...inNotes];
  });
}

/** The words in quotation marks of a whole briefing, each once: what must be looked for in the sources. */
export function quotationsIn(body: BriefingBody): readonly string[] {
  return [...new Set(quotationsOf(blocksOf(body)).map(({ words }) => words))];
}

/** The stretches of a quotation that must stand in a source, without what its author marked as left out or put in. */
export function stretchesOf(words: string): readonly string[] {
  return words
    .split(/\[[^\]]*\]|…|\.{3}|\. \. \./u)
    .map((stretch) => stretch.replace(/^[\s,;:.–—-]+|[\s,;:.!?–—-]+$/gu, ''))
    .filter((stretch) => /[\p{L}\p{N}]/u.test(stretch));
}

/** The runs of words in quotation marks in a text, with the offsets of the marks; manners of speaking are left out. */
export function quotedRuns(text: string): readonly Pick<Quotation, 'words' | 'start' | 'end'>[] {
  const runs: Pick<Quotation, 'words' | 'start' | 'end'>[] = [];
  const add = (words: string, start: number, end: number, least: number): void => {
    const count = (words.match(/[\p{L}\p{N}][\p{L}\p{N}’'.-]*/gu) ?? []).length;
    const isSaid = count > 0 && SAYING.test(text.slice(0, start));
    if ((count < least && !isSaid) || words.includes(OBJECT) || stretchesOf(words).length === 0) return;
    if (runs.some((run) => run.start < end && start < run.end)) return;
    runs.push({ words: words.trim(), start, end });
  };
  for (const match of text.matchAll(DOUBLE)) {
    const words = match.slice(1).find((group) => group !== undefined) ?? '';
    add(words, match.index, match.index + match[0].length, LEAST);
  }
  for (const match of text.matchAll(SINGLE))
    add(match[1] ?? '', match.index, match.index + match[0].length, LEAST_SINGLE);
  return runs.sort((a, b) => a.start - b.start);
}
