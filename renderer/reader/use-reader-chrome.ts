import { type RefObject, useCallback, useContext, useEffect, useRef, useState } from 'react';
import { OnScreen } from '../archive-query.ts';
import { useCommandHandler } from '../commands.ts';
import { useWidth } from '../components/use-width.ts';
import { readFrameSize, saveFrameSize } from '../frame-sizes.ts';
import type { SidebarTab } from './document-places.ts';
import type { DocumentView, PageColors, QuarterTurns, Spread, Tool, ViewPosition, Zoom } from './document-view.ts';
import { recallTab, rememberTab } from './reader-memory.ts';
import { setPageColors, setSnapping, usePageColors, useSnapping } from './reader-preferences.ts';
import { nextZoom } from './reader-toolbar.tsx';
import type { Jumps } from './use-jumps.ts';

/** What useReaderChrome takes. */
export interface ReaderChromeScope {
  readonly tabId: string;
  readonly active: boolean;
  readonly view: DocumentView | null;
  readonly hasPages: boolean;
  readonly jumps: Jumps;
  readonly root: RefObject<HTMLElement | null>;
  /** What of the reader is not inspector: where it is narrow, the sidebar lies over the page. */
  readonly centre: RefObject<HTMLElement | null>;
}

/** How the reader shows its document, and what changes that. */
export interface ReaderChrome {
  /** Factor in use; `onZoom` is told it by the view. */
  readonly zoom: number;
  readonly onZoom: (factor: number) => void;
  /** About where the view stands while the outline is shown: some moves late. */
  readonly position: ViewPosition;
  readonly rotation: QuarterTurns;
  readonly spread: Spread;
  readonly colors: PageColors;
  readonly tool: Tool;
  readonly isSnapping: boolean;
  /** Tells what is in two panes apart for assistive technology: " (side pane)", or nothing. */
  readonly where: string;
  readonly sidebar: { readonly isOpen: boolean; readonly isOver: boolean; readonly tab: SidebarTab };
  /** To be told of every move of the view. */
  onMove(): void;
  changeZoom(zoom: Zoom): void;
  rotate(step: 1 | -1): void;
  changeSpread(spread: Spread): void;
  changeColors(colors: PageColors): void;
  changeTool(tool: Tool): void;
  changeSnapping(isSnapping: boolean): void;
  changeSidebar(change: { readonly isOpen?: boolean; readonly tab?: SidebarTab }): void;
  /** Goes to a page or a place; Back leads to where the reader was. */
  goToPage(page: number): void;
  goToPlace(place: ViewPosition): void;
  travel(way: 'back' | 'forward'): void;
}

const TOP: ViewPosition = { page: 1, fraction: 0 };
/** Time between two looks at where the view stands, in milliseconds. */
const LOOK = 120;
/** Width in pixels under which the sidebar lies over the page, and is closed until it is asked for. */
const BESIDE_FROM = 560;

/** Keeps zoom, turn, spread, colours and sidebar, applies them to the view, remembers them and answers their commands. */
export function useReaderChrome({
  tabId,
  active,
  view,
  hasPages,
  jumps,
  root,
  centre,
}: ReaderChromeScope): ReaderChrome {
  const isOnScreen = useContext(OnScreen);
  const remembered = useRef(recallTab(tabId)).current;
  const [zoom, setZoom] = useState(1);
  const factor = useRef(1);
  const [position, setPosition] = useState(remembered.position ?? TOP);
  const [rotation, setRotation] = useState(remembered.rotation);
  const [spread, setSpread] = useState(remembered.spread);
  const [tool, setTool] = useState<Tool>('text');
  const width = useWidth(centre);
  const isNarrow = width !== null && width < BESIDE_FROM;
  const [isOver, setIsOver] = useState(false);
  const [side, setSide] = useState(
    () => remembered.sidebar ?? { isOpen: readFrameSize('readerSidebarOpen', 0) === 1, tab: 'thumbnails' as const },
  );
  const colors = usePageColors();
  const isSnapping = useSnapping();
  const looking = useRef<ReturnType<typeof setTimeout> | null>(null);

  const where = tabId.startsWith('side:') ? ' (side pane)' : '';
  useEffect(() => {
    if (view === null || where === '') return;
    const region = root.current?.querySelector('[role=region][aria-label=Document]');
    region?.setAttribute('aria-label', `Document${where}`);
  }, [view, where, root]);
  useEffect(() => view?.setRotation(rotation), [view, rotation]);
  useEffect(() => view?.setSpread(spread), [view, spread]);
  useEffect(() => view?.setPageColors(colors), [view, colors]);
  useEffect(() => view?.setSnap(isSnapping), [view, isSnapping]);
  useEffect(() => view?.setTool(tool), [view, tool]);
  useEffect(
    () => () => {
      if (looking.current !== null) clearTimeout(looking.current);
    },
    [],
  );

  // Only the outline says where the view stands: without it a scroll renders nothing anew.
  const isOutlineShown = (isNarrow ? isOver : side.isOpen) && (side.tab === 'outline' || !hasPages);
  useEffect(() => {
    if (isOutlineShown && isOnScreen && view !== null) setPosition(view.position());
  }, [isOutlineShown, isOnScreen, view]);

  const onMove = () => {
    if (view === null || !isOnScreen) return;
    rememberTab(tabId, { position: view.position() });
    if (!isOutlineShown) return;
    looking.current ??= setTimeout(() => {
      looking.current = null;
      setPosition(view.position());
    }, LOOK);
  };
  const changeZoom = (next: Zoom) => {
    rememberTab(tabId, { zoom: next });
    view?.setZoom(next);
  };
  // Two commands may come before the window is rendered anew: each begins where the one before it ended.
  const rotate = (step: 1 | -1) => {
    const turns = [0, 1, 2, 3] as const;
    const next = turns[(recallTab(tabId).rotation + step + 4) % 4] ?? 0;
    rememberTab(tabId, { rotation: next });
    setRotation(next);
  };
  const changeSpread = (next: Spread) => {
    rememberTab(tabId, { spread: next });
    setSpread(next);
  };
  const changeSidebar = (change: Parameters<ReaderChrome['changeSidebar']>[0]) => {
    const { isOpen } = change;
    if (isNarrow && isOpen !== undefined) {
      setIsOver(isOpen);
      return;
    }
    const next = { ...side, ...change };
    rememberTab(tabId, { sidebar: next });
    saveFrameSize('readerSidebarOpen', next.isOpen ? 1 : 0);
    setSide(next);
  };
  const sidebar = { isOpen: isNarrow ? isOver : side.isOpen, isOver: isNarrow, tab: side.tab };
  const { leave } = jumps;
  const goToPage = useCallback(
    (page: number) => {
      if (view === null) return;
      leave(view.position());
      view.goToPage(page);
    },
    [view, leave],
  );
  const goToPlace = useCallback(
    (place: ViewPosition) => {
      if (view === null) return;
      leave(view.position());
      view.restore(place);
    },
    [view, leave],
  );
  const travel = (way: 'back' | 'forward') => {
    const to = view === null ? null : jumps[way](view.position());
    if (to !== null) view?.restore(to);
  };

  const zoomBy = (step: 1 | -1) => changeZoom({ kind: 'factor', factor: nextZoom(factor.current, step) });
  useCommandHandler('reader.zoomIn', () => zoomBy(1), active);
  useCommandHandler('reader.zoomOut', () => zoomBy(-1), active);
  useCommandHandler('reader.zoomReset', () => changeZoom({ kind: 'factor', factor: 1 }), active);
  useCommandHandler('reader.fitWidth', () => changeZoom({ kind: 'fit-width' }), active && hasPages);
  useCommandHandler('reader.fitPage', () => changeZoom({ kind: 'fit-page' }), active && hasPages);
  useCommandHandler('reader.rotate', () => rotate(1), active && hasPages);
  useCommandHandler('reader.rotateBack', () => rotate(-1), active && hasPages);
  useCommandHandler(
    'reader.twoPages',
    () => changeSpread(recallTab(tabId).spread === 'double' ? 'single' : 'double'),
    active && hasPages,
  );
  useCommandHandler(
    'reader.darkPages',
    () => setPageColors(colors === 'dark' ? 'original' : 'dark'),
    active && hasPages,
  );
  useCommandHandler('reader.toggleSidebar', () => changeSidebar({ isOpen: !sidebar.isOpen }), active);
  useCommandHandler(
    'reader.goToPage',
    () => root.current?.querySelector<HTMLElement>('[data-page-box]')?.focus(),
    active && hasPages,
  );
  useCommandHandler('go.back', () => travel('back'), active && jumps.canGoBack);
  useCommandHandler('go.forward', () => travel('forward'), active && jumps.canGoForward);

  return {
    ...{ zoom, position, rotation, spread, colors, tool, isSnapping, where, sidebar },
    ...{ onMove, changeZoom, rotate, changeSpread, changeSidebar, goToPage, goToPlace, travel },
    onZoom: (next) => {
      factor.current = next;
      setZoom(next);
    },
    changeColors: setPageColors,
    changeTool: setTool,
    changeSnapping: setSnapping,
  };
}
