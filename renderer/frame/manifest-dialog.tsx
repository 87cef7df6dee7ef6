import { FileSpreadsheet, FolderOpen } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import type { ManifestMapping, ManifestPreview } from '../../shared/contract/import.ts';
import { call } from '../archive-client.ts';
import { Button } from '../components/button.tsx';
import { Checkbox } from '../components/checkbox.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Select } from '../components/select.tsx';
import { errorMessage } from '../components/toast.tsx';
import { count } from '../formats.ts';
import { importManifest } from './import-jobs.ts';
import { fileName } from './import-outcomes.ts';
import styles from './manifest-dialog.module.css';

/** Fields of a document that a column may hold, in the order of the form. */
const FIELDS: readonly (readonly [keyof ManifestMapping, string])[] = [
  ['file', 'File'],
  ['title', 'Title'],
  ['kind', 'Kind'],
  ['issuer', 'Issuer'],
  ['author', 'Author'],
  ['dateIssued', 'Date issued'],
  ['sourceUrl', 'Source address'],
  ['dateCaptured', 'Date captured'],
  ['collection', 'Collection'],
  ['notes', 'Notes'],
  ['sha256', 'SHA-256 to check'],
  ['versionOf', 'Version of'],
];

const NO_COLUMN = '\u0000none';

/** What is being looked at: a table, the base folder, and which column holds what. */
interface Choice {
  readonly path: string;
  readonly baseDirectory?: string;
  readonly mapping?: ManifestMapping;
}

function withColumn(mapping: ManifestMapping | null, field: keyof ManifestMapping, column: string): ManifestMapping {
  const next: Record<string, string> = { ...mapping };
  if (column === NO_COLUMN) delete next[field];
  else next[field] = column;
  return { ...next, file: next.file ?? column };
}

function FieldRow(props: {
  readonly label: string;
  readonly column: string | undefined;
  readonly preview: ManifestPreview;
  readonly isRequired: boolean;
  readonly onChange: (column: string) => void;
}) {
  const { label, column, preview, isRequired, onChange } = props;
  const id = useId();
  const place = column === undefined ? -1 : preview.columns.indexOf(column);
  const sample = preview.rows.map((row) => row[place] ?? '').find((cell) => cell !== '') ?? '';
  const columns = preview.columns.map((name) => ({ value: name, label: name }));
  return (
    <tr>
      <th scope="row">
        <label htmlFor={id}>{label}</label>
      </th>
      <td className={styles.column}>
        <Select
          id={id}
          size="s"
          value={column ?? NO_COLUMN}
          options={isRequired && column !== undefined ? columns : [{ value: NO_COLUMN, label: '—' }, ...columns]}
          onChange={onChange}
        />
      </td>
      <td className={styles.sample} title={sample}>
        {sample}
      </td>
    </tr>
  );
}

function MissingFiles({ preview }: { readonly preview: ManifestPreview }) {
  if (preview.missingCount === 0) return null;
  return (
    <details className={styles.missing}>
      <summary>{count(preview.missingCount, 'file')} of the table not found</summary>
      <ul>
        {[...new Set(preview.missing)].map((name) => (
          <li key={name}>{name || '(no name)'}</li>
        ))}
      </ul>
    </details>
  );
}

/** Asks which column of a table of files holds what, shows what will come of it, and imports the files. */
export function ManifestDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const [choice, setChoice] = useState<Choice | null>(null);
  const [preview, setPreview] = useState<ManifestPreview | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [createAgencies, setCreateAgencies] = useState(true);
  const latest = useRef(0);

  const look = (next: Choice) => {
    setChoice(next);
    setFailure(null);
    latest.current += 1;
    const turn = latest.current;
    call('manifest.read', next).then(
      (read) => turn === latest.current && setPreview(read),
      (error) => {
        if (turn !== latest.current) return;
        setFailure(errorMessage(error));
        if (next.mapping === undefined) setPreview(null);
      },
    );
  };
  const chooseTable = () => {
    call('app.chooseFiles', { purpose: 'table' }).then(
      ([path]) => path !== undefined && look({ path }),
      (error) => setFailure(errorMessage(error)),
    );
  };
  const chooseBase = () => {
    call('app.chooseFolder', { purpose: 'import' }).then(
      (baseDirectory) => baseDirectory !== null && choice !== null && look({ ...choice, baseDirectory }),
      (error) => setFailure(errorMessage(error)),
    );
  };
  useEffect(() => {
    if (open) return;
    // What is still being looked at belongs to the table that was chosen before.
    latest.current += 1;
    setChoice(null);
    setPreview(null);
    setFailure(null);
  }, [open]);

  const start = () => {
    if (choice === null || preview?.mapping == null) return;
    void importManifest({ ...choice, mapping: preview.mapping, createAgencies });
    onClose();
  };
  const mapping = preview?.mapping ?? null;
  const change = (field: keyof ManifestMapping) => (column: string) =>
    choice !== null && look({ ...choice, mapping: withColumn(mapping, field, column) });

  return (
    <Dialog
      open={open}
      onClose={onClose}
      size="l"
      title="Import a table of files"
      description="A CSV, TSV or JSON file with a row for each document: its file name, and what is known of it."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={mapping === null || preview?.found === 0} onClick={start}>
            {preview === null ? 'Import' : `Import ${count(preview.found, 'file')}`}
          </Button>
        </>
      }
    >
      <div className={styles.content}>
        <div className={styles.places}>
          <Button icon={<FileSpreadsheet />} onClick={chooseTable}>
            {choice === null ? 'Choose table…' : 'Another table…'}
          </Button>
          {choice !== null && (
            <span className={styles.path} title={choice.path}>
              {fileName(choice.path)}
              {preview && <span className={styles.faint}> · {count(preview.rowCount, 'row')}</span>}
            </span>
          )}
        </div>
        {failure !== null && (
          <p role="alert" className={styles.failure}>
            {failure}
          </p>
        )}
        {preview && (
          <>
            <div className={styles.places}>
              <Button icon={<FolderOpen />} onClick={chooseBase}>
                Folder of the files…
              </Button>
              <span className={styles.path} title={preview.baseDirectory}>
                {preview.baseDirectory}
                <span className={styles.faint} role="status">
                  {' '}
                  · {preview.found} found
                  {preview.missingCount > 0 && `, ${preview.missingCount} missing`}
                </span>
              </span>
            </div>
            <table className={styles.fields}>
              <thead>
                <tr>
                  <th scope="col">Field</th>
                  <th scope="col">Column</th>
                  <th scope="col">In the first row that has it</th>
                </tr>
              </thead>
              <tbody>
                {FIELDS.map(([field, label]) => (
                  <FieldRow
                    key={field}
                    label={label}
                    column={mapping?.[field]}
                    preview={preview}
                    isRequired={field === 'file'}
                    onChange={change(field)}
                  />
                ))}
              </tbody>
            </table>
            {preview.newAgencies.length > 0 && (
              <Checkbox
                isLabelShown
                checked={createAgencies}
                onChange={setCreateAgencies}
                label={
                  preview.newAgencies.length === 1
                    ? `Add the agency “${preview.newAgencies[0]}” to the codebook`
                    : `Add ${preview.newAgencies.length} agencies that the codebook does not know yet`
                }
              />
            )}
            <MissingFiles preview={preview} />
          </>
        )}
      </div>
    </Dialog>
  );
}
