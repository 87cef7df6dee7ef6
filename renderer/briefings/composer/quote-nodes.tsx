import { NodeViewWrapper, type ReactNodeViewProps } from '@tiptap/react';
import { BookOpen, CircleAlert, EyeOff, Trash2 } from 'lucide-react';
import { useMemo, useRef } from 'react';
import type { PassageView } from '../../../shared/contract.ts';
import { type Wording, wordingOf } from '../../../shared/domain/abridgement.ts';
import type { QuoteAttrs, UseAttrs } from '../../../shared/domain/briefing-body.ts';
import type { ReportText } from '../../../shared/domain/report.ts';
import { useArchiveState } from '../../archive-state.ts';
import { StanceChip, stanceStyle } from '../../components/stance.tsx';
import { topicPath } from '../../components/topic-matching.ts';
import { formatPage, formatPartialDate } from '../../formats.ts';
import { CheckButton, NodeControl, NodeControls } from './node-controls.tsx';
import styles from './nodes.module.css';
import { usePage, usePageFacts } from './page-facts.ts';
import { faultOf, shortWords, wholeWords } from './quote-words.ts';
import { useNear } from './use-near.ts';

interface Shown {
  readonly passage: PassageView | undefined;
  /** The words as they are printed; empty until they are known. */
  readonly words: string;
  readonly fault: string | null;
  readonly wording: Wording;
  /** Why nothing is printed here, or null. */
  readonly gap: string | null;
}

function useShown(passageId: string, excerpt: string | null): Shown {
  const passage = usePageFacts((facts) => facts.passages.get(passageId));
  const isAsked = usePageFacts((facts) => facts.asked.has(passageId));
  return useMemo(() => {
    const gap =
      passage === undefined
        ? isAsked
          ? 'The passage quoted here is no longer in the archive. Undo its deletion, or remove the quote.'
          : null
        : passage.internal === 'passage'
          ? 'This passage is internal: no export carries it.'
          : null;
    if (passage === undefined) return { passage, words: excerpt ?? '', fault: null, wording: 'whole', gap };
    const wording = wordingOf(passage.quote, excerpt);
    return { passage, words: excerpt ?? wholeWords(passage), fault: faultOf(passage, excerpt), wording, gap };
  }, [passage, isAsked, excerpt]);
}

function plain(texts: readonly ReportText[] | undefined): string {
  return (texts ?? []).map(({ text }) => text).join('');
}

/** The mark of the note of a use, or its citation where the style puts that in the text. */
function Reference({ useId }: { readonly useId: string }) {
  const note = usePageFacts((facts) => facts.notes.get(useId));
  const inText = usePageFacts((facts) => plain(facts.uses.get(useId)?.inText));
  if (note !== undefined)
    return (
      <sup className={styles.noteMark} title={`Note ${note}`}>
        {note}
      </sup>
    );
  return inText === '' ? null : <span className={styles.inText}> {inText}</span>;
}

function Source({ passage }: { readonly passage: PassageView }) {
  const page = formatPage(passage.page, passage.pageLabel);
  return (
    <span className={styles.from}>
      <cite>{passage.documentTitle}</cite>,{' '}
      {passage.dateIssued === null ? 'undated' : formatPartialDate(passage.dateIssued)}
      {page === null ? '' : `, ${page}`}
      {passage.withdrawal !== null && (
        <span className={styles.withdrawn}>
          {passage.withdrawal.status === 'rescinded' ? 'Rescinded' : 'Withdrawn'}{' '}
          {formatPartialDate(passage.withdrawal.date)}
        </span>
      )}
    </span>
  );
}

function Codings({ passage }: { readonly passage: PassageView }) {
  const agencies = useArchiveState((state) => state.agenciesById);
  const stances = useArchiveState((state) => state.stancesById);
  const topics = useArchiveState((state) => state.codebook.topics);
  return passage.codings.map((coding) => {
    const stance = stances.get(coding.stanceId);
    if (stance === undefined) return null;
    const topic = coding.topicId === undefined ? null : topicPath(topics, coding.topicId);
    return (
      <span key={coding.id} className={styles.coding}>
        <StanceChip stance={stance} agency={agencies.get(coding.agencyId)?.name ?? 'Unknown agency'} />
        {topic !== null && <span className={styles.topic}>{topic}</span>}
      </span>
    );
  });
}

function Fault({ words }: { readonly words: string }) {
  return (
    <span className={styles.fault} role="note">
      <CircleAlert aria-hidden /> {words}
    </span>
  );
}

interface UseControlsProps extends Pick<ReactNodeViewProps, 'editor' | 'deleteNode'> {
  readonly attrs: Pick<UseAttrs, 'useId' | 'passageId'> & Partial<UseAttrs>;
  readonly words: string;
  readonly isAbridgeable: boolean;
  readonly showCodings?: { readonly isOn: boolean; readonly set: (isOn: boolean) => void };
}

function UseControls({ editor, deleteNode, attrs, words, isAbridgeable, showCodings }: UseControlsProps) {
  const { actions } = usePage();
  return (
    <NodeControls label={`Quote “${shortWords(words, 30)}”`} onLeave={() => editor.commands.focus()}>
      {isAbridgeable && (
        <NodeControl
          label={attrs.excerpt ? 'Edit the abridgement' : 'Abridge'}
          onPress={() => actions.abridge(attrs.useId)}
        />
      )}
      {showCodings && (
        <NodeControl label="Codings" isPressed={showCodings.isOn} onPress={() => showCodings.set(!showCodings.isOn)} />
      )}
      <NodeControl label="Open the source" icon={<BookOpen />} onPress={() => actions.openSource(attrs.passageId)} />
      <NodeControl
        label="Remove the quote"
        icon={<Trash2 />}
        onPress={() => {
          deleteNode();
          editor.commands.focus();
        }}
      />
    </NodeControls>
  );
}

interface QuoteCaptionProps {
  readonly attrs: QuoteAttrs;
  readonly passage: PassageView;
  readonly fault: string | null;
  readonly wording: Wording;
}

/** Whose words a quote is, where they stand, and what its check found. */
function QuoteCaption({ attrs, passage, fault, wording }: QuoteCaptionProps) {
  const { useId, passageId, excerpt, showCodings } = attrs;
  const { actions } = usePage();
  const check = usePageFacts((facts) => facts.uses.get(useId)?.quote.check ?? facts.checks.get(passageId));
  return (
    <figcaption className={styles.caption}>
      {showCodings && passage.codings.length > 0 && (
        <span className={styles.codings}>
          <Codings passage={passage} />
        </span>
      )}
      <span className={styles.attribution}>
        <Source passage={passage} />
        <CheckButton check={check} fault={fault} wording={wording} onPress={() => actions.verify(passageId, excerpt)} />
      </span>
    </figcaption>
  );
}

/**
 * A quote as a block: words, attribution, codings, the mark of its check. Far from what is in sight it is its words
 * alone, as a page may hold hundreds.
 */
export function QuoteNode({ node, selected, editor, updateAttributes, deleteNode }: ReactNodeViewProps) {
  const { useId, passageId, excerpt, showCodings } = node.attrs as QuoteAttrs;
  const figure = useRef<HTMLElement>(null);
  const isNear = useNear(figure);
  const isDrawn = isNear || selected;
  const { passage, words, fault, wording, gap } = useShown(passageId, excerpt);
  const stances = useArchiveState((state) => state.stancesById);
  const stance = stances.get(passage?.codings[0]?.stanceId ?? '');
  return (
    <NodeViewWrapper
      as="figure"
      ref={figure}
      className={styles.quote}
      data-selected={selected}
      data-gap={gap !== null}
      data-use={useId}
      data-drag-handle=""
      aria-label={`Quote: ${shortWords(words)}`}
      style={stance === undefined ? undefined : stanceStyle(stance.color)}
    >
      {gap !== null && (
        <p className={styles.gap} role="note">
          <EyeOff aria-hidden /> {gap}
        </p>
      )}
      {words !== '' && (
        <blockquote className={styles.words}>
          <p dir="auto">
            {words}
            {isDrawn && <Reference useId={useId} />}
          </p>
        </blockquote>
      )}
      {words === '' && gap === null && <p className={styles.waiting}>Reading the passage…</p>}
      {fault !== null && <Fault words={fault} />}
      {passage !== undefined && isDrawn && (
        <QuoteCaption
          attrs={{ useId, passageId, excerpt, showCodings }}
          passage={passage}
          fault={fault}
          wording={wording}
        />
      )}
      {selected && (
        <UseControls
          editor={editor}
          deleteNode={deleteNode}
          attrs={{ useId, passageId, excerpt }}
          words={words}
          isAbridgeable={passage === undefined ? gap === null : passage.quote !== ''}
          showCodings={{ isOn: showCodings, set: (isOn) => updateAttributes({ showCodings: isOn }) }}
        />
      )}
    </NodeViewWrapper>
  );
}

/** Quoted words within a sentence. */
export function InlineQuoteNode({ node, selected, editor, deleteNode }: ReactNodeViewProps) {
  const { useId, passageId, excerpt } = node.attrs as UseAttrs;
  const { actions } = usePage();
  const { passage, words, fault, wording, gap } = useShown(passageId, excerpt);
  const check = usePageFacts((facts) => facts.uses.get(useId)?.quote.check ?? facts.checks.get(passageId));
  return (
    <NodeViewWrapper
      as="span"
      className={styles.inlineQuote}
      data-selected={selected}
      data-gap={gap !== null}
      data-fault={fault !== null}
      data-use={useId}
      data-drag-handle=""
      {...((gap ?? fault) ? { title: gap ?? fault } : {})}
    >
      <span className={styles.inlineWords} dir="auto">
        {words === '' ? (gap === null ? '“…”' : '[quote missing]') : `“${words}”`}
      </span>
      <Reference useId={useId} />
      <CheckButton
        check={check}
        fault={fault}
        wording={wording}
        isInline
        onPress={() => actions.verify(passageId, excerpt)}
      />
      {gap !== null ? (
        <span className={styles.inlineFault} role="note" aria-label={gap}>
          <CircleAlert aria-hidden />
        </span>
      ) : (
        fault !== null && (
          <span className="visually-hidden" role="note">
            {fault}
          </span>
        )
      )}
      {selected && (
        <UseControls
          editor={editor}
          deleteNode={deleteNode}
          attrs={{ useId, passageId, excerpt }}
          words={words}
          isAbridgeable={passage === undefined ? gap === null : passage.quote !== ''}
        />
      )}
    </NodeViewWrapper>
  );
}

/** The citation of a place, without its words. */
export function CitationNode({ node, selected, editor, deleteNode }: ReactNodeViewProps) {
  const { useId, passageId } = node.attrs as UseAttrs;
  const { passage, words, gap } = useShown(passageId, null);
  const note = usePageFacts((facts) => facts.notes.get(useId));
  const inText = usePageFacts((facts) => plain(facts.uses.get(useId)?.inText));
  const source = passage === undefined ? '' : passage.documentTitle;
  return (
    <NodeViewWrapper
      as="span"
      className={styles.citation}
      data-selected={selected}
      data-gap={gap !== null}
      data-use={useId}
      data-drag-handle=""
      title={gap ?? `Citation of ${source}`}
    >
      {note !== undefined ? (
        <sup className={styles.noteMark}>{note}</sup>
      ) : (
        <span className={styles.inText}>{inText === '' ? `[${shortWords(source, 30) || '…'}]` : inText}</span>
      )}
      {gap !== null && (
        <span className={styles.inlineFault} role="note" aria-label={gap}>
          <CircleAlert aria-hidden />
        </span>
      )}
      {selected && (
        <UseControls
          editor={editor}
          deleteNode={deleteNode}
          attrs={{ useId, passageId }}
          words={words}
          isAbridgeable={false}
        />
      )}
    </NodeViewWrapper>
  );
}

/** The mark of a note of the author's own; pressed, it opens the note. */
export function FootnoteNode({ node, selected }: ReactNodeViewProps) {
  const useId = String(node.attrs.useId);
  const text = String(node.attrs.text);
  const { actions } = usePage();
  const number = usePageFacts((facts) => facts.notes.get(useId));
  return (
    <NodeViewWrapper as="span" className={styles.footnote} data-selected={selected} data-use={useId}>
      <button
        type="button"
        tabIndex={-1}
        className={styles.footnoteMark}
        data-empty={text.trim() === ''}
        title={text.trim() === '' ? 'Empty note' : text}
        aria-label={`Note ${number ?? ''}: ${text.trim() === '' ? 'empty' : shortWords(text)}`}
        onClick={() => actions.editFootnote(useId)}
      >
        {number ?? '*'}
      </button>
    </NodeViewWrapper>
  );
}
