import {
  Columns2,
  Combine,
  Copy,
  Highlighter,
  Layers,
  ListChecks,
  Lock,
  NotebookPen,
  Quote,
  Repeat,
  Scissors,
  Search,
  ShieldCheck,
  Tags,
  Trash2,
  UnfoldHorizontal,
} from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Codebook } from '../../shared/domain/codebook.ts';
import { REVIEW_OPTIONS } from '../coding-words.ts';
import { acceleratorKeys, commandKeys } from '../commands.ts';
import { type MenuEntry, PointMenu } from '../components/menu.tsx';
import { StanceMark } from '../components/stance.tsx';
import { draftWords } from './coding-sentences.ts';
import type { Mark, MenuRequest } from './document-view.ts';
import type { PassageActions } from './passage-actions.ts';
import type { ReaderCoding } from './reader-coding.ts';

/** What the menu of a reader does beside what codes. */
export interface ReaderMenuActions {
  /** Copies the selected words. */
  readonly copyWords: () => void;
  /** Copies the selected words, or the passage, with the source. */
  readonly cite: () => void;
  /** Searches the document for the selected words. */
  readonly find: () => void;
  /** Shows the document, at the passage if there is one, beside the tabs. */
  readonly openBeside: () => void;
  /** Selects a passage. */
  readonly select: (id: string) => void;
}

/** What ReaderMenu takes. */
export interface ReaderMenuProps extends ReaderMenuActions {
  /** What the menu was asked for, or null while none is open. */
  readonly request: MenuRequest | null;
  /** What may be coded; if there is nothing the menu stays shut, and what was asked is given up. */
  readonly coding: ReaderCoding | null;
  readonly codebook: Codebook;
  /** The other passages at the same place. */
  readonly others: readonly Mark[];
  readonly onClose: () => void;
  readonly onReturn: () => void;
}

/** What codes words and passages alike. */
function codingEntries(coding: ReaderCoding, codebook: Codebook): readonly MenuEntry[] {
  const { last, actions } = coding;
  const repeated = last === null ? null : draftWords(last, codebook);
  return [
    {
      kind: 'submenu',
      label: 'Code as',
      icon: <Tags />,
      entries: codebook.stances.map((stance) => ({
        label: stance.name,
        icon: <StanceMark stance={stance} isNamed={false} />,
        ...(stance.digit === null ? {} : { keys: [String(stance.digit)] }),
        run: () => coding.code(stance.id),
      })),
    },
    { label: 'Code with another agency…', icon: <Tags />, run: coding.askCoding },
    ...(repeated === null
      ? []
      : [
          {
            label: `Same as last: ${repeated.agency} · ${repeated.rest}`,
            icon: <Repeat />,
            ...(actions === null ? { keys: ['Enter'] } : {}),
            run: coding.repeat,
          },
        ]),
  ];
}

/** The menu of selected words. */
function wordsMenu(coding: ReaderCoding, codebook: Codebook, actions: ReaderMenuActions): readonly MenuEntry[] {
  const { highlight } = coding;
  return [
    { label: 'Copy', icon: <Copy />, keys: acceleratorKeys('CmdOrCtrl+C'), run: actions.copyWords },
    {
      label: 'Copy with citation',
      icon: <Quote />,
      keys: commandKeys('passage.copyWithCitation'),
      run: actions.cite,
    },
    { label: 'Find these words', icon: <Search />, keys: commandKeys('reader.find'), run: actions.find },
    { kind: 'separator', id: 'code' },
    ...codingEntries(coding, codebook),
    ...(highlight === null
      ? []
      : [{ label: 'Highlight without coding', icon: <Highlighter />, keys: ['H'], run: highlight }]),
    { label: 'Write a note', icon: <NotebookPen />, keys: ['N'], run: coding.openNote },
    { kind: 'separator', id: 'open' },
    { label: 'Open to the side', icon: <Columns2 />, keys: commandKeys('pane.openToSide'), run: actions.openBeside },
  ];
}

/** What changes the bounds of a passage, as far as it can be changed. */
function boundsEntries({ actions, askSplit }: ReaderCoding): readonly MenuEntry[] {
  if (actions === null) return [];
  const { isOfThisVersion, isSplittable, passage, next, before } = actions;
  const hasWords = isOfThisVersion && passage.area === undefined;
  return [
    ...(hasWords
      ? [
          {
            label: 'Extend to sentence',
            icon: <UnfoldHorizontal />,
            keys: ['E'],
            run: () => actions.extend('sentence'),
          },
          {
            label: 'Extend to paragraph',
            icon: <UnfoldHorizontal />,
            keys: ['Shift', 'E'],
            run: () => actions.extend('paragraph'),
          },
        ]
      : []),
    ...(isSplittable ? [{ label: 'Split…', icon: <Scissors />, keys: ['X'], run: askSplit }] : []),
    ...(hasWords && next !== null
      ? [{ label: 'Merge with the next', icon: <Combine />, keys: ['M'], run: () => actions.mergeWith(next) }]
      : []),
    ...(hasWords && before !== null
      ? [{ label: 'Merge with the one before', icon: <Combine />, run: () => actions.mergeWith(before) }]
      : []),
  ];
}

/** The menu of a passage. */
function passageMenu(
  coding: ReaderCoding,
  passageActions: PassageActions,
  codebook: Codebook,
  others: readonly Mark[],
  actions: ReaderMenuActions,
): readonly MenuEntry[] {
  const { passage } = passageActions;
  const bounds = boundsEntries(coding);
  return [
    ...(others.length === 0
      ? []
      : ([
          {
            kind: 'submenu',
            label: others.length === 1 ? 'Another passage here' : `${others.length} other passages here`,
            icon: <Layers />,
            entries: others.map(({ id, label }, at) => ({
              label: others.slice(0, at).some((other) => other.label === label) ? `${label} (${at + 1})` : label,
              run: () => actions.select(id),
            })),
          },
          { kind: 'separator', id: 'others' },
        ] satisfies MenuEntry[])),
    {
      label: 'Copy quote',
      icon: <Copy />,
      keys: ['Y'],
      isDisabled: passage.quote === '',
      run: passageActions.copy,
    },
    {
      label: 'Copy quote with citation',
      icon: <Quote />,
      keys: commandKeys('passage.copyWithCitation'),
      run: passageActions.cite,
    },
    { label: 'Open to the side', icon: <Columns2 />, run: actions.openBeside },
    { kind: 'separator', id: 'code' },
    ...codingEntries(coding, codebook),
    {
      kind: 'submenu',
      label: 'Review',
      icon: <ListChecks />,
      entries: REVIEW_OPTIONS.filter(({ value }) => value !== (passage.review ?? 'coded')).map(({ value, label }) => ({
        label: value === 'coded' ? 'Coded, not reviewed' : label,
        run: () => passageActions.review(value),
      })),
    },
    {
      label: passage.note === '' ? 'Write a note' : 'Edit note',
      icon: <NotebookPen />,
      keys: ['N'],
      run: coding.openNote,
    },
    {
      kind: 'submenu',
      label: 'Work product',
      icon: <Lock />,
      entries: (
        [
          ['passage', 'Keep internal'],
          ['note', 'Keep its note internal'],
          ['none', 'May leave the archive'],
        ] as const
      )
        .filter(([internal]) => internal !== (passage.internal ?? 'none'))
        .map(([internal, label]) => ({ label, run: () => passageActions.keepInternal(internal) })),
    },
    { label: 'Show verification', icon: <ShieldCheck />, run: passageActions.showVerification },
    ...(bounds.length === 0 ? [] : [{ kind: 'separator', id: 'bounds' } as const, ...bounds]),
    { kind: 'separator', id: 'delete' },
    { label: 'Delete passage', icon: <Trash2 />, keys: ['Del'], isDangerous: true, run: passageActions.remove },
  ];
}

/** The lines of a reader's menu: of the selected words, or of the selected passage; none if nothing is selected. */
function readerMenu(
  coding: ReaderCoding | null,
  codebook: Codebook,
  others: readonly Mark[],
  actions: ReaderMenuActions,
): readonly MenuEntry[] {
  if (coding === null) return [];
  return coding.actions === null
    ? wordsMenu(coding, codebook, actions)
    : passageMenu(coding, coding.actions, codebook, others, actions);
}

/** The menu of what is selected in a reader, where it was asked for. */
export function ReaderMenu({ request, coding, codebook, others, onClose, onReturn, ...actions }: ReaderMenuProps) {
  const entries = readerMenu(coding, codebook, others, actions);
  const isOpen = request !== null && entries.length > 0;
  const isVain = request !== null && !isOpen;
  // Else it would open, and take the keys, as soon as something is selected.
  useEffect(() => {
    if (isVain) onClose();
  }, [isVain, onClose]);
  // The menu fades with the lines that it had.
  const [shown, setShown] = useState<{ entries: readonly MenuEntry[]; label: string }>({ entries, label: '' });
  const label = coding?.actions === null ? 'Selected words' : 'Passage';
  if (isOpen && shown.entries.length !== entries.length) setShown({ entries, label });
  return (
    <PointMenu
      at={isOpen ? request.at : null}
      label={isOpen ? label : shown.label}
      entries={isOpen ? entries : shown.entries}
      onClose={onClose}
      onReturn={onReturn}
    />
  );
}
