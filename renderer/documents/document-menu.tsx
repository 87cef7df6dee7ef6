import { ArchiveRestore, BookOpen, Columns2, FolderOpen, Package, Quote, Trash2 } from 'lucide-react';
import type { DocumentSummary } from '../../shared/contract.ts';
import { call } from '../archive-client.ts';
import { exportAsBag } from '../bag/bag-selection.ts';
import { commandKeys } from '../commands.ts';
import type { MenuEntry } from '../components/menu.tsx';
import { notifyError } from '../components/toast.tsx';
import { showPassages } from '../passages/passages-filter.ts';
import { openTab, openToSide } from '../tabs-state.ts';
import { restoreDocuments } from './document-actions.ts';

/** What documentMenu takes. */
export interface DocumentMenuOptions {
  /** Those that are selected. */
  readonly documents: readonly DocumentSummary[];
  readonly isTrash: boolean;
  /** Asks whether they are to go to the trash. */
  readonly onTrash: () => void;
}

/** The menu of documents in the list: what their inspector does, and what opens them. */
export function documentMenu({ documents, isTrash, onTrash }: DocumentMenuOptions): readonly MenuEntry[] {
  const [first, ...others] = documents;
  if (first === undefined) return [];
  const ids = documents.map(({ id }) => id);
  const { id: documentId, title, sha256 } = first;
  const ofOne: readonly MenuEntry[] =
    others.length > 0
      ? []
      : [
          {
            label: 'Read',
            icon: <BookOpen />,
            keys: ['Enter'],
            run: () => openTab({ kind: 'document', documentId, title }),
          },
          {
            label: 'Open to the side',
            icon: <Columns2 />,
            keys: commandKeys('pane.openToSide'),
            run: () => openToSide({ documentId, title }),
          },
        ];
  const reveal: MenuEntry = {
    label: 'Reveal original in folder',
    icon: <FolderOpen />,
    run: () => {
      call('app.reveal', { what: 'original', sha256 }).catch((error) =>
        notifyError('The original was not shown', error),
      );
    },
  };
  const leaving: readonly MenuEntry[] = isTrash
    ? [{ label: 'Restore', icon: <ArchiveRestore />, run: () => void restoreDocuments(documents) }]
    : [
        { label: 'Export as bag…', icon: <Package />, run: () => exportAsBag(ids) },
        { kind: 'separator', id: 'trash' },
        { label: 'Move to trash', icon: <Trash2 />, keys: ['Del'], isDangerous: true, run: onTrash },
      ];
  return [
    ...ofOne,
    {
      label: others.length === 0 ? 'Show its passages' : 'Show their passages',
      icon: <Quote />,
      isDisabled: isTrash || documents.every(({ passageCount }) => passageCount === 0),
      run: () => showPassages({ documentIds: ids }),
    },
    { kind: 'separator', id: 'leaving' },
    ...(others.length === 0 ? [reveal] : []),
    ...leaving,
  ];
}
