import {
  type InputHTMLAttributes,
  type ReactNode,
  type Ref,
  type TextareaHTMLAttributes,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
} from 'react';
import styles from './field.module.css';

/** What Field takes. `children` gets the id that ties label and control together. */
export interface FieldProps {
  readonly label: string;
  readonly hint?: ReactNode;
  /** Why the value is refused; announced. */
  readonly error?: string | null;
  /** Label beside the control instead of above it. */
  readonly layout?: 'stacked' | 'row';
  readonly children: (ids: {
    readonly id: string;
    readonly 'aria-describedby': string | undefined;
    readonly 'aria-invalid': boolean | undefined;
  }) => ReactNode;
}

/** A labelled control with hint and error. */
export function Field({ label, hint, error, layout = 'stacked', children }: FieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  const hasNote = Boolean(error || hint);
  return (
    <div className={`${styles.field} ${layout === 'row' ? styles.row : ''}`}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <div className={styles.control}>
        {children({ id, 'aria-describedby': hasNote ? noteId : undefined, 'aria-invalid': error ? true : undefined })}
        {hasNote && (
          <p id={noteId} className={error ? styles.error : styles.hint} role={error ? 'alert' : undefined}>
            {error || hint}
          </p>
        )}
      </div>
    </div>
  );
}

/** A one-line text input. */
export function TextInput({
  className,
  ...rest
}: InputHTMLAttributes<HTMLInputElement> & { readonly ref?: Ref<HTMLInputElement> }) {
  return <input type="text" autoComplete="off" {...rest} className={`${styles.input} ${className ?? ''}`} />;
}

/** A text input of several lines. */
export function TextArea({
  className,
  ...rest
}: TextareaHTMLAttributes<HTMLTextAreaElement> & { readonly ref?: Ref<HTMLTextAreaElement> }) {
  return <textarea rows={3} {...rest} className={`${styles.input} ${styles.area} ${className ?? ''}`} />;
}

function adjustHeight(area: HTMLTextAreaElement | null): void {
  if (!area) return;
  area.style.height = 'auto';
  area.style.height = `${area.scrollHeight + 2}px`;
}

/** What GrowingInput takes. */
export interface GrowingInputProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onBlur?: () => void;
  readonly id?: string;
  readonly 'aria-label'?: string;
  readonly 'aria-describedby'?: string | undefined;
  readonly 'aria-invalid'?: boolean | undefined;
  readonly className?: string;
  /** Takes the focus when it appears, all selected, so that typing replaces it. */
  readonly isToBeReplaced?: boolean;
}

/** A text input as high as its words, which wrap but hold no line break. */
export function GrowingInput({ value, className, onChange, isToBeReplaced = false, ...rest }: GrowingInputProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const isReplacedAtFirst = useRef(isToBeReplaced);
  useEffect(() => {
    if (isReplacedAtFirst.current) area.current?.select();
  }, []);
  useLayoutEffect(() => adjustHeight(area.current));
  useLayoutEffect(() => {
    const parent = area.current?.parentElement;
    if (!parent) return;
    const observer = new ResizeObserver(() => adjustHeight(area.current));
    observer.observe(parent);
    return () => observer.disconnect();
  }, []);
  return (
    <textarea
      rows={1}
      {...rest}
      ref={area}
      value={value}
      className={`${styles.input} ${styles.growing} ${className ?? ''}`}
      onChange={(event) => onChange(event.target.value.replace(/\s*\n\s*/g, ' '))}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return;
        event.preventDefault();
        event.currentTarget.blur();
      }}
    />
  );
}
