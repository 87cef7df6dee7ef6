import { Toaster as Sonner, toast } from 'sonner';
import { ArchiveError } from '../../shared/errors.ts';
import { Announcer } from './announcer.tsx';
import styles from './toast.module.css';

/** A button in a toast. */
export interface ToastAction {
  readonly label: string;
  readonly run: () => void;
}

/** Time a toast with an action stays, in milliseconds. */
const WITH_ACTION = 8000;

function options(action: ToastAction | undefined, description: string | undefined) {
  return {
    ...(description ? { description } : {}),
    ...(action ? { action: { label: action.label, onClick: action.run }, duration: WITH_ACTION } : {}),
  };
}

/** Says in passing that something was done. */
export function notify(message: string, action?: ToastAction, description?: string): void {
  toast(message, options(action, description));
}

/** The sentence a person reads for an error, whatever was thrown. */
export function errorMessage(error: unknown): string {
  if (error instanceof ArchiveError || error instanceof Error) return error.message;
  return 'Something unexpected happened. Nothing was changed.';
}

/** Says that something did not work and why; `what` names the attempt: "The document was not renamed". */
export function notifyError(what: string, error: unknown, action?: ToastAction): void {
  toast.error(what, { ...options(action, errorMessage(error)), duration: action ? 60_000 : 12_000 });
}

/**
 * Where messages appear, and where what is done is told to those who do not see it; put once in the window. They stand
 * over the foot of the sidebar, so that they cover neither the document nor what may be done with it.
 */
export function Toaster({ theme }: { readonly theme: 'light' | 'dark' }) {
  return (
    <>
      <Announcer />
      <Sonner
        theme={theme}
        position="bottom-left"
        gap={8}
        // One at a time, the one before peeping out: they open up under the pointer.
        visibleToasts={2}
        offset={{ bottom: '3.25rem', left: '0.625rem' }}
        mobileOffset={{ bottom: '3.25rem', left: '0.625rem' }}
        closeButton
        containerAriaLabel="Messages"
        toastOptions={{
          unstyled: true,
          classNames: {
            toast: styles.toast ?? '',
            title: styles.title ?? '',
            description: styles.description ?? '',
            actionButton: styles.action ?? '',
            closeButton: styles.close ?? '',
            error: styles.error ?? '',
            content: styles.content ?? '',
            icon: styles.icon ?? '',
          },
        }}
      />
    </>
  );
}
