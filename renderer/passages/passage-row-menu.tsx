import {
  BookOpen,
  Columns2,
  Copy,
  ListChecks,
  Lock,
  NotebookPen,
  Quote,
  Scissors,
  ScrollText,
  ShieldCheck,
  Tags,
  Trash2,
} from 'lucide-react';
import { useState } from 'react';
import type { PassageView } from '../../shared/contract.ts';
import type { Stance } from '../../shared/domain/codebook.ts';
import { useArchiveQuery } from '../archive-query.ts';
import { useArchiveState } from '../archive-state.ts';
import { isWorkedOn } from '../briefings/templates/template-words.ts';
import { showVerification } from '../briefings/verification/verification-state.ts';
import { copyCited } from '../citations/copy-cited.ts';
import { REVIEW_OPTIONS } from '../coding-words.ts';
import { commandKeys } from '../commands.ts';
import { type MenuEntry, PointMenu } from '../components/menu.tsx';
import type { WindowPoint } from '../components/menu-point.ts';
import { StanceMark } from '../components/stance.tsx';
import { copyQuote, setReview } from '../reader/coding-actions.ts';
import { askForDetail } from '../reader/detail-request.ts';
import { openToSide } from '../tabs-state.ts';
import { setInternal } from './internal-actions.ts';
import { deletePassages, openPassage, recodeStance, sendToBriefing } from './passage-actions.ts';

/** A menu that is open: of which passage, what it is about, and where. */
export interface RowMenu {
  readonly passage: PassageView;
  /** All that are selected if the passage is one of them, else it alone. */
  readonly ids: readonly string[];
  readonly at: WindowPoint;
}

/** What PassageRowMenu takes. */
export interface PassageRowMenuProps {
  /** Null while none is open. */
  readonly menu: RowMenu | null;
  readonly onClose: () => void;
  /** Asks how these passages are to be recoded. */
  readonly onRecode: (ids: readonly string[]) => void;
  /** Gives the keys back to the list. */
  readonly onReturn: () => void;
}

/** What opens, or copies, one passage. */
function entriesOfOne(passage: PassageView): readonly MenuEntry[] {
  const { id, documentId, documentTitle: title, version, area, spans } = passage;
  const openAt = (part: 'note' | 'split') => {
    openPassage(passage);
    askForDetail(part);
  };
  return [
    { label: 'Open in its document', icon: <BookOpen />, keys: ['Enter'], run: () => openPassage(passage) },
    {
      label: 'Open to the side',
      icon: <Columns2 />,
      run: () => openToSide({ documentId, title, version, passageId: id }),
    },
    { kind: 'separator', id: 'copy' },
    {
      label: 'Copy quote',
      icon: <Copy />,
      isDisabled: passage.quote === '',
      run: () => void copyQuote(passage),
    },
    {
      label: 'Copy quote with citation',
      icon: <Quote />,
      keys: commandKeys('passage.copyWithCitation'),
      run: () => void copyCited([id]),
    },
    { kind: 'separator', id: 'note' },
    { label: passage.note === '' ? 'Write a note' : 'Edit note', icon: <NotebookPen />, run: () => openAt('note') },
    {
      label: 'Split…',
      icon: <Scissors />,
      isDisabled: area !== undefined || spans !== undefined,
      run: () => openAt('split'),
    },
  ];
}

/** What codes passages, however many. */
function codingEntries(ids: readonly string[], stances: readonly Stance[], onRecode: () => void): readonly MenuEntry[] {
  return [
    {
      kind: 'submenu',
      label: 'Set the stance',
      icon: <Tags />,
      entries: stances.map((stance) => ({
        label: stance.name,
        icon: <StanceMark stance={stance} isNamed={false} />,
        ...(stance.digit === null ? {} : { keys: [String(stance.digit)] }),
        run: () => void recodeStance(ids, stance.id),
      })),
    },
    { label: 'Recode…', icon: <Tags />, run: onRecode },
    {
      kind: 'submenu',
      label: 'Review',
      icon: <ListChecks />,
      entries: REVIEW_OPTIONS.map(({ value, label }) => ({ label, run: () => void setReview(ids, value) })),
    },
    {
      kind: 'submenu',
      label: 'Work product',
      icon: <Lock />,
      entries: [
        { label: 'Keep internal', run: () => void setInternal(ids, 'passage') },
        {
          label: ids.length === 1 ? 'Keep its note internal' : 'Keep their notes internal',
          run: () => void setInternal(ids, 'note'),
        },
        { label: 'May leave the archive', run: () => void setInternal(ids, 'none') },
      ],
    },
  ];
}

/** The menu of a row of the Passages view: of the passage alone, or of all that are selected. */
export function PassageRowMenu({ menu, onClose, onRecode, onReturn }: PassageRowMenuProps) {
  const stances = useArchiveState((state) => state.codebook.stances);
  const { data: briefings } = useArchiveQuery('briefing.list', menu === null ? null : {}, ['briefing']);
  // The menu fades with the lines that it had.
  const [shown, setShown] = useState(menu);
  if (menu !== null && menu !== shown) setShown(menu);
  const { passage, ids } = shown ?? { passage: null, ids: [] };
  const send: MenuEntry = {
    kind: 'submenu',
    label: 'Send to briefing',
    icon: <ScrollText />,
    entries: [
      ...(briefings ?? []).filter(isWorkedOn).map((briefing) => ({
        id: briefing.id,
        label: briefing.title,
        run: () => void sendToBriefing(ids, briefing.id),
      })),
      { kind: 'separator', id: 'new' },
      { label: 'New briefing', run: () => void sendToBriefing(ids, null) },
    ],
  };
  const isOne = ids.length === 1;
  return (
    <PointMenu
      at={menu?.at ?? null}
      label={isOne ? 'Passage' : `${ids.length} passages`}
      entries={[
        ...(isOne && passage !== null
          ? entriesOfOne(passage)
          : [
              {
                label: 'Copy quotes with citations',
                icon: <Quote />,
                keys: commandKeys('passage.copyWithCitation'),
                run: () => void copyCited(ids),
              },
            ]),
        { kind: 'separator', id: 'code' },
        ...codingEntries(ids, stances, () => onRecode(ids)),
        send,
        ...(isOne && passage !== null
          ? [{ label: 'Show verification', icon: <ShieldCheck />, run: () => showVerification(passage.id) }]
          : []),
        { kind: 'separator', id: 'delete' },
        {
          label: isOne ? 'Delete passage' : `Delete ${ids.length} passages`,
          icon: <Trash2 />,
          keys: ['Del'],
          isDangerous: true,
          run: () => void deletePassages(ids),
        },
      ]}
      onClose={onClose}
      onReturn={onReturn}
    />
  );
}
