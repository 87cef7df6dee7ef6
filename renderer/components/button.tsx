import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import styles from './button.module.css';
import { Tooltip } from './tooltip.tsx';

/** How much a button asks for attention. */
export type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'danger';

/** What Button takes. */
export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly variant?: ButtonVariant;
  readonly size?: 's' | 'm';
  /** Shown before the words. */
  readonly icon?: ReactNode;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A button with words. */
export function Button({ variant = 'secondary', size = 'm', icon, className, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={`${styles.button} ${styles[variant]} ${size === 's' ? styles.small : ''} ${className ?? ''}`}
    >
      {icon}
      {children}
    </button>
  );
}

/** What IconButton takes. */
export interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** Accessible name, shown as a tooltip. */
  readonly label: string;
  /** False leaves the tooltip out, for example in a dialog's corner, where Escape must close the dialog at once. */
  readonly hasTooltip?: boolean;
  /** Keys that do the same, shown in the tooltip. */
  readonly keys?: readonly string[];
  readonly size?: 's' | 'm';
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A button that shows an icon; its name is in the tooltip and for assistive technology. */
export function IconButton({
  label,
  keys,
  hasTooltip = true,
  size = 'm',
  className,
  children,
  ...rest
}: IconButtonProps) {
  const button = (
    <button
      type="button"
      aria-label={label}
      {...rest}
      className={`${styles.icon} ${size === 's' ? styles.iconSmall : ''} ${className ?? ''}`}
    >
      {children}
    </button>
  );
  if (!hasTooltip) return button;
  return (
    <Tooltip label={label} {...(keys ? { keys } : {})}>
      {button}
    </Tooltip>
  );
}
