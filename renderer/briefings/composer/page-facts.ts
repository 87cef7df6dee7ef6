import { createContext, useContext } from 'react';
import { createStore, type StoreApi, useStore } from 'zustand';
import type { QuoteCheck } from '../../../shared/contract/outcomes.ts';
import type { PassageView } from '../../../shared/contract.ts';
import type { BriefingBody } from '../../../shared/domain/briefing-body.ts';
import type { QuoteUse, Report, ReportBlock } from '../../../shared/domain/report.ts';
import { nodesOf } from './body-walk.ts';

/** What the page knows of the archive: what its quotes say and what its blocks show. */
export interface PageFacts {
  /** By id, as far as they are known. */
  readonly passages: ReadonlyMap<string, PassageView>;
  /** Passages that were asked for: what is not known of them is not there. */
  readonly asked: ReadonlySet<string>;
  /** By passage id: of the preserved words, before they are printed. */
  readonly checks: ReadonlyMap<string, QuoteCheck>;
  /** The briefing as it is exported, of a moment ago; null before it was composed. */
  readonly report: Report | null;
  /** By use id. */
  readonly uses: ReadonlyMap<string, QuoteUse>;
  /** Numbers of the notes, by use id. */
  readonly notes: ReadonlyMap<string, number>;
  /** What the report shows for a block, by block id. */
  readonly blocks: ReadonlyMap<string, ReportBlock>;
  /** Why the report could not be made, or null. */
  readonly failure: string | null;
}

/** A page that knows nothing yet. */
const NO_FACTS: PageFacts = {
  passages: new Map(),
  asked: new Set(),
  checks: new Map(),
  report: null,
  uses: new Map(),
  notes: new Map(),
  blocks: new Map(),
  failure: null,
};

const LIVE_BLOCKS = ['matrix', 'timeline', 'profile', 'sources', 'method'] as const;

function isLiveBlock(type: string): type is (typeof LIVE_BLOCKS)[number] {
  return LIVE_BLOCKS.some((name) => name === type);
}

function* blocksOf(blocks: readonly ReportBlock[]): Generator<ReportBlock> {
  for (const block of blocks) {
    yield block;
    if (block.kind === 'list') for (const item of block.items) yield* blocksOf(item);
    else if (block.kind === 'table') for (const cell of block.rows.flat()) yield* blocksOf(cell.content);
  }
}

/** Ties the blocks and notes of a report to the nodes of the body that it was composed of: they come in one order. */
export function tieReport(body: BriefingBody, report: Report): Pick<PageFacts, 'report' | 'uses' | 'notes' | 'blocks'> {
  const waiting = new Map<string, ReportBlock[]>();
  for (const block of blocksOf(report.blocks))
    if (isLiveBlock(block.kind)) waiting.set(block.kind, [...(waiting.get(block.kind) ?? []), block]);
  const own = report.notes.filter((note) => note.useId === null).map((note) => note.number);
  const uses = new Map(report.uses.map((use) => [use.useId, use]));
  const notes = new Map<string, number>();
  for (const use of report.uses) if (use.note !== null) notes.set(use.useId, use.note);
  const blocks = new Map<string, ReportBlock>();
  for (const node of nodesOf(body)) {
    if (node.type === 'footnote') {
      const number = own.shift();
      if (number !== undefined) notes.set(node.attrs.useId, number);
    } else if (isLiveBlock(node.type) && 'attrs' in node && node.attrs !== undefined && 'blockId' in node.attrs) {
      const block = waiting.get(node.type)?.shift();
      if (block !== undefined) blocks.set(node.attrs.blockId, block);
    }
  }
  return { report, uses, notes, blocks };
}

/** What a control on the page asks the editor around it for. */
export interface PageActions {
  readonly abridge: (useId: string) => void;
  readonly editFootnote: (useId: string) => void;
  readonly editBlock: (blockId: string) => void;
  readonly fillSection: (blockId: string) => void;
  readonly refreshSection: (blockId: string) => void;
  readonly openSource: (passageId: string) => void;
  readonly verify: (passageId: string, printed: string | null) => void;
}

/** The page that a node is drawn on. */
export interface Page {
  readonly facts: StoreApi<PageFacts>;
  readonly actions: PageActions;
}

/** A store of facts for one page. */
export function createPageFacts(): StoreApi<PageFacts> {
  return createStore<PageFacts>(() => NO_FACTS);
}

/** The page that a node is drawn on; null outside of one. */
export const PageContext = createContext<Page | null>(null);

/** The page that a node is drawn on. Throws outside of one. */
export function usePage(): Page {
  const page = useContext(PageContext);
  if (page === null) throw new Error('Nodes of a briefing are drawn on its page.');
  return page;
}

/** A part of what the page knows; the component renders again when that part changes. */
export function usePageFacts<T>(selector: (facts: PageFacts) => T): T {
  return useStore(usePage().facts, selector);
}
