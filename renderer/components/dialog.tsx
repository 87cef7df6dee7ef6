import { AlertDialog } from '@base-ui/react/alert-dialog';
import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { type ReactNode, type RefObject, useRef, useState } from 'react';
import { Button, IconButton } from './button.tsx';
import styles from './dialog.module.css';
import { errorMessage } from './toast.tsx';

/** What Dialog takes. */
export interface DialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly description?: ReactNode;
  readonly children?: ReactNode;
  /** Buttons at the foot, the main one last. */
  readonly footer?: ReactNode;
  readonly size?: 's' | 'm' | 'l' | 'xl';
  /** Takes the focus at first; else the first control of the content does. */
  readonly initialFocus?: RefObject<HTMLElement | null>;
}

/** A modal dialog with title, content and a row of buttons. Escape closes it. */
export function Dialog(props: DialogProps) {
  const { open, onClose, title, description, children, footer, size = 'm', initialFocus } = props;
  const body = useRef<HTMLDivElement>(null);
  const firstControl = () => {
    const first = body.current?.querySelector<HTMLElement>('input, textarea, select, button, [tabindex="0"]');
    // Of a choice of one, the one chosen.
    const chosen = first?.closest('[role="radiogroup"]')?.querySelector<HTMLElement>('[aria-checked="true"]');
    return chosen ?? first ?? true;
  };
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={styles.backdrop} />
        <Base.Viewport className={styles.viewport}>
          <Base.Popup
            data-modal=""
            className={`${styles.popup} ${styles[size]}`}
            initialFocus={initialFocus ?? firstControl}
          >
            <header className={styles.header}>
              <Base.Title className={styles.title}>{title}</Base.Title>
              <Base.Close
                render={
                  <IconButton label="Close" size="s" hasTooltip={false}>
                    <X />
                  </IconButton>
                }
              />
            </header>
            {description && <Base.Description className={styles.description}>{description}</Base.Description>}
            <div className={styles.body} ref={body}>
              {children}
            </div>
            {footer && <footer className={styles.footer}>{footer}</footer>}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}

/** What ConfirmDialog takes. */
export interface ConfirmDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** What will happen, and whether it can be undone. */
  readonly description: ReactNode;
  readonly confirmLabel: string;
  readonly isDangerous?: boolean;
  /** If it rejects, the dialog stays and shows the reason. */
  readonly onConfirm: () => Promise<unknown>;
  readonly children?: ReactNode;
}

/** Asks before something with consequences; shows why it failed if it does. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, onClose, title, description, confirmLabel, isDangerous, onConfirm, children } = props;
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const close = () => {
    setFailure(null);
    onClose();
  };
  const confirm = async () => {
    setIsBusy(true);
    setFailure(null);
    try {
      await onConfirm();
      close();
    } catch (error) {
      setFailure(errorMessage(error));
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <AlertDialog.Root open={open} onOpenChange={(next) => !next && close()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={styles.backdrop} />
        <AlertDialog.Viewport className={styles.viewport}>
          <AlertDialog.Popup data-modal="" className={`${styles.popup} ${styles.s}`}>
            <header className={styles.header}>
              <AlertDialog.Title className={styles.title}>{title}</AlertDialog.Title>
            </header>
            <AlertDialog.Description className={styles.description}>{description}</AlertDialog.Description>
            {children && <div className={styles.body}>{children}</div>}
            {failure && (
              <p role="alert" className={styles.failure}>
                {failure}
              </p>
            )}
            <footer className={styles.footer}>
              <AlertDialog.Close render={<Button>Cancel</Button>} />
              <Button variant={isDangerous ? 'danger' : 'primary'} disabled={isBusy} onClick={() => void confirm()}>
                {confirmLabel}
              </Button>
            </footer>
          </AlertDialog.Popup>
        </AlertDialog.Viewport>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
