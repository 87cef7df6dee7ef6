import type { QuarterTurns, Spread, ViewPosition, Zoom } from './document-view.ts';

/** What the sidebar of the reader shows. */
export type SidebarTab = 'thumbnails' | 'outline';

/** Where a reader stands in a document and how it shows it; null for what was never chosen. */
export interface DocumentPlace {
  readonly position: ViewPosition | null;
  readonly zoom: Zoom | null;
  readonly rotation: QuarterTurns;
  readonly spread: Spread;
  readonly sidebar: { readonly isOpen: boolean; readonly tab: SidebarTab } | null;
}

/** A document never opened before. */
export const UNKNOWN_PLACE: DocumentPlace = {
  position: null,
  zoom: null,
  rotation: 0,
  spread: 'single',
  sidebar: null,
};

/** Most documents of an archive whose places are kept. */
export const PLACE_LIMIT = 200;

/** Documents and their places, the one used last at the end. */
export type Places = readonly (readonly [string, DocumentPlace])[];

/** Where the place of a tab is kept, and where to look if it has none: a document in both panes has two places. */
export function placeKey(tabId: string): { readonly own: string; readonly other: string } {
  const isSide = tabId.startsWith('side:');
  const document = tabId.slice(tabId.indexOf(':') + 1);
  return { own: tabId, other: `${isSide ? 'document' : 'side'}:${document}` };
}

/** The places with one of them changed or added, without the oldest beyond the limit. */
export function withPlace(places: Places, key: string, place: DocumentPlace): Places {
  return [...places.filter(([other]) => other !== key), [key, place] as const].slice(-PLACE_LIMIT);
}

/** The shape kept in settings.layout; the inverse of `readPlaces`. */
export function writePlaces(places: Places): unknown {
  return places.map(([key, { position, zoom, rotation, spread, sidebar }]) => ({
    key,
    ...(position === null ? {} : { page: position.page, fraction: Math.round(position.fraction * 1e6) / 1e6 }),
    ...(zoom === null ? {} : { zoom }),
    ...(rotation === 0 ? {} : { rotation }),
    ...(spread === 'single' ? {} : { spread }),
    ...(sidebar === null ? {} : { sidebar }),
  }));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function readZoom(value: unknown): Zoom | null {
  if (!isRecord(value)) return null;
  if (value.kind === 'fit-page') return { kind: 'fit-page' };
  if (value.kind === 'fit-width') return { kind: 'fit-width', ...(isNumber(value.most) ? { most: value.most } : {}) };
  return value.kind === 'factor' && isNumber(value.factor) ? { kind: 'factor', factor: value.factor } : null;
}

function readSidebar(value: unknown): DocumentPlace['sidebar'] {
  if (!isRecord(value) || typeof value.isOpen !== 'boolean') return null;
  return { isOpen: value.isOpen, tab: value.tab === 'outline' ? 'outline' : 'thumbnails' };
}

/** Reads what `writePlaces` wrote; leaves out what it does not know, and never fails. */
export function readPlaces(value: unknown): Places {
  if (!Array.isArray(value)) return [];
  return value
    .filter(isRecord)
    .flatMap(({ key, page, fraction, zoom, rotation, spread, sidebar }): Places => {
      if (typeof key !== 'string') return [];
      const place: DocumentPlace = {
        position: isNumber(page) && page >= 1 && isNumber(fraction) ? { page, fraction } : null,
        zoom: readZoom(zoom),
        rotation: rotation === 1 || rotation === 2 || rotation === 3 ? rotation : 0,
        spread: spread === 'double' ? 'double' : 'single',
        sidebar: readSidebar(sidebar),
      };
      return [[key, place]];
    })
    .slice(-PLACE_LIMIT);
}
