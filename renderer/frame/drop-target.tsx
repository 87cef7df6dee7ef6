import { FileDown } from 'lucide-react';
import { useEffect, useState } from 'react';
import { readWebAddress } from '../../shared/web-address.ts';
import { pathForFile } from '../archive-client.ts';
import { useArchiveState } from '../archive-state.ts';
import { openCapture } from '../capture/capture-state.ts';
import { documentsScopeStore } from '../documents/documents-scope.ts';
import { tabsStore } from '../tabs-state.ts';
import { isTextInput } from '../text-input.ts';
import styles from './drop-target.module.css';
import { FORMAT_WORDS, importPaths } from './import-jobs.ts';

function pathsOf(transfer: DataTransfer | null): string[] {
  return [...(transfer?.files ?? [])].map(pathForFile).filter((path) => path !== '');
}

function hasFiles(transfer: DataTransfer | null): boolean {
  return transfer?.types.includes('Files') ?? false;
}

/** The collection that new files go into: the one on screen, or none. */
function collectionOnScreen(): string | null {
  const { collection, isTrash } = documentsScopeStore.getState();
  return tabsStore.getState().activeId === 'view:documents' && !isTrash ? collection : null;
}

/** Takes files dropped anywhere on the window or pasted into it, and shows where they will go. */
export function DropTarget() {
  const [isOver, setIsOver] = useState(false);
  const title = useArchiveState((state) => state.status?.info.title ?? null);

  useEffect(() => {
    let depth = 0;
    const enter = (event: DragEvent) => {
      if (!hasFiles(event.dataTransfer)) return;
      depth += 1;
      setIsOver(true);
    };
    const leave = (event: DragEvent) => {
      if (!hasFiles(event.dataTransfer)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setIsOver(false);
    };
    const over = (event: DragEvent) => {
      if (hasFiles(event.dataTransfer)) event.preventDefault();
    };
    const drop = (event: DragEvent) => {
      depth = 0;
      setIsOver(false);
      if (!hasFiles(event.dataTransfer)) return;
      event.preventDefault();
      void importPaths(pathsOf(event.dataTransfer), collectionOnScreen());
    };
    const paste = (event: ClipboardEvent) => {
      if (isTextInput(event.target instanceof Element ? event.target : null)) return;
      const paths = pathsOf(event.clipboardData);
      const address = readWebAddress(event.clipboardData?.getData('text/plain') ?? '');
      if (paths.length === 0 && address !== null && tabsStore.getState().activeId === 'view:documents') {
        event.preventDefault();
        openCapture(address);
        return;
      }
      if (paths.length === 0) return;
      event.preventDefault();
      void importPaths(paths, collectionOnScreen());
    };
    window.addEventListener('dragenter', enter);
    window.addEventListener('dragleave', leave);
    window.addEventListener('dragover', over);
    window.addEventListener('drop', drop);
    window.addEventListener('paste', paste);
    return () => {
      window.removeEventListener('dragenter', enter);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('dragover', over);
      window.removeEventListener('drop', drop);
      window.removeEventListener('paste', paste);
    };
  }, []);

  if (!isOver) return null;
  return (
    <div className={styles.overlay}>
      <div className={styles.card}>
        <FileDown aria-hidden />
        <p className={styles.title}>
          {title === null ? 'Open an archive first' : `Import into ${collectionOnScreen() ?? title}`}
        </p>
        <p className={styles.words}>{FORMAT_WORDS}</p>
      </div>
    </div>
  );
}
