import { Highlighter, X } from 'lucide-react';
import { useContext, useEffect, useState } from 'react';
import type { PdfAnnotation } from '../../shared/contract/annotations.ts';
import type { SourceDocument, Version } from '../../shared/domain/document.ts';
import { OnScreen, useArchiveQuery } from '../archive-query.ts';
import { archiveStore, useArchiveState } from '../archive-state.ts';
import { useCommandHandler } from '../commands.ts';
import { Button, IconButton } from '../components/button.tsx';
import { notify } from '../components/toast.tsx';
import { count } from '../formats.ts';
import { saveLayout } from '../layout-memory.ts';
import type { DocumentView } from '../reader/document-view.ts';
import notices from '../versions/notices.module.css';
import { ExportAnnotatedDialog } from './export-annotated-dialog.tsx';
import { ImportAnnotationsDialog } from './import-annotations-dialog.tsx';

/** Time for the first page to be there before the annotations are read, in milliseconds. */
const PATIENCE = 1200;
/** Larger files are looked at only when asked. */
const MAX_BYTES = 30_000_000;
const MAX_PAGES = 500;
/** Key under which the settings keep the originals whose notice was hidden. */
const HIDDEN = 'annotationsHidden';
/** Most of them kept. */
const MAX_HIDDEN = 200;

const isText = (each: unknown): each is string => typeof each === 'string';

function hiddenNotices(layout: Readonly<Record<string, unknown>>): readonly string[] {
  const stored = layout[HIDDEN];
  return Array.isArray(stored) ? stored.filter(isText) : [];
}

/** What DocumentAnnotations takes. */
export interface DocumentAnnotationsProps {
  readonly document: SourceDocument;
  readonly version: Version;
  readonly active: boolean;
  /** Where the document is shown; null until it is. */
  readonly view: Pick<DocumentView, 'hideAnnotations'> | null;
}

/**
 * What the pages need not show themselves: highlights that are passages, which are painted in their place. What else
 * others left (words, notes, lines through words) stays to be seen.
 */
function standIns(found: readonly PdfAnnotation[]): readonly string[] {
  return found
    .filter(({ passageId, kind, isOwn }) => passageId !== null && (kind === 'highlight' || isOwn))
    .flatMap(({ parts }) => parts);
}

/**
 * Says that a PDF carries highlights and comments that are no passages yet, and answers the commands that export and
 * import them while `active`. Those that are passages are not painted twice.
 */
export function DocumentAnnotations({ document, version, active, view }: DocumentAnnotationsProps) {
  const isOnScreen = useContext(OnScreen);
  const isReadOnly = useArchiveState((state) => state.status?.readOnly ?? false);
  const [isDue, setIsDue] = useState(false);
  const [isAsked, setIsAsked] = useState(false);
  const [dialog, setDialog] = useState<'export' | 'import' | null>(null);
  const [isHidden, setIsHidden] = useState(() =>
    hiddenNotices(archiveStore.getState().settings.layout).includes(version.sha256),
  );
  const isPdf = version.format === 'pdf';
  const isLight = version.byteLength <= MAX_BYTES && (version.pageCount ?? 0) <= MAX_PAGES;
  useEffect(() => {
    if (!isPdf || !isLight || !isOnScreen || isDue) return;
    const timer = setTimeout(() => setIsDue(true), PATIENCE);
    return () => clearTimeout(timer);
  }, [isPdf, isLight, isOnScreen, isDue]);

  const wanted = isPdf && (isDue || isAsked) ? { id: document.id, version: version.number } : null;
  const { data: found, error } = useArchiveQuery('document.annotations', wanted, ['passage', 'agency', 'stance']);
  const waiting = (found ?? []).filter(({ passageId, obstacle }) => passageId === null && obstacle === null);

  useEffect(() => view?.hideAnnotations(standIns(found ?? [])), [view, found]);
  useCommandHandler('document.exportAnnotated', () => setDialog('export'), active && isPdf);
  useCommandHandler(
    'document.importAnnotations',
    () => {
      setIsAsked(true);
      setDialog('import');
    },
    active && isPdf && !isReadOnly,
  );
  useEffect(() => {
    if (dialog !== 'import' || found === undefined || found.length > 0) return;
    setDialog(null);
    notify('This PDF carries no highlights or comments');
  }, [dialog, found]);

  const hide = () => {
    setIsHidden(true);
    const { layout } = archiveStore.getState().settings;
    saveLayout(HIDDEN, [...hiddenNotices(layout).slice(-MAX_HIDDEN), version.sha256]);
  };
  return (
    <>
      {waiting.length > 0 && !isHidden && !isReadOnly && (
        <div className={notices.notice} role="note">
          <Highlighter aria-hidden />
          <span>
            This PDF carries {count(waiting.length, 'highlight or comment', 'highlights and comments')}
            {waiting.every(({ isOwn }) => isOwn) ? ' exported from Standpoint' : ' by others'}.
          </span>
          <span className={notices.actions}>
            <Button size="s" onClick={() => setDialog('import')}>
              Review and import…
            </Button>
            <IconButton label="Hide this notice" size="s" onClick={hide}>
              <X />
            </IconButton>
          </span>
        </div>
      )}
      {dialog === 'export' && (
        <ExportAnnotatedDialog document={document} version={version} onClose={() => setDialog(null)} />
      )}
      {dialog === 'import' && (found === undefined || found.length > 0) && (
        <ImportAnnotationsDialog
          documentId={document.id}
          version={version.number}
          found={found ?? null}
          trouble={error}
          onClose={() => setDialog(null)}
        />
      )}
    </>
  );
}
