import { useContext, useEffect, useRef } from 'react';
import type { DocumentContent } from '../../shared/contract.ts';
import { call } from '../archive-client.ts';
import { OnScreen } from '../archive-query.ts';
import { notifyError } from '../components/toast.tsx';
import { type DocumentTab, type Pane, useTabs } from '../tabs-state.ts';
import type { DocumentView } from './document-view.ts';
import { type Correspondence, followingPosition, type ScrolledText } from './scroll-follow.ts';

/** A reader on screen in one of the panes. */
interface Scroller {
  readonly documentId: string;
  readonly version: number;
  readonly view: DocumentView;
  readonly text: ScrolledText;
  /** Until when its moves are those it was told to make, in milliseconds of `performance.now()`. */
  followsUntil: number;
}

/** Time that a view takes to tell of a move it was told to make, in milliseconds. */
const SETTLING = 250;

const scrollers = new Map<Pane, Scroller>();
let compared: { readonly key: string; readonly older: number; readonly segments: Correspondence } | null = null;

function isPair(one: Scroller, other: Scroller): boolean {
  return one.documentId === other.documentId && one.version !== other.version;
}

async function compareVersions(one: Scroller, other: Scroller): Promise<void> {
  const [from, to] = [Math.min(one.version, other.version), Math.max(one.version, other.version)];
  const key = `${one.documentId} ${from} ${to}`;
  if (compared?.key === key) return;
  const { segments } = await call('version.compare', { documentId: one.documentId, from, to });
  compared = { key, older: from, segments };
}

function follow(leader: Scroller, follower: Scroller): void {
  const key = [leader.documentId, ...[leader.version, follower.version].sort((a, b) => a - b)].join(' ');
  const known = isPair(leader, follower) && compared?.key === key ? compared : null;
  const versions =
    known === null
      ? null
      : { segments: known.segments, way: leader.version === known.older ? ('forth' as const) : ('back' as const) };
  follower.followsUntil = performance.now() + SETTLING;
  follower.view.restore(followingPosition(leader.text, follower.text, leader.view.position(), versions));
}

/** What usePaneSync takes. */
export interface PaneSyncScope {
  readonly tab: DocumentTab;
  readonly content: DocumentContent;
  readonly view: DocumentView | null;
  readonly textLength: number;
}

/** Lets the other pane follow this one if both scroll together; to be called with every move of the view. */
export function usePaneSync({ tab, content, view, textLength }: PaneSyncScope): () => void {
  const isSynced = useTabs((state) => state.isSynced);
  const isOnScreen = useContext(OnScreen);
  const own = useRef<Scroller | null>(null);
  const pane: Pane = tab.id.startsWith('side:') ? 'side' : 'main';
  const {
    document: { id: documentId },
    version: { number: version },
    pages,
  } = content;
  useEffect(() => {
    if (view === null || !isOnScreen) return;
    const scroller: Scroller = { documentId, version, view, text: { textLength, pages }, followsUntil: 0 };
    own.current = scroller;
    scrollers.set(pane, scroller);
    return () => {
      own.current = null;
      if (scrollers.get(pane) === scroller) scrollers.delete(pane);
    };
  }, [pane, documentId, version, view, pages, textLength, isOnScreen]);
  useEffect(() => {
    if (!isSynced || pane === 'main' || view === null) return;
    const [main, side] = [scrollers.get('main'), scrollers.get('side')];
    if (main === undefined || side === undefined || !isPair(main, side)) return;
    compareVersions(main, side).then(
      () => follow(main, side),
      (error: unknown) => notifyError('The versions can’t be scrolled together', error),
    );
  }, [isSynced, pane, view]);
  return () => {
    const leader = own.current;
    const follower = scrollers.get(pane === 'main' ? 'side' : 'main');
    if (!isSynced || leader === null || follower === undefined) return;
    if (performance.now() >= leader.followsUntil) follow(leader, follower);
  };
}
