import { useEffect, useRef, useState } from 'react';
import type { PageInfo } from '../../../shared/contract/outcomes.ts';
import type { PassageArea } from '../../../shared/domain/passage.ts';
import { call } from '../../archive-client.ts';
import { errorMessage } from '../../components/toast.tsx';
import { useWidth } from '../../components/use-width.ts';
import type { Rect } from '../../reader/document-view.ts';
import { openPages } from '../../reader/open-pages.ts';
import { PageGeometry } from '../../reader/page-geometry.ts';
import type { OpenPdf } from '../../reader/pdf-engine.ts';
import { paintThumbnail } from '../../reader/pdf-thumbnail.ts';
import { measureByAdvances, systemAdvances } from '../../reader/run-measure.ts';
import { pagesOfPlaces } from './source-places.ts';
import type { Evidence } from './use-evidence.ts';
import styles from './verification.module.css';

/** Pages shown of a quote that runs over many. */
const MOST_PAGES = 6;

/** A stretch of canonical text, end exclusive. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/** What SourcePages takes. */
export interface SourcePagesProps {
  readonly evidence: Evidence;
  readonly places: readonly Span[];
  /** The pages cannot be painted: the text is to be shown instead. */
  readonly onTrouble: (message: string) => void;
}

/** The pages of a source that a quote stands on, as pictures, with its words marked. */
export function SourcePages({ evidence, places, onTrouble }: SourcePagesProps) {
  const { content, passage, text } = evidence;
  const root = useRef<HTMLDivElement>(null);
  const width = useWidth(root);
  const [open, setOpen] = useState<OpenPdf | null>(null);
  const trouble = useRef(onTrouble);
  trouble.current = onTrouble;
  useEffect(() => {
    let opened: OpenPdf | null = null;
    let isCurrent = true;
    openPages(content).then(
      (pdf) => {
        opened = pdf;
        if (isCurrent) setOpen(pdf);
        else pdf.close();
      },
      (error: unknown) => isCurrent && trouble.current(errorMessage(error)),
    );
    return () => {
      isCurrent = false;
      opened?.close();
      setOpen(null);
    };
  }, [content]);
  const pages = pagesOfPlaces(content.pages, places, passage.area).slice(0, MOST_PAGES);
  return (
    <div ref={root} className={styles.pages}>
      {pages.map((page, index) => (
        <SourcePage
          key={page.number}
          page={page}
          isFirst={index === 0}
          open={open}
          width={width ?? 0}
          source={{ id: passage.documentId, version: passage.version }}
          text={text}
          places={places}
          area={passage.area}
          onTrouble={(message) => trouble.current(message)}
        />
      ))}
    </div>
  );
}

interface SourcePageProps {
  readonly page: PageInfo;
  /** The marked words of the first page are scrolled to. */
  readonly isFirst: boolean;
  readonly open: OpenPdf | null;
  /** In CSS pixels. */
  readonly width: number;
  readonly source: { readonly id: string; readonly version: number };
  readonly text: string;
  readonly places: readonly Span[];
  readonly area: PassageArea | undefined;
  readonly onTrouble: (message: string) => void;
}

/** Where the words stand on a page, in points; null until that is known. */
function useRects({ page, source, text, places, area }: SourcePageProps): readonly Rect[] | null {
  const [rects, setRects] = useState<readonly Rect[] | null>(null);
  const { id, version } = source;
  const { number } = page;
  useEffect(() => {
    if (area !== undefined) {
      const [x, y, width, height] = area.rect;
      setRects([{ x, y, width, height }]);
      return;
    }
    let isCurrent = true;
    call('document.textRuns', { id, version, firstPage: number, lastPage: number }).then(
      ([found]) => {
        const measure = measureByAdvances(systemAdvances('"Times New Roman", "Liberation Serif", serif'));
        const geometry = new PageGeometry(found?.runs ?? [], text, measure);
        if (isCurrent) setRects(places.flatMap((place) => geometry.rectsOf(place)));
      },
      // The page is shown without the mark: the words beside it say what to look for.
      (error: unknown) => {
        console.error('It is not known where the words stand', error);
        if (isCurrent) setRects([]);
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [id, version, number, text, places, area]);
  return rects;
}

function SourcePage(props: SourcePageProps) {
  const { page, isFirst, open, width, onTrouble } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const marks = useRef<HTMLDivElement>(null);
  const [isPainted, setIsPainted] = useState(false);
  const rects = useRects(props);
  const { number } = page;
  const trouble = useRef(onTrouble);
  trouble.current = onTrouble;
  useEffect(() => {
    const element = canvas.current;
    if (open === null || element === null || width === 0) return;
    const abort = new AbortController();
    paintThumbnail(open.pdf, { page: number, turns: 0, width }, element, abort.signal).then(
      () => setIsPainted(true),
      (error: unknown) => {
        if (!abort.signal.aborted) trouble.current(`Page ${number} could not be painted. ${errorMessage(error)}`);
      },
    );
    return () => abort.abort();
  }, [open, number, width]);
  useEffect(() => {
    if (!isFirst || rects === null || rects.length === 0 || width === 0) return;
    marks.current?.firstElementChild?.scrollIntoView({ block: 'center' });
  }, [isFirst, rects, width]);
  const scale = width / Math.max(1, page.width);
  const label = `Page ${page.label ?? page.number}`;
  return (
    <figure className={styles.page} aria-busy={!isPainted}>
      <div
        className={styles.paper}
        role="img"
        aria-label={`${label} of the source${rects !== null && rects.length > 0 ? ' with the quoted words marked' : ''}`}
        style={{ aspectRatio: `${page.width} / ${page.height}` }}
      >
        <canvas ref={canvas} className={styles.canvas} />
        <div ref={marks} className={styles.marks} data-area={props.area === undefined ? undefined : ''}>
          {(rects ?? []).map((rect) => (
            <div
              key={`${rect.x} ${rect.y} ${rect.width}`}
              style={{
                left: rect.x * scale,
                top: rect.y * scale,
                width: rect.width * scale,
                height: rect.height * scale,
              }}
            />
          ))}
        </div>
      </div>
      <figcaption className={styles.pageLabel}>{label}</figcaption>
    </figure>
  );
}
