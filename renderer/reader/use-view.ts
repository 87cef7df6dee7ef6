import { type RefObject, useEffect, useRef, useState } from 'react';
import type { DocumentContent } from '../../shared/contract.ts';
import { call } from '../archive-client.ts';
import { errorMessage } from '../components/toast.tsx';
import type { DocumentView, ViewEvents, Zoom } from './document-view.ts';
import { hasPages, openPages } from './open-pages.ts';
import { PdfView } from './pdf-view.ts';
import { recallTab } from './reader-memory.ts';
import { RenditionView } from './rendition-view.ts';
import { textRendition } from './text-rendition.ts';

/** Starts to load pdf.js and its worker; the first document opens sooner if this was called before. */
export function warmReader(): void {
  import('./pdf-engine.ts').then(
    (engine) => engine.warmPdfEngine(),
    (error: unknown) => console.error('pdf.js did not load', error),
  );
}

/** What the reader begins a document with if nothing is remembered. */
const FIRST_ZOOM: Zoom = { kind: 'fit-width', most: 1.25 };

/** A view of the document and what went wrong with it. */
export interface ViewState {
  readonly view: DocumentView | null;
  readonly text: string | null;
  /** Why the original cannot be shown, or null. */
  readonly trouble: string | null;
  /** True while the plain text stands in for the original. */
  readonly isTextOnly: boolean;
}

/** Builds the view of one version inside `host` and takes it down again. Events go to the latest handlers. */
export function useView(
  host: RefObject<HTMLElement | null>,
  content: DocumentContent,
  tabId: string,
  events: ViewEvents,
): ViewState {
  const [view, setView] = useState<DocumentView | null>(null);
  const [text, setText] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [isTextOnly, setIsTextOnly] = useState(false);
  const latest = useRef(events);
  latest.current = events;

  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    let isCurrent = true;
    const which = { id: content.document.id, version: content.version.number };
    const words = call('document.text', which);
    words.then(
      (value) => isCurrent && setText(value),
      (error: unknown) => isCurrent && setTrouble(errorMessage(error)),
    );
    const relay: ViewEvents = {
      onSelection: (span, settled) => latest.current.onSelection(span, settled),
      onHover: (ids, x, y) => latest.current.onHover(ids, x, y),
      onMenu: (request) => latest.current.onMenu(request),
      onReshape: (id, spans) => latest.current.onReshape(id, spans),
      onResize: (id, area) => latest.current.onResize(id, area),
      onArea: (area) => latest.current.onArea(area),
      onTool: (tool) => latest.current.onTool(tool),
      onActivate: (id) => latest.current.onActivate(id),
      onPage: (page) => latest.current.onPage(page),
      onZoom: (factor) => latest.current.onZoom(factor),
      onMove: () => latest.current.onMove(),
      onLink: (address) => latest.current.onLink(address),
      onJump: (from) => latest.current.onJump(from),
      onTrouble: (message) => {
        if (!isCurrent) return;
        setTrouble(message);
        setIsTextOnly(true);
      },
    };
    const { position, zoom } = recallTab(tabId);
    const startZoom = zoom ?? FIRST_ZOOM;
    let made: DocumentView | null = null;
    if (content.rendition !== null) {
      made = new RenditionView(
        element,
        content.rendition,
        words,
        relay,
        zoom ?? { kind: 'factor', factor: 1 },
        position,
      );
    } else if (hasPages(content) && !isTextOnly) {
      const pdf = openPages(content);
      const source = {
        content,
        text: words,
        pdf,
        loadRuns: (firstPage: number, lastPage: number) => call('document.textRuns', { ...which, firstPage, lastPage }),
      };
      made = new PdfView(element, source, relay, startZoom, position);
    } else {
      words.then(
        (value) => {
          if (!isCurrent) return;
          made = new RenditionView(element, textRendition(value), words, relay, { kind: 'factor', factor: 1 }, null);
          setView(made);
        },
        () => undefined,
      );
    }
    setView(made);
    return () => {
      isCurrent = false;
      made?.destroy();
      setView(null);
    };
  }, [host, content, tabId, isTextOnly]);

  return { view, text, trouble, isTextOnly };
}
