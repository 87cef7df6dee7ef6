import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import {
  Bold,
  Columns3,
  Italic,
  Link as LinkIcon,
  List,
  ListOrdered,
  Plus,
  Redo2,
  Rows3,
  Table as TableIcon,
  Trash2,
  Undo2,
} from 'lucide-react';
import type { KeyboardEvent, ReactNode } from 'react';
import { acceleratorKeys } from '../../commands.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { Menu } from '../../components/menu.tsx';
import { Select } from '../../components/select.tsx';
import styles from './toolbar.module.css';

type TextStyle = 'paragraph' | 'heading1' | 'heading2' | 'heading3';

const TEXT_STYLES: readonly { readonly value: TextStyle; readonly label: string }[] = [
  { value: 'paragraph', label: 'Body text' },
  { value: 'heading1', label: 'Heading 1' },
  { value: 'heading2', label: 'Heading 2' },
  { value: 'heading3', label: 'Heading 3' },
];

function styleOf(editor: Editor): TextStyle {
  for (const level of [1, 2, 3] as const) if (editor.isActive('heading', { level })) return `heading${level}`;
  return 'paragraph';
}

/** Left and right walk between the buttons, as in any toolbar; within a field they stay the field's. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  const controls = [...event.currentTarget.querySelectorAll<HTMLElement>('button:not(:disabled)')];
  const at = controls.findIndex((control) => control === document.activeElement);
  if (step === 0 || at === -1) return;
  event.preventDefault();
  controls[(at + step + controls.length) % controls.length]?.focus();
}

interface ToolProps {
  readonly label: string;
  readonly keys?: string;
  readonly isOn?: boolean;
  readonly isDisabled?: boolean;
  readonly onPress: () => void;
  readonly children: ReactNode;
}

function Tool({ label, keys, isOn, isDisabled = false, onPress, children }: ToolProps) {
  return (
    <IconButton
      label={label}
      {...(keys === undefined ? {} : { keys: acceleratorKeys(keys) })}
      {...(isOn === undefined ? {} : { 'aria-pressed': isOn })}
      disabled={isDisabled}
      // The caret stays where it is.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onPress}
    >
      {children}
    </IconButton>
  );
}

function TableMenu({ editor }: { readonly editor: Editor }) {
  const step = (run: (chain: ReturnType<Editor['chain']>) => ReturnType<Editor['chain']>) => () => {
    run(editor.chain().focus()).run();
  };
  return (
    <Menu
      trigger={
        <Button size="s" variant="ghost" icon={<TableIcon />}>
          Table
        </Button>
      }
      entries={[
        { label: 'Row above', icon: <Rows3 />, run: step((chain) => chain.addRowBefore()) },
        { label: 'Row below', icon: <Rows3 />, run: step((chain) => chain.addRowAfter()) },
        { label: 'Column before', icon: <Columns3 />, run: step((chain) => chain.addColumnBefore()) },
        { label: 'Column after', icon: <Columns3 />, run: step((chain) => chain.addColumnAfter()) },
        { label: 'Header row', run: step((chain) => chain.toggleHeaderRow()) },
        { kind: 'separator', id: 'removal' },
        { label: 'Remove row', icon: <Trash2 />, run: step((chain) => chain.deleteRow()) },
        { label: 'Remove column', icon: <Trash2 />, run: step((chain) => chain.deleteColumn()) },
        { label: 'Remove table', icon: <Trash2 />, isDangerous: true, run: step((chain) => chain.deleteTable()) },
      ]}
    />
  );
}

/** What Toolbar takes. */
export interface ToolbarProps {
  readonly editor: Editor;
  readonly onInsert: () => void;
  readonly onLink: () => void;
}

/** Formatting of the words under the caret, and what can be put in. */
export function Toolbar({ editor, onInsert, onLink }: ToolbarProps) {
  const now = useEditorState({
    editor,
    selector: ({ editor: current }) => ({
      style: styleOf(current),
      isBold: current.isActive('bold'),
      isItalic: current.isActive('italic'),
      isLink: current.isActive('link'),
      isBullets: current.isActive('bulletList'),
      isNumbers: current.isActive('orderedList'),
      isTable: current.isActive('table'),
      canUndo: current.can().undo(),
      canRedo: current.can().redo(),
    }),
  });
  const setStyle = (style: TextStyle) => {
    const chain = editor.chain().focus();
    if (style === 'paragraph') chain.setParagraph().run();
    else chain.setHeading({ level: style === 'heading1' ? 1 : style === 'heading2' ? 2 : 3 }).run();
  };
  return (
    <div role="toolbar" aria-label="Formatting" className={styles.toolbar} onKeyDown={walk}>
      <Button
        size="s"
        icon={<Plus />}
        title="Insert a quote, a block or a note (Ctrl+/, or / after a blank)"
        onMouseDown={(event) => event.preventDefault()}
        onClick={onInsert}
      >
        Insert
      </Button>
      <span className={styles.rule} />
      <span className={styles.style}>
        <Select label="Text style" size="s" value={now.style} options={TEXT_STYLES} onChange={setStyle} />
      </span>
      <Tool label="Bold" keys="CmdOrCtrl+B" isOn={now.isBold} onPress={() => editor.chain().focus().toggleBold().run()}>
        <Bold />
      </Tool>
      <Tool
        label="Italic"
        keys="CmdOrCtrl+I"
        isOn={now.isItalic}
        onPress={() => editor.chain().focus().toggleItalic().run()}
      >
        <Italic />
      </Tool>
      <Tool label="Link" keys="CmdOrCtrl+K" isOn={now.isLink} onPress={onLink}>
        <LinkIcon />
      </Tool>
      <span className={styles.rule} />
      <Tool
        label="Bulleted list"
        keys="CmdOrCtrl+Shift+8"
        isOn={now.isBullets}
        onPress={() => editor.chain().focus().toggleBulletList().run()}
      >
        <List />
      </Tool>
      <Tool
        label="Numbered list"
        keys="CmdOrCtrl+Shift+7"
        isOn={now.isNumbers}
        onPress={() => editor.chain().focus().toggleOrderedList().run()}
      >
        <ListOrdered />
      </Tool>
      {now.isTable && <TableMenu editor={editor} />}
      <span className={styles.rule} />
      <Tool
        label="Undo typing"
        keys="CmdOrCtrl+Z"
        isDisabled={!now.canUndo}
        onPress={() => editor.chain().focus().undo().run()}
      >
        <Undo2 />
      </Tool>
      <Tool
        label="Redo typing"
        keys="CmdOrCtrl+Shift+Z"
        isDisabled={!now.canRedo}
        onPress={() => editor.chain().focus().redo().run()}
      >
        <Redo2 />
      </Tool>
    </div>
  );
}
