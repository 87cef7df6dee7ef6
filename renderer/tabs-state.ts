import { create } from 'zustand';

/** The views that the rail lists. */
export const VIEWS = [
  'documents',
  'passages',
  'positions',
  'briefings',
  'codebook',
  'activity',
  'preservation',
] as const;
/** Name of a view. */
export type ViewName = (typeof VIEWS)[number];

/** A place in a document that a tab is asked to show. */
export interface DocumentPlace {
  readonly passageId?: string;
  /** Offsets in the canonical text, end exclusive. */
  readonly start?: number;
  readonly end?: number;
  /** 1-based. */
  readonly page?: number;
  /** Rises with every request, so that asking twice for one place shows it twice. */
  readonly request: number;
}

export interface ViewTab {
  readonly id: string;
  readonly kind: 'view';
  readonly view: ViewName;
}

/** A document in the reader. */
export interface DocumentTab {
  readonly id: string;
  readonly kind: 'document';
  readonly documentId: string;
  /** Version to show; undefined for the newest. */
  readonly version?: number;
  /** Shown in the tab strip. */
  readonly title: string;
  /** Where to go, or null for wherever the reader was. */
  readonly place: DocumentPlace | null;
}

export interface BriefingTab {
  readonly id: string;
  readonly kind: 'briefing';
  readonly briefingId: string;
  readonly title: string;
}

/** Two versions of a document beside each other. */
export interface VersionsTab {
  readonly id: string;
  readonly kind: 'versions';
  readonly documentId: string;
  /** Title of the document, shown in the tab strip. */
  readonly title: string;
  /** What changed, or where the passages of older versions stand in the newer one. */
  readonly mode: 'compare' | 'review';
  /** Numbers of the older and the newer version. */
  readonly from: number;
  readonly to: number;
}

export type Tab = ViewTab | DocumentTab | BriefingTab | VersionsTab;

/** What `openTab` takes. */
export type TabRequest =
  | { readonly kind: 'view'; readonly view: ViewName }
  | {
      readonly kind: 'document';
      readonly documentId: string;
      readonly title?: string;
      readonly version?: number;
      readonly passageId?: string;
      readonly start?: number;
      readonly end?: number;
      readonly page?: number;
    }
  | { readonly kind: 'briefing'; readonly briefingId: string; readonly title?: string }
  | Omit<VersionsTab, 'id'>;

/** The half of a split centre: the tabs, or the document beside them. */
export type Pane = 'main' | 'side';

/** Tabs from left to right; Documents is always the first and cannot be closed. */
export interface TabsState {
  readonly tabs: readonly Tab[];
  /** The tab shown in the main pane. */
  readonly activeId: string;
  /** Ids in the order of last use, newest first. */
  readonly recent: readonly string[];
  /** The document beside the tabs, or null if the centre is not split. */
  readonly side: DocumentTab | null;
  /** Which pane has the keys; the main one while there is no other. */
  readonly pane: Pane;
  /** True if both panes scroll together. */
  readonly isSynced: boolean;
}

const HOME: ViewTab = { id: 'view:documents', kind: 'view', view: 'documents' };

/** The tabs of a window without history. */
export const INITIAL_TABS: TabsState = {
  tabs: [HOME],
  activeId: HOME.id,
  recent: [HOME.id],
  side: null,
  pane: 'main',
  isSynced: false,
};

/** Store behind `useTabs`. */
export const tabsStore = create<TabsState>(() => INITIAL_TABS);

/** Reads a part of the tabs' state. */
export function useTabs<T>(selector: (state: TabsState) => T): T {
  return tabsStore(selector);
}

function activate(state: TabsState, id: string): TabsState {
  return { ...state, activeId: id, recent: [id, ...state.recent.filter((other) => other !== id)], pane: 'main' };
}

let requests = 0;

function tabFor(request: TabRequest, existing: Tab | undefined): Tab {
  if (request.kind === 'versions') return { ...request, id: idFor(request) };
  if (request.kind === 'view') return { id: `view:${request.view}`, kind: 'view', view: request.view };
  if (request.kind === 'briefing') {
    const title = request.title ?? (existing?.kind === 'briefing' ? existing.title : '');
    return { id: `briefing:${request.briefingId}`, kind: 'briefing', briefingId: request.briefingId, title };
  }
  const { documentId, title, version, passageId, start, end, page } = request;
  const known = existing?.kind === 'document' ? existing : undefined;
  const hasPlace = passageId !== undefined || start !== undefined || page !== undefined;
  if (hasPlace) requests += 1;
  return {
    id: `document:${documentId}`,
    kind: 'document',
    documentId,
    ...(version === undefined ? {} : { version }),
    title: title ?? known?.title ?? '',
    place: hasPlace
      ? {
          ...(passageId === undefined ? {} : { passageId }),
          ...(start === undefined ? {} : { start }),
          ...(end === undefined ? {} : { end }),
          ...(page === undefined ? {} : { page }),
          request: requests,
        }
      : (known?.place ?? null),
  };
}

function idFor(request: TabRequest): string {
  if (request.kind === 'view') return `view:${request.view}`;
  if (request.kind === 'briefing') return `briefing:${request.briefingId}`;
  if (request.kind === 'versions') return `versions:${request.documentId}`;
  return `document:${request.documentId}`;
}

/** Opens the thing in a tab, or shows the tab it already has (at the place asked for), and activates it. */
export function openTab(request: TabRequest): void {
  tabsStore.setState((state) => {
    const id = idFor(request);
    if (request.kind === 'document' && isReadBeside(state, request)) {
      const side = state.side === null ? null : sideTabFor(request, state.side);
      return { ...state, side, pane: 'side' };
    }
    const existing = state.tabs.find((tab) => tab.id === id);
    const tab = tabFor(request, existing);
    const tabs = existing ? state.tabs.map((other) => (other.id === id ? tab : other)) : [...state.tabs, tab];
    return activate({ ...state, tabs }, id);
  });
}

/** True if a place asked for is to be shown in the side pane: the document is there, and no document is beside it. */
function isReadBeside({ tabs, activeId, side }: TabsState, request: TabRequest): boolean {
  if (request.kind !== 'document' || side?.documentId !== request.documentId) return false;
  if (tabs.some((tab) => tab.id === idFor(request))) return false;
  return tabs.find((tab) => tab.id === activeId)?.kind !== 'document';
}

function sideTabFor(request: Extract<TabRequest, { kind: 'document' }>, existing: DocumentTab | null): DocumentTab {
  const known = existing?.documentId === request.documentId ? existing : undefined;
  const tab = tabFor(request, known);
  const place = tab.kind === 'document' ? tab.place : null;
  const { documentId, version } = request;
  const title = request.title ?? known?.title ?? '';
  return { id: `side:${documentId}`, kind: 'document', documentId, ...(version ? { version } : {}), title, place };
}

/** Shows a document beside the tabs, at a place if one is named, instead of the one that is there, and gives it the keys. */
export function openToSide({
  documentId,
  version,
  title,
  passageId,
}: Pick<DocumentTab, 'documentId' | 'version' | 'title'> & { readonly passageId?: string }): void {
  const request = {
    ...({ kind: 'document', documentId, title } as const),
    ...(version === undefined ? {} : { version }),
    ...(passageId === undefined ? {} : { passageId }),
  };
  tabsStore.setState((state) => ({ ...state, side: sideTabFor(request, state.side), pane: 'side' }));
}

/** Closes the document beside the tabs. */
export function closeSide(): void {
  tabsStore.setState((state) => ({ ...state, side: null, pane: 'main', isSynced: false }));
}

/** Gives the keys to a pane; to the main one if there is no other. */
export function focusPane(pane: Pane): void {
  tabsStore.setState((state) => {
    const next = state.side === null ? 'main' : pane;
    return next === state.pane ? state : { ...state, pane: next };
  });
}

/** Lets both panes scroll together, or not. */
export function setSynced(isSynced: boolean): void {
  tabsStore.setState((state) => (state.isSynced === isSynced ? state : { ...state, isSynced }));
}

/** The tab that has the keys, in whichever pane. */
export function focusedTab({ tabs, activeId, side, pane }: TabsState): Tab | undefined {
  return pane === 'side' && side !== null ? side : tabs.find((tab) => tab.id === activeId);
}

/** Activates an open tab, or the side pane by the id of its document; unknown ids are ignored. */
export function activateTab(id: string): void {
  if (tabsStore.getState().side?.id === id) {
    focusPane('side');
    return;
  }
  tabsStore.setState((state) => (state.tabs.some((tab) => tab.id === id) ? activate(state, id) : state));
}

/** Closes a tab, or the side pane by the id of its document; the tab used before becomes active. Documents stays open. */
export function closeTab(id: string): void {
  if (id === HOME.id) return;
  if (tabsStore.getState().side?.id === id) {
    closeSide();
    return;
  }
  tabsStore.setState((state) => {
    const tabs = state.tabs.filter((tab) => tab.id !== id);
    const recent = state.recent.filter((other) => other !== id);
    const activeId = state.activeId === id ? (recent[0] ?? HOME.id) : state.activeId;
    return activate({ ...state, tabs, recent, activeId }, activeId);
  });
}

/** Activates the tab to the right (1) or left (−1), going round. */
export function cycleTab(step: 1 | -1): void {
  tabsStore.setState((state) => {
    const index = state.tabs.findIndex((tab) => tab.id === state.activeId);
    const next = state.tabs[(index + step + state.tabs.length) % state.tabs.length];
    return next ? activate(state, next.id) : state;
  });
}

/** Puts a tab at another index of the strip; Documents stays the first. */
export function moveTab(id: string, to: number): void {
  tabsStore.setState((state) => {
    const tab = state.tabs.find((other) => other.id === id);
    if (!tab || id === HOME.id) return state;
    const rest = state.tabs.filter((other) => other.id !== id);
    rest.splice(Math.max(1, to), 0, tab);
    return { ...state, tabs: rest };
  });
}

/** Changes the words a document's or a briefing's tab shows; those of a document also in the side pane. */
export function setTabTitle(id: string, title: string): void {
  tabsStore.setState((state) => {
    const { side } = state;
    return side === null || (side.id !== id && `document:${side.documentId}` !== id) || side.title === title
      ? state
      : { ...state, side: { ...side, title } };
  });
  tabsStore.setState((state) => {
    const tab = state.tabs.find((other) => other.id === id);
    if (!tab || tab.kind === 'view' || tab.title === title) return state;
    return { ...state, tabs: state.tabs.map((other) => (other.id === id ? { ...tab, title } : other)) };
  });
}

/** Words a tab shows. */
export function tabTitle(tab: Tab): string {
  if (tab.kind === 'view') return `${tab.view[0]?.toUpperCase() ?? ''}${tab.view.slice(1)}`;
  if (tab.kind === 'versions') return `Versions: ${tab.title || 'Document'}`;
  return tab.title || (tab.kind === 'document' ? 'Document' : 'Briefing');
}

/** The shape kept in settings.layout; the inverse of `parseTabs`. */
export function serializeTabs(state: TabsState): unknown {
  const { side, pane, isSynced } = state;
  const tabs = state.tabs.map((tab) => {
    if (tab.kind === 'view') return { kind: tab.kind, view: tab.view };
    if (tab.kind === 'briefing') return { kind: tab.kind, briefingId: tab.briefingId, title: tab.title };
    if (tab.kind === 'versions') {
      const { id: _id, ...rest } = tab;
      return rest;
    }
    return serializeDocument(tab);
  });
  return {
    tabs,
    activeId: state.activeId,
    ...(side === null ? {} : { side: serializeDocument(side), pane, isSynced }),
  };
}

function serializeDocument({ kind, documentId, title, version }: DocumentTab) {
  return version === undefined ? { kind, documentId, title } : { kind, documentId, title, version };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function parseTab(value: unknown): Tab | null {
  if (!isRecord(value)) return null;
  const title = typeof value.title === 'string' ? value.title : '';
  if (value.kind === 'view') {
    const view = VIEWS.find((name) => name === value.view);
    return view ? tabFor({ kind: 'view', view }, undefined) : null;
  }
  if (value.kind === 'briefing' && typeof value.briefingId === 'string')
    return tabFor({ kind: 'briefing', briefingId: value.briefingId, title }, undefined);
  if (value.kind === 'versions' && typeof value.documentId === 'string') {
    const { documentId, from, to } = value;
    if (typeof from !== 'number' || typeof to !== 'number') return null;
    const mode = value.mode === 'review' ? 'review' : 'compare';
    return tabFor({ kind: 'versions', documentId, title, mode, from, to }, undefined);
  }
  if (value.kind === 'document' && typeof value.documentId === 'string') {
    const version = typeof value.version === 'number' ? { version: value.version } : {};
    return tabFor({ kind: 'document', documentId: value.documentId, title, ...version }, undefined);
  }
  return null;
}

/** Reads what `serializeTabs` wrote; leaves out what it does not know, and never fails. */
export function parseTabs(value: unknown): TabsState {
  if (!isRecord(value) || !Array.isArray(value.tabs)) return INITIAL_TABS;
  const byId = new Map<string, Tab>([[HOME.id, HOME]]);
  for (const tab of value.tabs.map(parseTab)) if (tab) byId.set(tab.id, tab);
  const activeId = typeof value.activeId === 'string' && byId.has(value.activeId) ? value.activeId : HOME.id;
  const beside = parseTab(value.side);
  const side = beside?.kind === 'document' ? { ...beside, id: `side:${beside.documentId}` } : null;
  const pane = side !== null && value.pane === 'side' ? 'side' : 'main';
  const isSynced = side !== null && value.isSynced === true;
  return { tabs: [...byId.values()], activeId, recent: [activeId], side, pane, isSynced };
}
