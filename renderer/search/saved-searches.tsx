import { Bookmark, Ellipsis, FileSearch } from 'lucide-react';
import { useState } from 'react';
import type { SavedSearch } from '../../shared/domain/saved-search.ts';
import { useArchiveState } from '../archive-state.ts';
import { IconButton } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Menu } from '../components/menu.tsx';
import { documentsScopeStore } from '../documents/documents-scope.ts';
import { passagesFilterStore } from '../passages/passages-filter.ts';
import { useTabs } from '../tabs-state.ts';
import { NameForm } from './save-search.tsx';
import { deleteSearch, openSavedSearch, renameSearch } from './saved-search-actions.ts';
import styles from './search.module.css';

/** The searches kept under a name: each opens in its view. */
export function SavedSearches() {
  const searches = useArchiveState((state) => state.searches);
  const [renamed, setRenamed] = useState<SavedSearch | null>(null);
  const activeId = useTabs((state) => state.activeId);
  const inDocuments = documentsScopeStore((state) => state.savedId);
  const inPassages = passagesFilterStore((state) => state.savedId);
  const current = activeId === 'view:documents' ? inDocuments : activeId === 'view:passages' ? inPassages : null;
  if (searches.length === 0) return null;
  return (
    <section className={styles.section} aria-label="Saved searches">
      <h2 className={styles.heading}>Saved searches</h2>
      <ul className={styles.list}>
        {searches.map((search) => (
          <li key={search.id} className={styles.saved}>
            <button
              type="button"
              className={styles.open}
              aria-current={search.id === current ? 'page' : undefined}
              onClick={() => openSavedSearch(search)}
            >
              {search.view === 'documents' ? <FileSearch aria-hidden /> : <Bookmark aria-hidden />}
              <span className={styles.name}>{search.name}</span>
            </button>
            <Menu
              align="end"
              trigger={
                <IconButton label={`More on ${search.name}`} size="s" hasTooltip={false} className={styles.more ?? ''}>
                  <Ellipsis />
                </IconButton>
              }
              entries={[
                { label: 'Rename…', run: () => setRenamed(search) },
                { label: 'Delete', isDangerous: true, run: () => void deleteSearch(search) },
              ]}
            />
          </li>
        ))}
      </ul>
      <Dialog open={renamed !== null} onClose={() => setRenamed(null)} title="Rename the search" size="s">
        {renamed && (
          <NameForm
            name={renamed.name}
            label="Rename"
            onSubmit={async (name) => {
              await renameSearch(renamed.id, name);
              setRenamed(null);
            }}
          />
        )}
      </Dialog>
    </section>
  );
}
