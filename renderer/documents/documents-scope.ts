import { create } from 'zustand';
import type { DocumentKind } from '../../shared/domain/document.ts';
import { onArchiveChange } from '../archive-state.ts';
import { openTab } from '../tabs-state.ts';

/** Which documents the view shows. */
export interface DocumentsScope {
  /** Collection path; null for all. */
  readonly collection: string | null;
  /** True shows the trash instead. */
  readonly isTrash: boolean;
  readonly kinds: readonly DocumentKind[];
  readonly issuerIds: readonly string[];
  readonly query: string;
}

/** Everything that is not in the trash. */
export const EVERYTHING: DocumentsScope = { collection: null, isTrash: false, kinds: [], issuerIds: [], query: '' };

/** Store behind the Documents view and the rail's collections. */
export const documentsScopeStore = create<DocumentsScope>(() => EVERYTHING);
onArchiveChange(() => documentsScopeStore.setState(EVERYTHING));

/** Opens the Documents view on a collection, on the trash, or on everything. */
export function showDocuments(scope: Partial<DocumentsScope>): void {
  documentsScopeStore.setState({ ...EVERYTHING, ...scope });
  openTab({ kind: 'view', view: 'documents' });
}
