import type { BlockNode, InlineNode, SectionAttrs } from './briefing-body.ts';
import type { Codebook } from './codebook.ts';
import type { Passage } from './passage.ts';
import { type Chosen, type PlannedSection, planSections } from './section-plan.ts';

/** What a section is filled with. */
export interface SectionContent {
  readonly blocks: readonly BlockNode[];
  /** For `SectionAttrs.seen`. */
  readonly seen: Readonly<Record<string, string>>;
}

/** How a section is filled. */
export interface FillOptions {
  readonly groupBy: SectionAttrs['groupBy'];
  readonly codebook: Codebook;
  /** Ids of passages in the order wanted; the others follow. */
  readonly order?: readonly string[];
  /** Level of the outermost headings. */
  readonly level: 1 | 2 | 3;
  readonly newId: () => string;
}

/** Headings and quotes for passages, arranged. */
export function fillSection(chosen: readonly Chosen[], options: FillOptions): SectionContent {
  const blocks = planSections(chosen, options.groupBy, options.codebook, options.order).flatMap((section) =>
    blocksOfSection(section, options),
  );
  return { blocks, seen: seenOf(chosen.map(({ passage }) => passage)) };
}

function blocksOfSection(section: PlannedSection, { level, newId }: FillOptions): readonly BlockNode[] {
  const below = Math.min(3, level + 1);
  return [
    ...(section.heading === null ? [] : [headingNode(level, section.heading)]),
    ...section.groups.flatMap(({ heading, entries }) => [
      ...(heading === null ? [] : [headingNode(below, heading)]),
      ...entries.map(({ chosen }) => quoteNode(chosen.passage.id, newId())),
    ]),
  ];
}

/** A heading of plain words. */
export function headingNode(level: number, words: string): BlockNode {
  return { type: 'heading', attrs: { level }, content: textNodes(words) };
}

/** A paragraph of plain words; line breaks are kept. */
export function paragraphNode(words: string): BlockNode {
  const content = words
    .split('\n')
    .flatMap((line, index): InlineNode[] => [
      ...(index === 0 ? [] : [{ type: 'hardBreak' as const }]),
      ...textNodes(line),
    ]);
  return content.length === 0 ? { type: 'paragraph' } : { type: 'paragraph', content };
}

/** A whole quote with its codings. */
export function quoteNode(passageId: string, useId: string, showCodings = true): BlockNode {
  return { type: 'quote', attrs: { useId, passageId, excerpt: null, showCodings } };
}

const textNodes = (words: string): InlineNode[] => (words.trim() === '' ? [] : [{ type: 'text', text: words.trim() }]);

/** The passages with the hash of what of each counts: its quote and its codings, not who coded or when. */
export function seenOf(passages: readonly Passage[]): Readonly<Record<string, string>> {
  return Object.fromEntries(passages.map((passage) => [passage.id, contentHash(passage)]));
}

/** Hashes of the quote and of the codings of a passage, 32 bits each: to tell a change by, not to prove anything. */
export function contentHash({ quote, codings, area }: Pick<Passage, 'quote' | 'codings' | 'area'>): string {
  const said = codings
    .map(({ agencyId, stanceId, topicId, voice, certainty }) =>
      [agencyId, stanceId, topicId ?? '', voice ?? '', certainty ?? ''].join(' '),
    )
    .sort();
  return `${hash32(`${quote}\n${area?.recognised ?? ''}`)}.${hash32(said.join('\n'))}`;
}

/** FNV-1a with a last stirring, 32 bits in base 36: to tell texts apart by, not to prove anything. */
export function hash32(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  return ((hash ^ (hash >>> 15)) >>> 0).toString(36);
}
