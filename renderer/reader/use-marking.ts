import { useCallback } from 'react';
import type { PageInfo } from '../../shared/contract/outcomes.ts';
import type { SourceDocument, Version } from '../../shared/domain/document.ts';
import { readableQuote } from '../../shared/domain/readable-quote.ts';
import { call } from '../archive-client.ts';
import { copyCited } from '../citations/copy-cited.ts';
import { useCommandHandler } from '../commands.ts';
import { announce } from '../components/announcer.tsx';
import { notify, notifyError } from '../components/toast.tsx';
import { toggleInternal } from '../passages/internal-actions.ts';
import { citeQuote } from './cite-quote.ts';
import type { DocumentView, Rect, Span } from './document-view.ts';

/** What useMarking takes. */
interface MarkingScope {
  readonly active: boolean;
  readonly view: DocumentView | null;
  readonly text: string | null;
  readonly record: SourceDocument;
  readonly version: Version;
  readonly pages: readonly PageInfo[];
  readonly issuer: string | null;
  readonly selectedId: string | null;
}

/** Saves where the ends of passages were put, and copies quotes: passages with their citation, selected words with their source. */
export function useMarking({ active, view, text, record, version, pages, issuer, selectedId }: MarkingScope): {
  /** Gives a passage other pieces, in one step that can be undone; says so if that is refused. */
  readonly reshape: (id: string, spans: readonly Span[]) => Promise<void>;
  /** Gives the area of a passage another rectangle, in one step that can be undone; says so if that is refused. */
  readonly resize: (id: string, rect: Rect) => Promise<void>;
  /** Copies the selected words as they read. */
  readonly copyWords: () => Promise<void>;
  /** Copies the selected words, or else the selected passage, with the source. */
  readonly copyWithCitation: () => Promise<void>;
} {
  const { textSha256 } = version;
  const reshape = useCallback(
    async (id: string, spans: readonly Span[]) => {
      try {
        await call('passage.reshape', { id, spans: spans.map(({ start, end }) => ({ start, end })), textSha256 });
        announce(spans.length === 1 ? 'Passage changed' : `Passage changed: ${spans.length} pieces`);
      } catch (error) {
        notifyError('The passage was not changed', error);
      }
    },
    [textSha256],
  );

  const resize = useCallback(async (id: string, { x, y, width, height }: Rect) => {
    try {
      await call('passage.resizeArea', { id, rect: { x, y, width, height } });
      announce('Area changed');
    } catch (error) {
      notifyError('The area was not changed', error);
    }
  }, []);

  const copyWithCitation = async () => {
    const spans = view?.describePieces() ?? [];
    if (spans.length === 0 && selectedId !== null) {
      await copyCited([selectedId]);
      return;
    }
    const words = text === null ? [] : spans.map(({ start, end }) => text.slice(start, end));
    const first = spans[0];
    if (first === undefined || words.length === 0) {
      notify('Select words or a passage first');
      return;
    }
    const page = pages.find(({ start, end }) => first.start >= start && first.start < end);
    try {
      await navigator.clipboard.writeText(
        citeQuote(words, {
          ...{ title: record.title, issuer, dateIssued: record.dateIssued },
          page: page === undefined ? null : (page.label ?? String(page.number)),
        }),
      );
      notify('Words copied with their source');
    } catch (error) {
      notifyError('The quote was not copied', error);
    }
  };
  const copyWords = async () => {
    const spans = view?.describePieces() ?? [];
    if (text === null || spans.length === 0) return;
    try {
      await navigator.clipboard.writeText(
        spans.map(({ start, end }) => readableQuote(text.slice(start, end))).join(' … '),
      );
      notify('Words copied');
    } catch (error) {
      notifyError('The words were not copied', error);
    }
  };
  useCommandHandler('passage.copyWithCitation', () => void copyWithCitation(), active);
  const toggle = () => void toggleInternal(selectedId === null ? [] : [selectedId]);
  useCommandHandler('passage.toggleInternal', toggle, active);

  return { reshape, resize, copyWords, copyWithCitation };
}
