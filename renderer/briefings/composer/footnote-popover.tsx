import { Popover } from '@base-ui/react/popover';
import { Trash2 } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button, IconButton } from '../../components/button.tsx';
import { TextArea } from '../../components/field.tsx';
import popover from '../../components/popover.module.css';
import styles from './dialogs.module.css';

/** What FootnotePopover takes. */
export interface FootnotePopoverProps {
  /** The mark of the note on the page. */
  readonly anchor: Element | null;
  readonly text: string;
  /** Each keystroke: nothing typed waits here. */
  readonly onChange: (text: string) => void;
  readonly onRemove: () => void;
  readonly onClose: () => void;
}

/** The words of a note of the author's own, edited beside its mark. */
export function FootnotePopover({ anchor, text, onChange, onRemove, onClose }: FootnotePopoverProps) {
  const [typed, setTyped] = useState(text);
  const area = useRef<HTMLTextAreaElement>(null);
  return (
    <Popover.Root open onOpenChange={(open) => !open && onClose()}>
      <Popover.Portal>
        <Popover.Positioner className={popover.positioner} anchor={anchor} sideOffset={8} collisionPadding={12}>
          <Popover.Popup className={popover.popup ?? ''} aria-label="Note" initialFocus={area} finalFocus={false}>
            <div className={styles.note}>
              <TextArea
                ref={area}
                aria-label="Words of the note"
                rows={3}
                value={typed}
                placeholder="Words of the note"
                onChange={(event) => {
                  setTyped(event.target.value);
                  onChange(event.target.value);
                }}
                onKeyDown={(event) => {
                  if (event.key !== 'Enter' || event.shiftKey) return;
                  event.preventDefault();
                  onClose();
                }}
              />
              <div className={styles.noteFoot}>
                <IconButton label="Remove the note" size="s" hasTooltip={false} onClick={onRemove}>
                  <Trash2 />
                </IconButton>
                <span className={styles.push} />
                <Button size="s" onClick={onClose}>
                  Done
                </Button>
              </div>
            </div>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
