import type { Editor } from '@tiptap/core';
import type { StoreApi } from 'zustand';
import { useStore } from 'zustand';
import type { SectionRefresh } from '../../../shared/contract/composer.ts';
import { useArchiveState } from '../../archive-state.ts';
import { AbridgeDialog } from './abridge-dialog.tsx';
import { BlockDialog, editableBlock } from './block-dialog.tsx';
import { FootnotePopover } from './footnote-popover.tsx';
import { type Insertion, InsertMenu, type InsertPlace } from './insert-menu.tsx';
import { LinkDialog } from './link-dialog.tsx';
import { blockOf, changeAttributes, fillSection, findNode } from './page-commands.ts';
import type { PageFacts } from './page-facts.ts';
import { queryWords } from './query-words.ts';
import { wholeWords } from './quote-words.ts';
import { RefreshDialog } from './refresh-dialog.tsx';
import { slashPlace, writeAt } from './slash.ts';

/** What is open over the page. */
export type PageDialog =
  | { readonly kind: 'insert'; readonly place: InsertPlace; readonly from: 'slash' | 'command' }
  | { readonly kind: 'link' }
  | { readonly kind: 'abridge'; readonly useId: string }
  | { readonly kind: 'footnote'; readonly useId: string }
  | { readonly kind: 'block'; readonly blockId: string }
  | { readonly kind: 'refresh'; readonly blockId: string; readonly refresh: SectionRefresh };

/** What PageDialogs takes. */
export interface PageDialogsProps {
  readonly editor: Editor;
  readonly facts: StoreApi<PageFacts>;
  readonly dialog: PageDialog;
  /** Gives the focus back to the page. */
  readonly onClose: () => void;
  readonly onInsert: (insertion: Insertion) => void;
}

function Abridge({ editor, facts, useId, onClose }: Omit<PageDialogsProps, 'dialog' | 'onInsert'> & { useId: string }) {
  const attrs = findNode(editor.state.doc, useId)?.node.attrs;
  const passageId = String(attrs?.passageId ?? '');
  const passage = useStore(facts, (state) => state.passages.get(passageId));
  if (passage === undefined || attrs === undefined) return null;
  return (
    <AbridgeDialog
      whole={wholeWords(passage)}
      excerpt={typeof attrs.excerpt === 'string' ? attrs.excerpt : null}
      onDone={(excerpt) => {
        const tr = changeAttributes(editor.state, useId, { excerpt });
        if (tr !== null) editor.view.dispatch(tr);
        onClose();
      }}
      onClose={onClose}
    />
  );
}

/** The dialog that is open over the page. */
export function PageDialogs({ editor, facts, dialog, onClose, onInsert }: PageDialogsProps) {
  const codebook = useArchiveState((state) => state.codebook);
  switch (dialog.kind) {
    case 'insert':
      return (
        <InsertMenu
          place={dialog.place}
          isFromSlash={dialog.from === 'slash'}
          onClose={(insertion, words) => {
            const { state, view } = editor;
            const pos = slashPlace(state);
            if (words !== null && pos !== null) view.dispatch(writeAt(state, pos, words));
            onClose();
            if (insertion !== null) onInsert(insertion);
          }}
        />
      );
    case 'link': {
      const href: unknown = editor.getAttributes('link').href;
      return (
        <LinkDialog
          href={typeof href === 'string' ? href : ''}
          isWithoutWords={editor.state.selection.empty && !editor.isActive('link')}
          onDone={(address) => {
            onClose();
            const chain = editor.chain().focus().extendMarkRange('link');
            if (address === null) chain.unsetMark('link').run();
            else if (editor.state.selection.empty && !editor.isActive('link'))
              chain
                .insertContent({ type: 'text', text: address, marks: [{ type: 'link', attrs: { href: address } }] })
                .run();
            else chain.setMark('link', { href: address }).run();
          }}
          onClose={onClose}
        />
      );
    }
    case 'abridge':
      return <Abridge editor={editor} facts={facts} useId={dialog.useId} onClose={onClose} />;
    case 'footnote': {
      const found = findNode(editor.state.doc, dialog.useId);
      if (found === null) return null;
      const mark = editor.view.nodeDOM(found.pos);
      return (
        <FootnotePopover
          key={dialog.useId}
          anchor={mark instanceof Element ? mark : null}
          text={String(found.node.attrs.text)}
          onChange={(text) => {
            const tr = changeAttributes(editor.state, dialog.useId, { text });
            if (tr !== null) editor.view.dispatch(tr);
          }}
          onRemove={() => {
            const now = findNode(editor.state.doc, dialog.useId);
            if (now !== null) editor.view.dispatch(editor.state.tr.delete(now.pos, now.pos + now.node.nodeSize));
            onClose();
          }}
          onClose={onClose}
        />
      );
    }
    case 'block': {
      const found = findNode(editor.state.doc, dialog.blockId);
      const own = found === null ? null : blockOf(found.node);
      const block = own === null ? null : editableBlock(own);
      if (block === null) return null;
      return (
        <BlockDialog
          block={block}
          onDone={(attrs) => {
            const tr = changeAttributes(editor.state, dialog.blockId, attrs);
            if (tr !== null) editor.view.dispatch(tr);
            onClose();
          }}
          onClose={onClose}
        />
      );
    }
    case 'refresh': {
      const found = findNode(editor.state.doc, dialog.blockId);
      if (found === null) return null;
      const { blocks, seen, filledAt } = dialog.refresh;
      return (
        <RefreshDialog
          query={queryWords(found.node.attrs.filter, codebook)}
          refresh={dialog.refresh}
          onDone={() => {
            const tr = fillSection(editor.state, dialog.blockId, { seen, filledAt }, blocks);
            if (tr !== null) editor.view.dispatch(tr);
            onClose();
          }}
          onClose={onClose}
        />
      );
    }
  }
}
