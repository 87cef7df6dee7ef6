import { Settings2 } from 'lucide-react';
import { useState } from 'react';
import type { Briefing } from '../../../shared/domain/briefing.ts';
import { call } from '../../archive-client.ts';
import { FIRST_STYLE } from '../../citations/copy-style.ts';
import { CitationStylePicker } from '../../citations/style-picker.tsx';
import { CitationStylesDialog } from '../../citations/styles-dialog.tsx';
import { IconButton } from '../../components/button.tsx';
import { Checkbox } from '../../components/checkbox.tsx';
import { Field } from '../../components/field.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { notifyError } from '../../components/toast.tsx';
import styles from './export.module.css';

const PAPERS = [
  { value: 'a4', label: 'A4' },
  { value: 'letter', label: 'US Letter' },
] as const;

/** What of a briefing is set here. */
export type BriefingSettingsFields = Pick<Briefing, 'id' | 'citationStyle' | 'page' | 'namesCoders'>;

/** What BriefingSettings takes. */
export interface BriefingSettingsProps {
  readonly briefing: BriefingSettingsFields;
  /** False where the form has no pages. */
  readonly hasPaper?: boolean;
  readonly disabled?: boolean;
  /** Opens the list of styles elsewhere; without it, it opens over this. */
  readonly onManageStyles?: () => void;
}

function update(id: string, change: Partial<Omit<BriefingSettingsFields, 'id'>>): void {
  call('briefing.update', { id, ...change }).catch((error) => notifyError('The setting was not saved', error));
}

/** How a briefing cites, what it is printed on, and whether it names its coders. Everything is saved at once. */
export function BriefingSettings(props: BriefingSettingsProps) {
  const { briefing, hasPaper = true, disabled = false, onManageStyles } = props;
  const { id, citationStyle = FIRST_STYLE, page = 'a4', namesCoders = false } = briefing;
  const [isManaging, setIsManaging] = useState(false);
  return (
    <div className={styles.settings}>
      <Field label="Citations" layout="row">
        {(ids) => (
          <div className={styles.style}>
            <CitationStylePicker
              id={ids.id}
              value={citationStyle}
              disabled={disabled}
              onChange={(style) => update(id, { citationStyle: style })}
            />
            <IconButton label="Add or remove citation styles" onClick={onManageStyles ?? (() => setIsManaging(true))}>
              <Settings2 />
            </IconButton>
          </div>
        )}
      </Field>
      {hasPaper && (
        <div className={styles.row}>
          <span className={styles.label}>Paper</span>
          <Segmented label="Paper" value={page} options={PAPERS} onChange={(paper) => update(id, { page: paper })} />
        </div>
      )}
      <Checkbox
        label="Names of coders in the method note"
        isLabelShown
        disabled={disabled}
        checked={namesCoders}
        onChange={(names) => update(id, { namesCoders: names })}
      />
      <CitationStylesDialog open={isManaging} onClose={() => setIsManaging(false)} />
    </div>
  );
}
