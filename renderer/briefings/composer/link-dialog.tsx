import { useRef, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field, TextInput } from '../../components/field.tsx';
import { linkAddress } from './link-address.ts';

/** What LinkDialog takes. */
export interface LinkDialogProps {
  /** The address of the link under the caret; empty if there is none. */
  readonly href: string;
  /** True if there are no words to make a link of: then its address is its words. */
  readonly isWithoutWords: boolean;
  /** Gets the address, or null to take the link away. */
  readonly onDone: (href: string | null) => void;
  readonly onClose: () => void;
}

/** Asks where a link leads. */
export function LinkDialog({ href, isWithoutWords, onDone, onClose }: LinkDialogProps) {
  const [typed, setTyped] = useState(href);
  const [isRefused, setIsRefused] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const submit = () => {
    const address = linkAddress(typed);
    if (address === null) setIsRefused(true);
    else onDone(address);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={href === '' ? 'Link' : 'Change the link'}
      size="s"
      initialFocus={field}
      footer={
        <>
          {href !== '' && (
            <Button variant="ghost" onClick={() => onDone(null)}>
              Remove link
            </Button>
          )}
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" onClick={submit}>
            {href === '' ? 'Link' : 'Change'}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Field
          label="Address"
          error={
            isRefused ? 'A link leads to a web address or an e-mail address: https://… or name@example.org.' : null
          }
          {...(isWithoutWords ? { hint: 'No words are selected: the address itself is put in.' } : {})}
        >
          {(ids) => (
            <TextInput
              {...ids}
              ref={field}
              value={typed}
              placeholder="https://"
              onChange={(event) => {
                setTyped(event.target.value);
                setIsRefused(false);
              }}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
