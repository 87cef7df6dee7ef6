import {
  CalendarRange,
  FileText,
  Gavel,
  Grid3x3,
  ListFilter,
  type LucideIcon,
  Newspaper,
  SquarePen,
  Star,
  Trash2,
} from 'lucide-react';
import { useState } from 'react';
import type { BriefingTemplate } from '../../../shared/contract/composer.ts';
import type { MethodInput } from '../../../shared/contract.ts';
import { call } from '../../archive-client.ts';
import { useArchiveQuery } from '../../archive-query.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { type ChoiceCard, ChoiceCards } from '../../components/choice-cards.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field, TextInput } from '../../components/field.tsx';
import { Refused } from '../../components/outcome.tsx';
import { notify, notifyError } from '../../components/toast.tsx';
import { useTask } from '../../components/use-task.ts';
import { openTab } from '../../tabs-state.ts';
import { isChangeOf, undoable } from '../../undoable.ts';
import { UNTITLED } from '../grouping-names.ts';
import styles from './templates.module.css';

/** Stands for no template: the briefing takes passages by a filter and arranges them itself. */
const BY_FILTER = 'by-filter';
/** Stands for a page with nothing on it. */
const BLANK = 'blank-page';

/** What a briefing is created from, beside its title. */
function beginningOf(chosen: string): Omit<MethodInput<'briefing.create'>, 'title'> {
  if (chosen === BY_FILTER) return {};
  return chosen === BLANK ? { body: [{ type: 'paragraph' }] } : { template: chosen };
}

/** Icons of the templates that come with Standpoint; others have a plain page. */
const ICONS: Readonly<Record<string, LucideIcon>> = {
  'decision-memo': FileText,
  'position-survey': Grid3x3,
  chronology: CalendarRange,
  'legal-memorandum': Gavel,
  'press-digest': Newspaper,
};

function cardOf(template: BriefingTemplate): ChoiceCard<string> {
  const Icon = template.isOwn ? Star : (ICONS[template.id] ?? FileText);
  return { value: template.id, label: template.name, hint: template.description, icon: <Icon /> };
}

const NONE: readonly BriefingTemplate[] = [];

async function deleteTemplate({ id, name }: BriefingTemplate): Promise<void> {
  try {
    const { undo } = await undoable(`Template deleted: ${name}`, isChangeOf('briefing.delete', [id]), () =>
      call('briefing.delete', { id }),
    );
    notify(`Template deleted: ${name}`, undo);
  } catch (error) {
    notifyError('The template was not deleted', error);
  }
}

/** Asks what a new briefing is to be like, makes it and opens it. */
export function NewBriefingDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const { data, error } = useArchiveQuery('briefing.templates', open ? {} : null, ['briefing']);
  const templates = data ?? NONE;
  const [chosen, setChosen] = useState<string | null>(null);
  const [title, setTitle] = useState('');
  const task = useTask<{ readonly id: string; readonly title: string }>();
  const value = chosen ?? templates[0]?.id ?? BY_FILTER;
  const own = templates.filter(({ isOwn }) => isOwn);
  const options: readonly ChoiceCard<string>[] = [
    ...templates.filter(({ isOwn }) => !isOwn).map(cardOf),
    { value: BLANK, label: 'Blank page', hint: 'Write, and put quotes in as you go.', icon: <SquarePen /> },
    {
      value: BY_FILTER,
      label: 'Arranges itself',
      hint: 'Every passage that fits a filter, by agency, stance, document or date. Stays up to date by itself.',
      icon: <ListFilter />,
    },
  ];
  const close = () => {
    task.clear();
    setChosen(null);
    setTitle('');
    onClose();
  };
  const create = async () => {
    const name = title.trim() === '' ? UNTITLED : title.trim();
    const made = await task.run(() => call('briefing.create', { title: name, ...beginningOf(value) }));
    if (made === null) return;
    close();
    openTab({ kind: 'briefing', briefingId: made.id, title: made.title });
  };
  return (
    <Dialog
      open={open}
      onClose={close}
      size="l"
      title="New briefing"
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button variant="primary" disabled={task.isBusy} onClick={() => void create()}>
            Create briefing
          </Button>
        </>
      }
    >
      <form
        className={styles.content}
        onSubmit={(event) => {
          event.preventDefault();
          if (!task.isBusy) void create();
        }}
      >
        <Field label="Title">
          {(ids) => (
            <TextInput
              {...ids}
              value={title}
              placeholder={UNTITLED}
              onChange={(event) => setTitle(event.target.value)}
            />
          )}
        </Field>
        <section aria-labelledby="new-briefing-template">
          <h3 id="new-briefing-template" className={styles.heading}>
            Begin with
          </h3>
          <ChoiceCards label="Begin with" value={value} options={options} onChange={setChosen} />
        </section>
        {own.length > 0 && (
          <section aria-label="Your own templates">
            <h3 className={styles.heading}>Your own templates</h3>
            <ChoiceCards label="Your own templates" value={value} options={own.map(cardOf)} onChange={setChosen} />
            <ul className={styles.own} aria-label="Manage your own templates">
              {own.map((template) => (
                <li key={template.id}>
                  <span>{template.name}</span>
                  <Button
                    size="s"
                    variant="ghost"
                    onClick={() => {
                      close();
                      openTab({ kind: 'briefing', briefingId: template.id, title: template.name });
                    }}
                  >
                    Edit
                  </Button>
                  <IconButton
                    label={`Delete the template ${template.name}`}
                    size="s"
                    onClick={() => {
                      if (value === template.id) setChosen(null);
                      void deleteTemplate(template);
                    }}
                  >
                    <Trash2 />
                  </IconButton>
                </li>
              ))}
            </ul>
          </section>
        )}
        {(task.failure !== null || Boolean(error)) && (
          <Refused>
            {task.failure ?? 'The templates could not be read. A briefing that arranges itself can be made.'}
          </Refused>
        )}
        <button type="submit" hidden tabIndex={-1} aria-hidden />
      </form>
    </Dialog>
  );
}
