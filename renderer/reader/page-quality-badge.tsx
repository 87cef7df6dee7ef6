import {
  FileQuestion,
  Loader,
  Pause,
  Play,
  RefreshCw,
  ScanSearch,
  ScanText,
  TriangleAlert,
  Type,
  X,
} from 'lucide-react';
import type { PageInfo } from '../../shared/contract/outcomes.ts';
import type { Version } from '../../shared/domain/document.ts';
import { useArchiveState } from '../archive-state.ts';
import { Menu, type MenuEntry } from '../components/menu.tsx';
import {
  cancelRecognition,
  describeRecognition,
  pauseRecognition,
  recogniseDocument,
  resumeRecognition,
} from '../recognition.ts';
import { describePage } from './page-quality.ts';
import styles from './page-quality-badge.module.css';

/** What PageQualityBadge takes. */
export interface PageQualityBadgeProps {
  readonly documentId: string;
  readonly version: Version;
  /** The page in sight. */
  readonly page: PageInfo | null;
}

const ICONS = {
  'born-digital': <Type aria-hidden />,
  ocr: <ScanText aria-hidden />,
  disagrees: <TriangleAlert aria-hidden />,
  none: <FileQuestion aria-hidden />,
} as const;

/**
 * What the text of the page in sight is, with what can be done about it; how far its recognition has come while that
 * goes on. Nothing for documents that were all written as text.
 */
export function PageQualityBadge({ documentId, version, page }: PageQualityBadgeProps) {
  const recognition = useArchiveState((state) => state.recognition);
  const isReadOnly = useArchiveState((state) => state.status?.readOnly ?? true);
  const words = page === null ? null : describePage(page);
  const { quality } = version;
  const isUnderWay = recognition.state !== 'idle' && recognition.document?.id === documentId;
  const isOrdinary = quality === undefined || quality.ocr + quality.disagrees + quality.none === 0;
  if (page?.quality === undefined || words === null || (isOrdinary && !isUnderWay)) return null;

  const wasTried = version.companions?.some(({ role }) => role === 'recognition') ?? false;
  const entries: MenuEntry[] = [{ kind: 'label', label: words.long }];
  if (isUnderWay) {
    entries.push(
      recognition.state === 'paused'
        ? { label: 'Resume', icon: <Play />, run: resumeRecognition }
        : { label: 'Pause after this page', icon: <Pause />, run: pauseRecognition },
      { label: 'Cancel', icon: <X />, run: () => cancelRecognition(documentId) },
    );
  } else if (!isReadOnly) {
    if (quality !== undefined && quality.none > 0) {
      entries.push({
        label: 'Recognise text',
        icon: <ScanText />,
        run: () => recogniseDocument(documentId, { force: wasTried }),
      });
    }
    if (page.quality === 'ocr' && typeof page.confidence === 'number') {
      entries.push({
        label: 'Recognise again',
        icon: <RefreshCw />,
        run: () => recogniseDocument(documentId, { force: true }),
      });
    }
    if (page.quality === 'ocr' && typeof page.confidence !== 'number') {
      entries.push({
        label: 'Check hidden text against the image',
        icon: <ScanSearch />,
        run: () => recogniseDocument(documentId, { hidden: 'check' }),
      });
    }
    if (page.quality === 'disagrees') {
      entries.push({
        label: 'Replace hidden text by what the image shows',
        icon: <RefreshCw />,
        run: () => recogniseDocument(documentId, { hidden: 'replace' }),
      });
    }
  }
  return (
    <Menu
      align="end"
      trigger={
        <button type="button" className={`${styles.badge} ${styles[words.tone]}`}>
          {isUnderWay && recognition.state === 'running' ? (
            <Loader aria-hidden className={styles.spin} />
          ) : (
            ICONS[page.quality]
          )}
          <span className={styles.words}>{isUnderWay ? describeRecognition(recognition).short : words.short}</span>
        </button>
      }
      entries={entries}
    />
  );
}
