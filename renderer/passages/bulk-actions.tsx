import { Ellipsis, Eye, Lock, LockOpen, Quote, ScrollText, Tags, Trash2, X } from 'lucide-react';
import { useState } from 'react';
import { useArchiveQuery } from '../archive-query.ts';
import { isWorkedOn } from '../briefings/templates/template-words.ts';
import { copyCited } from '../citations/copy-cited.ts';
import { commandKeys } from '../commands.ts';
import { Button } from '../components/button.tsx';
import { Keys } from '../components/keys.tsx';
import { Menu } from '../components/menu.tsx';
import { count } from '../formats.ts';
import { setInternal } from './internal-actions.ts';
import { deletePassages, sendToBriefing } from './passage-actions.ts';
import styles from './passages-view.module.css';
import { RecodeDialog } from './recode-dialog.tsx';

/** What BulkActions takes. */
export interface BulkActionsProps {
  readonly ids: readonly string[];
  /** How many of them search and filters do not show. */
  readonly hidden: number;
  /** Shows these too. */
  readonly onShow: () => void;
  readonly onDone: () => void;
}

/** What can be done with the passages selected. */
export function BulkActions({ ids, hidden, onShow, onDone }: BulkActionsProps) {
  const [isRecoding, setIsRecoding] = useState(false);
  const { data: briefings } = useArchiveQuery('briefing.list', {}, ['briefing']);
  return (
    <>
      <span className={styles.selected} role="status">
        {count(ids.length, 'passage')} selected{hidden > 0 && `, ${hidden.toLocaleString('en-GB')} not shown`}
      </span>
      {hidden > 0 && (
        <Button size="s" variant="ghost" icon={<Eye />} title="Clears search and filters" onClick={onShow}>
          Show
        </Button>
      )}
      <Button size="s" icon={<Tags />} onClick={() => setIsRecoding(true)}>
        Recode…
      </Button>
      <Menu
        trigger={
          <Button size="s" icon={<ScrollText />}>
            Send to briefing
          </Button>
        }
        entries={[
          ...(briefings ?? []).filter(isWorkedOn).map((briefing) => ({
            id: briefing.id,
            label: briefing.title,
            run: () => void sendToBriefing(ids, briefing.id),
          })),
          { kind: 'separator', id: 'new' },
          { label: 'New briefing', run: () => void sendToBriefing(ids, null) },
        ]}
      />
      <Menu
        trigger={
          <Button size="s" icon={<Ellipsis />}>
            More
          </Button>
        }
        entries={[
          {
            label: 'Copy quotes with citations',
            icon: <Quote />,
            keys: commandKeys('passage.copyWithCitation'),
            run: () => void copyCited(ids),
          },
          { kind: 'separator', id: 'internal' },
          { label: 'Keep internal', icon: <Lock />, run: () => void setInternal(ids, 'passage') },
          { label: 'Keep their notes internal', icon: <Lock />, run: () => void setInternal(ids, 'note') },
          { label: 'Let them leave the archive', icon: <LockOpen />, run: () => void setInternal(ids, 'none') },
        ]}
      />
      <Button size="s" icon={<Trash2 />} onClick={() => void deletePassages(ids)}>
        Delete
      </Button>
      <span className={styles.hint} aria-hidden>
        <Keys keys={['1']} />–<Keys keys={['9']} /> set the stance
      </span>
      <span className={styles.spacer} />
      <Button size="s" variant="ghost" icon={<X />} onClick={onDone}>
        Clear selection
      </Button>
      {isRecoding && <RecodeDialog ids={ids} onClose={() => setIsRecoding(false)} />}
    </>
  );
}
