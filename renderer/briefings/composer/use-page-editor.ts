import { NodeSelection } from '@tiptap/pm/state';
import { type Editor, useEditor } from '@tiptap/react';
import { useEffect, useRef, useState } from 'react';
import type { StoreApi } from 'zustand';
import type { BriefingBody } from '../../../shared/domain/briefing-body.ts';
import { call } from '../../archive-client.ts';
import { notifyError } from '../../components/toast.tsx';
import { openPassage } from '../../passages/passage-actions.ts';
import { showVerification } from '../verification/verification-state.ts';
import { parseBody } from './body-codec.ts';
import type { ComposerApi } from './composer-context.ts';
import { composerNodes } from './composer-nodes.ts';
import type { Insertion } from './insert-menu.tsx';
import { pageBehaviour } from './page-behaviour.ts';
import {
  blockAt,
  blockOf,
  bodyOf,
  fillSection,
  findNode,
  headingLevelAt,
  insertQuotes,
  lineAtEnd,
  selectIn,
  takeBody,
} from './page-commands.ts';
import type { PageDialog } from './page-dialogs.tsx';
import type { PageActions, PageFacts } from './page-facts.ts';
import { insertInto } from './page-insertions.ts';
import { PAGE_VIEWS } from './page-views.tsx';
import { wholeWords } from './quote-words.ts';
import { showSlash, slashPlace } from './slash.ts';

/** Time after a keystroke before panels beside the page are told, in milliseconds. */
const SETTLE = 250;

/** The editor of a page with what is open over it. */
export interface PageEditor {
  readonly editor: Editor;
  readonly api: ComposerApi;
  readonly actions: PageActions;
  /** The body as the panels know it: a short pause behind the page. */
  readonly body: BriefingBody;
  readonly dialog: PageDialog | null;
  readonly closeDialog: () => void;
  readonly openDialog: (dialog: PageDialog) => void;
  readonly openInsertMenu: (from: 'slash' | 'command') => void;
  readonly insert: (insertion: Insertion) => void;
  /** What stands on the page now. */
  readonly read: () => BriefingBody;
  /** Shows a body that came from elsewhere, as if it had always been so. */
  readonly show: (body: BriefingBody) => void;
  /** Puts the caret on an empty line at the end of the page. */
  readonly writeAtEnd: () => void;
}

/** What the editor of a page is made of. */
export interface PageEditorOptions {
  readonly briefingId: string;
  /** What stands on the page at first. */
  readonly initial: BriefingBody;
  readonly facts: StoreApi<PageFacts>;
  /** Something on the page changed. */
  readonly onChange: () => void;
  readonly onLeave: () => void;
  readonly flush: () => Promise<void>;
}

/** Reads the body of a document, once for each document. */
function bodyReader(): (editor: Editor) => BriefingBody {
  let last: { readonly doc: unknown; readonly body: BriefingBody } | null = null;
  return (editor) => {
    const { doc } = editor.state;
    if (last?.doc !== doc) last = { doc, body: bodyOf(doc) };
    return last.body;
  };
}

/** What passages of a page say as plain text, for other programs. */
function plainText(facts: StoreApi<PageFacts>, attrs: Readonly<Record<string, unknown>>): string {
  if (typeof attrs.text === 'string') return ` (${attrs.text})`;
  const passage = facts.getState().passages.get(String(attrs.passageId ?? ''));
  if (passage === undefined) return '';
  return `“${typeof attrs.excerpt === 'string' ? attrs.excerpt : wholeWords(passage)}”`;
}

function show(editor: Editor, pos: number): void {
  const element = editor.view.nodeDOM(pos);
  const box = element instanceof Element ? element : element?.parentElement;
  box?.scrollIntoView({ block: 'center' });
  editor.view.focus();
}

/** Makes the editor of a page, and what panels and nodes may ask of it. */
export function usePageEditor(options: PageEditorOptions): PageEditor {
  const latest = useRef(options);
  latest.current = options;
  const [dialog, setDialog] = useState<PageDialog | null>(null);
  const [read] = useState(bodyReader);
  const editorRef = useRef<Editor | null>(null);
  const [body, setBody] = useState(options.initial);
  const settled = useRef(options.initial);
  const [listeners] = useState(() => new Set<() => void>());

  const [requests] = useState(() => ({
    openInsertMenu: (from: 'slash' | 'command') => {
      const editor = editorRef.current;
      if (editor === null) return;
      const { selection } = editor.state;
      const element = selection instanceof NodeSelection ? editor.view.nodeDOM(selection.from) : null;
      const caret = editor.view.coordsAtPos(selection.to);
      const box =
        element instanceof Element
          ? element.getBoundingClientRect()
          : new DOMRect(caret.left, caret.top, 1, caret.bottom - caret.top);
      if (from === 'slash') editor.view.dispatch(showSlash(editor.state, true));
      setDialog({ kind: 'insert', from, place: { getBoundingClientRect: () => box } });
    },
    openLinkDialog: () => setDialog({ kind: 'link' }),
    openNode: (node: {
      readonly type: { readonly name: string };
      readonly attrs: Readonly<Record<string, unknown>>;
    }) => {
      const id = String(node.attrs.useId ?? '');
      if (node.type.name === 'footnote') setDialog({ kind: 'footnote', useId: id });
      return node.type.name === 'footnote';
    },
  }));

  const [extensions] = useState(() => [
    ...composerNodes({
      ...(PAGE_VIEWS === undefined ? {} : { views: PAGE_VIEWS }),
      plainText: (_name, attrs) => plainText(options.facts, attrs),
    }),
    pageBehaviour(requests),
  ]);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const [content] = useState(() => parseBody(options.initial));
  const editor = useEditor({
    extensions,
    content,
    editorProps: {
      attributes: {
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': 'Text of the briefing',
        spellcheck: 'true',
      },
    },
    onUpdate: () => {
      latest.current.onChange();
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = setTimeout(settle, SETTLE);
    },
    onBlur: () => latest.current.onLeave(),
  });
  editorRef.current = editor;
  const settle = () => {
    timer.current = null;
    if (editor.isDestroyed) return;
    const now = read(editor);
    if (now === settled.current) return;
    settled.current = now;
    setBody(now);
    for (const listener of [...listeners]) listener();
  };
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
    },
    [],
  );

  const [parts] = useState(() => partsOf(editorRef, latest, listeners, () => settled.current, setDialog));
  return {
    editor,
    api: parts.api,
    actions: parts.actions,
    body,
    dialog,
    closeDialog: () => {
      setDialog(null);
      if (slashPlace(editor.state) !== null) editor.view.dispatch(showSlash(editor.state, false));
      // At once, so that a key pressed next is the page's; a dialog gives the focus back itself first.
      if (dialog?.kind === 'insert') editor.view.focus();
      else editor.commands.focus();
    },
    openDialog: setDialog,
    openInsertMenu: requests.openInsertMenu,
    read: () => read(editor),
    show: (next) => {
      const tr = takeBody(editor.state, next, false);
      if (tr !== null) editor.view.dispatch(tr);
    },
    writeAtEnd: () => {
      editor.view.dispatch(lineAtEnd(editor.state));
      editor.view.focus();
    },
    insert: (insertion) => {
      const next = insertInto(editor, insertion);
      editor.view.focus();
      if (next !== null) setDialog(next);
    },
  };
}

interface Ref<T> {
  readonly current: T;
}

function partsOf(
  editorRef: Ref<Editor | null>,
  latest: Ref<PageEditorOptions>,
  listeners: Set<() => void>,
  settled: () => BriefingBody,
  setDialog: (dialog: PageDialog) => void,
): { readonly api: ComposerApi; readonly actions: PageActions } {
  const page = (): Editor => {
    const editor = editorRef.current;
    if (editor === null) throw new Error('The page of the briefing is not open.');
    return editor;
  };
  const sectionOf = (blockId: string) => {
    const found = findNode(page().state.doc, blockId);
    const block = found === null ? null : blockOf(found.node);
    return block?.type === 'section' ? block : null;
  };
  const { briefingId, facts } = latest.current;
  const api: ComposerApi = {
    briefingId,
    body: settled,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    goToUse: (useId) => {
      const editor = page();
      const found = findNode(editor.state.doc, useId);
      if (found === null) return false;
      editor.view.dispatch(editor.state.tr.setSelection(NodeSelection.create(editor.state.doc, found.pos)));
      show(editor, found.pos);
      return true;
    },
    goToText: (path, start, end) => {
      const editor = page();
      const found = blockAt(editor.state.doc, path);
      const tr = selectIn(editor.state, path, start, end);
      if (found === null || tr === null) return false;
      editor.view.dispatch(tr);
      show(editor, found.pos);
      return true;
    },
    replaceBody: (body) => {
      const editor = page();
      const tr = takeBody(editor.state, body, true);
      if (tr !== null) editor.view.dispatch(tr);
    },
    insertPassages: (passageIds, as) => {
      const editor = page();
      editor.view.dispatch(insertQuotes(editor.state, passageIds, as));
    },
    abridge: (useId) => setDialog({ kind: 'abridge', useId }),
    flush: () => latest.current.flush(),
    focus: () => {
      page().commands.focus();
    },
  };
  const ask = (what: string, work: () => Promise<void>) => {
    work().catch((error: unknown) => notifyError(what, error));
  };
  const actions: PageActions = {
    abridge: api.abridge,
    editFootnote: (useId) => setDialog({ kind: 'footnote', useId }),
    editBlock: (blockId) => setDialog({ kind: 'block', blockId }),
    fillSection: (blockId) =>
      ask('The section was not filled', async () => {
        const section = sectionOf(blockId);
        if (section === null) return;
        const { filter, groupBy } = section.attrs;
        const level = headingLevelAt(page().state.doc, blockId);
        const { blocks, seen, filledAt } = await call('briefing.fillSection', {
          id: briefingId,
          filter,
          groupBy,
          level,
        });
        const editor = page();
        // What was written into it before it was ever filled stays above.
        const tr = fillSection(editor.state, blockId, { seen, filledAt }, [...section.content, ...blocks]);
        if (tr !== null) editor.view.dispatch(tr);
        editor.view.focus();
      }),
    refreshSection: (blockId) =>
      ask('The section was not compared with its query', async () => {
        const section = sectionOf(blockId);
        if (section === null) return;
        const { filter, groupBy, filledAt, seen } = section.attrs;
        const refresh = await call('briefing.refreshSection', {
          id: briefingId,
          blockId,
          section: { filter, groupBy, filledAt, seen, content: section.content },
        });
        setDialog({ kind: 'refresh', blockId, refresh });
      }),
    openSource: (passageId) => {
      const passage = facts.getState().passages.get(passageId);
      if (passage !== undefined) openPassage(passage);
    },
    verify: showVerification,
  };
  return { api, actions };
}
