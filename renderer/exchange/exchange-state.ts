import { create } from 'zustand';
import type { PassageFilter } from '../../shared/domain/briefing.ts';
import { onArchiveChange } from '../archive-state.ts';
import { openFrameDialog } from '../frame/archive-actions.ts';
import { passagesFilterStore } from '../passages/passages-filter.ts';
import { isFiltering, keptFilter } from '../search/search-filter.ts';

/** What an export for other programs was asked about. */
export interface ExchangeRequest {
  /** What the Passages view is filtered by; null if it shows all. */
  readonly filter: Partial<PassageFilter> | null;
  /** The briefing that was in front; null if none was. */
  readonly briefingId: string | null;
  /** The format to begin with, or null. */
  readonly format: 'qdc' | null;
}

const NOTHING: ExchangeRequest = { filter: null, briefingId: null, format: null };

/** Store behind the export dialog. */
export const exchangeStore = create<ExchangeRequest>(() => NOTHING);
onArchiveChange(() => exchangeStore.setState(NOTHING));

/** Opens the export for other programs; the filters of the Passages view are offered as a limit. */
export function openExchangeExport(request: Partial<Omit<ExchangeRequest, 'filter'>> = {}): void {
  const { filter } = passagesFilterStore.getState();
  exchangeStore.setState({ ...NOTHING, filter: isFiltering(filter) ? keptFilter(filter) : null, ...request });
  openFrameDialog('exchange-export');
}
