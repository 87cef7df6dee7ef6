import { X } from 'lucide-react';
import type { CSSProperties } from 'react';
import type { Stance } from '../../shared/domain/codebook.ts';
import styles from './stance.module.css';

/** The custom property `--stance` from which styles derive tints that keep their contrast in both themes. */
export function stanceStyle(color: string): CSSProperties {
  const style: Record<string, string> = { '--stance': color };
  return style;
}

type StanceLook = Pick<Stance, 'name' | 'letter' | 'color'>;

/** The letter of a stance on its colour: what marks it where there is no room for its name. */
export function StanceMark({ stance, isNamed = true }: { readonly stance: StanceLook; readonly isNamed?: boolean }) {
  return (
    <span
      className={styles.mark}
      style={stanceStyle(stance.color)}
      {...(isNamed ? { role: 'img', 'aria-label': stance.name, title: stance.name } : { 'aria-hidden': true })}
    >
      {stance.letter}
    </span>
  );
}

/** What StanceChip takes. */
export interface StanceChipProps {
  readonly stance: StanceLook;
  /** Name of the agency, shown before the stance. */
  readonly agency?: string;
  readonly onRemove?: () => void;
}

/** A coding or a stance as a chip: letter, colour and name. */
export function StanceChip({ stance, agency, onRemove }: StanceChipProps) {
  return (
    <span className={styles.chip} style={stanceStyle(stance.color)}>
      <StanceMark stance={stance} isNamed={false} />
      <span className={styles.words}>
        {agency && <span className={styles.agency}>{agency}</span>}
        <span>{stance.name}</span>
      </span>
      {onRemove && (
        <button
          type="button"
          className={styles.remove}
          aria-label={`Remove ${agency ? `${agency}: ` : ''}${stance.name}`}
          onClick={(event) => {
            event.stopPropagation();
            onRemove();
          }}
        >
          <X />
        </button>
      )}
    </span>
  );
}
