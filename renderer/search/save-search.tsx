import { BookmarkPlus, RefreshCw } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useArchiveState } from '../archive-state.ts';
import { Button } from '../components/button.tsx';
import { Field, TextInput } from '../components/field.tsx';
import { Popover } from '../components/popover.tsx';
import { errorMessage } from '../components/toast.tsx';
import { isSameSearch, type SearchBody, saveSearch, updateSearch } from './saved-search-actions.ts';
import styles from './search.module.css';

/** What NameForm takes. */
export interface NameFormProps {
  readonly name: string;
  readonly label: string;
  /** If it rejects the form stays and says why. */
  readonly onSubmit: (name: string) => Promise<void>;
}

/** Asks for the name of a saved search. */
export function NameForm({ name: initial, label, onSubmit }: NameFormProps) {
  const [name, setName] = useState(initial);
  const [failure, setFailure] = useState<string | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') {
      setFailure('Give it a name.');
      return;
    }
    try {
      await onSubmit(name.trim());
    } catch (error) {
      setFailure(errorMessage(error));
    }
  };
  return (
    <form className={styles.save} onSubmit={(event) => void submit(event)}>
      <Field label="Name" error={failure}>
        {(ids) => <TextInput {...ids} value={name} onChange={(event) => setName(event.target.value)} />}
      </Field>
      <Button type="submit" variant="primary" size="s">
        {label}
      </Button>
    </form>
  );
}

/** What SaveSearch takes. */
export interface SaveSearchProps {
  readonly body: SearchBody;
  /** Id of the saved search that is open, or null. */
  readonly savedId: string | null;
  readonly onSaved: (id: string) => void;
}

/** Keeps what is looked for under a name, or updates the saved search that was opened and changed since. */
export function SaveSearch({ body, savedId, onSaved }: SaveSearchProps) {
  const [isOpen, setIsOpen] = useState(false);
  const searches = useArchiveState((state) => state.searches);
  const isReadOnly = useArchiveState((state) => state.status?.readOnly ?? false);
  const saved = searches.find(({ id }) => id === savedId);
  const isEmpty = body.query.trim() === '' && Object.keys(body.filter).length === 0;
  if (isReadOnly || (saved ? isSameSearch(saved, body) : isEmpty)) return null;
  return (
    <>
      {saved && (
        <Button size="s" icon={<RefreshCw />} onClick={() => void updateSearch(saved, body)}>
          Update “{saved.name}”
        </Button>
      )}
      {!isEmpty && (
        <Popover
          open={isOpen}
          onOpenChange={setIsOpen}
          label="Save search"
          trigger={
            <Button size="s" variant="ghost" icon={<BookmarkPlus />}>
              Save search…
            </Button>
          }
        >
          <NameForm
            name={body.query.trim().slice(0, 60)}
            label="Save"
            onSubmit={async (name) => {
              onSaved((await saveSearch(name, body)).id);
              setIsOpen(false);
            }}
          />
        </Popover>
      )}
    </>
  );
}
