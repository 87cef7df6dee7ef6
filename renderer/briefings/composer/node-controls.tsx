import { CircleAlert, CircleCheck, CircleHelp, ScanText } from 'lucide-react';
import { type ReactNode, useLayoutEffect, useRef } from 'react';
import type { QuoteCheck } from '../../../shared/contract/outcomes.ts';
import type { Wording } from '../../../shared/domain/abridgement.ts';
import { wordsOfWording } from '../../components/verification-mark.tsx';
import styles from './nodes.module.css';

/** What NodeControls takes. */
export interface NodeControlsProps {
  /** Accessible name: what the controls are of. */
  readonly label: string;
  /** Gives the focus back to the page. */
  readonly onLeave: () => void;
  readonly children: ReactNode;
}

/** The controls of a selected node. Tab reaches them from the page, arrows walk, Escape goes back. */
export function NodeControls({ label, onLeave, children }: NodeControlsProps) {
  const bar = useRef<HTMLSpanElement>(null);
  // Beside words at the end of a line it would reach beyond the page, and be cut off there.
  useLayoutEffect(() => {
    const page = bar.current?.closest('[contenteditable="true"]');
    if (!bar.current || !page) return;
    const beyond = bar.current.getBoundingClientRect().right - page.getBoundingClientRect().right;
    if (beyond > 0) bar.current.style.translate = `${-beyond}px 0`;
  }, []);
  return (
    <span
      ref={bar}
      role="toolbar"
      aria-label={label}
      className={styles.controls}
      contentEditable={false}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.preventDefault();
          event.stopPropagation();
          onLeave();
        }
        if (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft') return;
        event.preventDefault();
        const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('button:not(:disabled)')];
        const at = buttons.findIndex((button) => button === document.activeElement);
        const step = event.key === 'ArrowRight' ? 1 : -1;
        buttons[(at + step + buttons.length) % buttons.length]?.focus();
      }}
    >
      {children}
    </span>
  );
}

/** What NodeControl takes. */
export interface NodeControlProps {
  readonly label: string;
  /** Shown instead of the label's words. */
  readonly icon?: ReactNode;
  readonly onPress: () => void;
  readonly isPressed?: boolean;
}

/** One control of a selected node. */
export function NodeControl({ label, icon, onPress, isPressed }: NodeControlProps) {
  return (
    <button
      type="button"
      className={styles.control}
      onClick={onPress}
      {...(icon === undefined ? {} : { title: label, 'aria-label': label })}
      {...(isPressed === undefined ? {} : { 'aria-pressed': isPressed })}
    >
      {icon ?? label}
    </button>
  );
}

const CHECKS = {
  exact: { words: 'Exact', explains: 'Character for character the preserved text.', icon: CircleCheck },
  normalised: {
    words: 'Normalised',
    explains: 'Equal but for white space, hyphenation or ligatures.',
    icon: CircleCheck,
  },
  ocr: { words: 'OCR', explains: 'Equal, on text recognised from an image.', icon: ScanText },
  drifted: { words: 'Drifted', explains: 'The words were found elsewhere or slightly altered.', icon: CircleAlert },
  broken: { words: 'Broken', explains: 'The words were not found in the preserved text.', icon: CircleAlert },
  unfaithful: {
    words: 'Not as quoted',
    explains: 'What is printed is no faithful abridgement of the quote.',
    icon: CircleAlert,
  },
  unknown: { words: 'Not checked', explains: 'It is being checked.', icon: CircleHelp },
} as const;

/** What CheckButton takes. */
export interface CheckButtonProps {
  /** Undefined until it is known. */
  readonly check: QuoteCheck | undefined;
  /** Why the words printed are no faithful abridgement of the quote; that outweighs its check. */
  readonly fault: string | null;
  /** How the words printed stand to the quote. */
  readonly wording: Wording;
  /** Within a line of words: the mark alone where nothing is wrong. */
  readonly isInline?: boolean;
  readonly onPress: () => void;
}

/** The result of a quote's check as mark and words; pressed, it shows the evidence. Light: a page may hold hundreds. */
export function CheckButton({ check, fault, wording, isInline = false, onPress }: CheckButtonProps) {
  const status = fault !== null ? 'unfaithful' : (check?.status ?? 'unknown');
  const look = CHECKS[status];
  const isClean = status === 'exact' || status === 'normalised';
  const added = wordsOfWording(fault === null && check !== undefined ? wording : 'whole');
  const words = `${look.words}${added.words}`;
  const explains = `${fault ?? check?.reason ?? look.explains}${added.explains}`;
  return (
    <button
      type="button"
      tabIndex={-1}
      className={styles.check}
      data-status={status}
      title={`${words}. ${explains} Show the evidence.`}
      aria-label={`${words}: show the evidence`}
      onClick={onPress}
    >
      <look.icon aria-hidden />
      {!(isInline && isClean) && <span>{words}</span>}
    </button>
  );
}
