import type { SectionChange, SectionInput, SectionRefresh } from '../contract/composer.ts';
import type { BlockNode } from './briefing-body.ts';
import { usesIn } from './briefing-uses.ts';
import type { Codebook } from './codebook.ts';
import type { SourceDocument } from './document.ts';
import type { Passage } from './passage.ts';
import { wordsToShow } from './passage-pieces.ts';
import { readableQuote } from './readable-quote.ts';
import { plainText } from './report-inlines.ts';
import { contentHash, fillSection, headingNode, quoteNode, seenOf } from './section-fill.ts';
import { type Chosen, NOT_CODED, type PlannedSection, planSections } from './section-plan.ts';

/** What a section is refreshed with. */
export interface RefreshInput {
  readonly section: SectionInput;
  /** The passages that fit its query now. */
  readonly fitting: readonly Chosen[];
  /** Says why the passage of an id is not printed any more, or null if it only does not fit. */
  readonly whyGone: (passageId: string) => string | null;
  /** Passages that the section shows, as far as there are. */
  readonly known: ReadonlyMap<string, { readonly passage: Passage; readonly document: SourceDocument }>;
  readonly codebook: Codebook;
  readonly newId: () => string;
}

/** What became of a section since it was filled, without the time: new, changed, gone, and the content proposed. */
export function refreshSection(input: RefreshInput): Omit<SectionRefresh, 'filledAt'> {
  const { section, fitting, known } = input;
  const shown = new Set([...usesIn(section.content)].map(({ passageId }) => passageId));
  const fits = new Map(fitting.map((item) => [item.passage.id, item]));
  const seen = new Map(Object.entries(section.seen));
  const added = fitting.filter(({ passage }) => !shown.has(passage.id) && !seen.has(passage.id));
  const leftOut = fitting.filter(({ passage }) => !shown.has(passage.id) && seen.has(passage.id));
  const changed = fitting.filter(({ passage }) => {
    const before = seen.get(passage.id);
    return shown.has(passage.id) && before !== undefined && before !== contentHash(passage);
  });
  const gone = [...shown].flatMap((id) => {
    if (fits.has(id)) return [];
    const reason = input.whyGone(id);
    // What a person put in by hand need not fit.
    if (reason === null && !seen.has(id)) return [];
    return [{ id, reason: reason ?? 'It no longer fits the query.' }];
  });
  const level = levelOf(section.content);
  const blocks =
    section.content.length === 0
      ? fillSection(added, { groupBy: section.groupBy, codebook: input.codebook, level, newId: input.newId }).blocks
      : mergeContent(input, new Set(gone.map(({ id }) => id)), added, changed, level);
  return {
    blocks: [...blocks],
    seen: { ...seenOf(fitting.map(({ passage }) => passage)) },
    passages: fitting.length,
    added: added.map((item) => changeOf(item, 'It fits the query since.')),
    changed: changed.map((item) => changeOf(item, whatChanged(seen.get(item.passage.id) ?? '', item.passage))),
    gone: gone.map(({ id, reason }) => {
      const item = known.get(id);
      return item === undefined
        ? { passageId: id, quote: '', source: '', dateIssued: null, reason }
        : changeOf(item, reason);
    }),
    leftOut: leftOut.map((item) => changeOf(item, 'It fits, but was taken out by hand.')),
    unchanged: [...shown].filter((id) => fits.has(id)).length - changed.length,
  };
}

function changeOf({ passage, document }: Pick<Chosen, 'passage' | 'document'>, reason: string): SectionChange {
  // Words that must not leave the house are not proposed to anything that does.
  const words = passage.internal === 'passage' ? '' : readableQuote(wordsToShow(passage));
  const quote = words.length <= 160 ? words : `${words.slice(0, 159).trimEnd()}…`;
  return { passageId: passage.id, quote, source: document.title, dateIssued: document.dateIssued, reason };
}

function whatChanged(before: string, passage: Passage): string {
  const [quote, codings] = before.split('.');
  const [newQuote, newCodings] = contentHash(passage).split('.');
  if (quote !== newQuote && codings !== newCodings) return 'Its words and its codings changed.';
  return quote === newQuote ? 'Its codings changed.' : 'Its words changed.';
}

/** Level of the outermost headings of a section; of one without any, the second. */
function levelOf(content: readonly BlockNode[]): 1 | 2 | 3 {
  const levels = content.flatMap((node) => (node.type === 'heading' ? [node.attrs.level] : []));
  const level = Math.min(3, ...(levels.length === 0 ? [2] : levels));
  return level <= 1 ? 1 : level === 2 ? 2 : 3;
}

/** A group of a plan by the headings that lead to it. */
interface PlannedPlace {
  readonly path: readonly string[];
  /** Ids of its passages in order. */
  readonly ids: readonly string[];
}

function placesOf(sections: readonly PlannedSection[]): readonly PlannedPlace[] {
  return sections.flatMap(({ heading, groups }) =>
    groups.map((group) => ({
      path: [heading, group.heading].filter((name) => name !== null),
      ids: group.entries.map(({ chosen }) => chosen.passage.id),
    })),
  );
}

/** The content with what is gone taken out and what is new put in; all that a person wrote stays where it is. */
function mergeContent(
  { section, fitting, codebook, newId }: RefreshInput,
  gone: ReadonlySet<string>,
  added: readonly Chosen[],
  changed: readonly Chosen[],
  level: number,
): readonly BlockNode[] {
  const places = placesOf(planSections(fitting, section.groupBy, codebook));
  const moving = new Set(changed.map(({ passage }) => passage.id));
  const coming = new Set([...added.map(({ passage }) => passage.id), ...moving]);
  const names = new Set(
    [...codebook.agencies, ...codebook.stances].map(({ name }) => name.trim()).concat(NOT_CODED.heading),
  );
  const isGroup = (path: readonly string[]): boolean => path.length > 0 && path.every((name) => names.has(name));
  const moved = new Map<string, BlockNode>();
  const expected = new Set(places.flatMap(({ path, ids }) => ids.map((id) => `${path.join('\n')}\n${id}`)));
  const emptied = new Set<string>();
  const present = new Set<string>();
  const headings = new HeadingPath();
  const blocks: BlockNode[] = [];
  for (const node of section.content) {
    if (node.type === 'heading') headings.enter(node.attrs.level, plainText(node.content).trim());
    if (node.type === 'quote') {
      const { passageId } = node.attrs;
      const path = headings.names.join('\n');
      const isMisplaced =
        moving.has(passageId) &&
        isGroupedByCoding(section) &&
        isGroup(headings.names) &&
        !expected.has(`${path}\n${passageId}`);
      if (gone.has(passageId) || isMisplaced) {
        for (const name of headings.names) emptied.add(name);
        if (isMisplaced) moved.set(passageId, node);
        continue;
      }
      present.add(`${path}\n${passageId}`);
    }
    blocks.push(node);
  }
  const isPlacedSomewhere = (id: string): boolean =>
    blocks.some((node) => node.type === 'quote' && node.attrs.passageId === id);
  places.forEach(({ path, ids }, at) => {
    ids.forEach((id, place) => {
      if (!coming.has(id) || present.has(`${path.join('\n')}\n${id}`)) return;
      // A changed quote that a person moved under a heading of theirs stays there.
      if (moving.has(id) && (!isGroupedByCoding(section) || isPlacedByHand(blocks, id, isGroup))) {
        if (isPlacedSomewhere(id)) return;
      }
      const later = places.slice(at + 1).map((other) => other.path);
      // What was moved keeps its words and its id.
      const node = moved.get(id) ?? quoteNode(id, newId());
      moved.delete(id);
      insertQuote(blocks, { node, path, before: ids.slice(0, place), later, level });
    });
  });
  return withoutEmptied(blocks, emptied);
}

const isGroupedByCoding = ({ groupBy }: SectionInput): boolean =>
  groupBy === 'agency-stance' || groupBy === 'stance-agency';

/** Whether a quote stands under headings that no group has. */
function isPlacedByHand(
  blocks: readonly BlockNode[],
  id: string,
  isGroup: (path: readonly string[]) => boolean,
): boolean {
  const headings = new HeadingPath();
  return blocks.some((node) => {
    if (node.type === 'heading') headings.enter(node.attrs.level, plainText(node.content).trim());
    return node.type === 'quote' && node.attrs.passageId === id && !isGroup(headings.names);
  });
}

/** The headings that a block stands under, outermost first. */
class HeadingPath {
  #open: { readonly level: number; readonly name: string }[] = [];

  get names(): readonly string[] {
    return this.#open.map(({ name }) => name);
  }

  enter(level: number, name: string): void {
    this.#open = [...this.#open.filter((outer) => outer.level < level), { level, name }];
  }
}

interface Insertion {
  readonly node: BlockNode;
  readonly path: readonly string[];
  /** Ids of the quotes of the group that come before it. */
  readonly before: readonly string[];
  /** Paths of the groups that come after its own. */
  readonly later: readonly (readonly string[])[];
  readonly level: number;
}

function insertQuote(blocks: BlockNode[], { node, path, before, later, level }: Insertion): void {
  let [from, to] = [0, blocks.length];
  for (const [depth, name] of path.entries()) {
    const found = findHeading(blocks, from, to, name);
    if (found !== -1) {
      from = found + 1;
      to = endOfRegion(blocks, found, to);
      continue;
    }
    const siblings = later.filter((other) => path.slice(0, depth).every((outer, at) => other[at] === outer));
    const next = siblings
      .map((other) => findHeading(blocks, from, to, other[depth] ?? ''))
      .find((place) => place !== -1);
    const at = next ?? to;
    const made = path.slice(depth).map((words, below) => headingNode(Math.min(3, level + depth + below), words));
    blocks.splice(at, 0, ...made, node);
    return;
  }
  // Only what stands right under the heading belongs to the group.
  const end = path.length === 0 ? to : firstHeading(blocks, from, to);
  let at = -1;
  for (let place = from; place < end; place += 1) {
    const other = blocks[place];
    if (other?.type === 'quote' && before.includes(other.attrs.passageId)) at = place + 1;
  }
  if (at === -1) {
    const first = blocks.slice(from, end).findIndex(({ type }) => type === 'quote');
    at = first === -1 ? end : from + first;
  }
  blocks.splice(at, 0, node);
}

function findHeading(blocks: readonly BlockNode[], from: number, to: number, name: string): number {
  for (let place = from; place < to; place += 1) {
    const node = blocks[place];
    if (node?.type === 'heading' && plainText(node.content).trim() === name) return place;
  }
  return -1;
}

function firstHeading(blocks: readonly BlockNode[], from: number, to: number): number {
  for (let place = from; place < to; place += 1) if (blocks[place]?.type === 'heading') return place;
  return to;
}

/** Where what stands under a heading ends. */
function endOfRegion(blocks: readonly BlockNode[], heading: number, to: number): number {
  const head = blocks[heading];
  const level = head?.type === 'heading' ? head.attrs.level : 1;
  for (let place = heading + 1; place < to; place += 1) {
    const node = blocks[place];
    if (node?.type === 'heading' && node.attrs.level <= level) return place;
  }
  return to;
}

/** Takes out headings that have nothing under them any more; only those that lost something. */
function withoutEmptied(blocks: readonly BlockNode[], emptied: ReadonlySet<string>): readonly BlockNode[] {
  const kept = [...blocks];
  for (let place = kept.length - 1; place >= 0; place -= 1) {
    const node = kept[place];
    if (node?.type !== 'heading' || !emptied.has(plainText(node.content).trim())) continue;
    if (endOfRegion(kept, place, kept.length) === place + 1) kept.splice(place, 1);
  }
  return kept;
}
