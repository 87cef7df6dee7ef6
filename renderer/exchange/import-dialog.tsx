import { FolderOpen, Import } from 'lucide-react';
import { useState } from 'react';
import type { ExchangeImport } from '../../shared/contract/exchange.ts';
import type { MethodInput } from '../../shared/contract.ts';
import { call } from '../archive-client.ts';
import { useArchiveState } from '../archive-state.ts';
import { AgencyCombobox } from '../components/agency-combobox.tsx';
import { Button } from '../components/button.tsx';
import { Checkbox } from '../components/checkbox.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Field, TextInput } from '../components/field.tsx';
import { Refused, Working } from '../components/outcome.tsx';
import { Select } from '../components/select.tsx';
import { StanceMark } from '../components/stance.tsx';
import { notifyError } from '../components/toast.tsx';
import { useTask } from '../components/use-task.ts';
import styles from './exchange.module.css';
import { type CodeRoles, needsDefaults, rolesInput } from './import-choices.ts';
import { ImportOutcome } from './import-outcome.tsx';
import { ImportPreview } from './import-preview.tsx';

const NO_ROLES: CodeRoles = {};

/** Takes in what another program wrote: shows what would come in before anything does, and then what came of it. */
export function ExchangeImportDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const stances = useArchiveState((state) => state.codebook.stances);
  const [path, setPath] = useState<string | null>(null);
  const [roles, setRoles] = useState<CodeRoles>(NO_ROLES);
  const [agency, setAgency] = useState<string | null>(null);
  const [stance, setStance] = useState('none');
  const [collection, setCollection] = useState('');
  const [isReplacing, setIsReplacing] = useState(false);
  const [shown, setShown] = useState<ExchangeImport | null>(null);
  const preview = useTask<ExchangeImport>();
  const task = useTask<ExchangeImport>();
  const reset = () => {
    preview.clear();
    task.clear();
    setPath(null);
    setRoles(NO_ROLES);
    setIsReplacing(false);
    setShown(null);
  };
  const close = () => {
    reset();
    onClose();
  };
  const look = async (file: string, chosen: CodeRoles, overwrite = isReplacing) => {
    const found = await preview.run(() =>
      call('exchange.import', { path: file, preview: true, overwrite, ...rolesInput(chosen) }),
    );
    if (found !== null) setShown(found);
  };
  const choose = async () => {
    try {
      const [file] = await call('app.chooseFiles', { purpose: 'exchange' });
      if (file === undefined) return;
      task.clear();
      setShown(null);
      setRoles(NO_ROLES);
      setPath(file);
      setIsReplacing(false);
      await look(file, NO_ROLES, false);
    } catch (error) {
      notifyError('No file was chosen', error);
    }
  };
  const setRole = (name: string, role: CodeRoles[string]) => {
    const chosen = { ...roles, [name]: role };
    setRoles(chosen);
    if (path !== null) void look(path, chosen);
  };
  const bringIn = () => {
    if (path === null) return;
    const input: MethodInput<'exchange.import'> = {
      path,
      overwrite: isReplacing,
      ...rolesInput(roles),
      ...(agency === null ? {} : { defaultAgency: agency }),
      ...(stance === 'none' ? {} : { defaultStance: stance }),
      ...(collection.trim() === '' ? {} : { collection: collection.trim() }),
    };
    void task.run(() => call('exchange.import', input));
  };
  const { result } = task;
  return (
    <Dialog
      open={open}
      onClose={close}
      size="l"
      title="Import from other programs"
      description="A REFI-QDA project (.qdpx) or codebook (.qdc) from MAXQDA, NVivo, ATLAS.ti or Taguette, web annotations (.jsonld), citations from Zotero (CSL-JSON), or a table of codes (.csv). You see what would come in before anything does."
      footer={
        <>
          <Button onClick={close}>{result === null ? 'Cancel' : 'Close'}</Button>
          {result === null && (
            <Button
              variant="primary"
              icon={<Import />}
              disabled={shown === null || preview.isBusy || task.isBusy || preview.failure !== null}
              onClick={bringIn}
            >
              Import
            </Button>
          )}
        </>
      }
    >
      <div className={styles.content}>
        <div className={styles.choose}>
          <Button icon={<FolderOpen />} disabled={task.isBusy} onClick={() => void choose()}>
            {path === null ? 'Choose a file…' : 'Choose another file…'}
          </Button>
          {path !== null && <span className={styles.path}>{path}</span>}
        </div>
        <Working task={preview} label="Reading the file…" />
        {preview.failure !== null && <Refused>{preview.failure}</Refused>}
        {result === null && shown !== null && preview.failure === null && (
          <>
            <ImportPreview preview={shown} roles={roles} isBusy={preview.isBusy || task.isBusy} onRole={setRole} />
            {shown.format === 'csl-json' && (
              <Checkbox
                label="Replace metadata that say something else"
                isLabelShown
                checked={isReplacing}
                disabled={preview.isBusy || task.isBusy}
                onChange={(replaces) => {
                  setIsReplacing(replaces);
                  if (path !== null) void look(path, roles, replaces);
                }}
              />
            )}
            {needsDefaults(shown) && (
              <div className={styles.options}>
                <h3 className={styles.heading}>
                  Codes without an agency or a stance <span>Without these they go into the note</span>
                </h3>
                <Field label="Agency" layout="row">
                  {({ id }) => (
                    <AgencyCombobox id={id} value={agency} isClearable placeholder="None" onChange={setAgency} />
                  )}
                </Field>
                <Field label="Stance" layout="row">
                  {({ id }) => (
                    <Select
                      id={id}
                      value={stance}
                      options={[
                        { value: 'none', label: 'None' },
                        ...stances.map((one) => ({
                          value: one.id,
                          label: one.name,
                          icon: <StanceMark stance={one} isNamed={false} />,
                        })),
                      ]}
                      onChange={setStance}
                    />
                  )}
                </Field>
              </div>
            )}
            {shown.sources.some(({ outcome }) => outcome === 'new') && (
              <div className={styles.options}>
                <Field label="Collection" layout="row" hint="Of the documents that come in.">
                  {(ids) => (
                    <TextInput
                      {...ids}
                      value={collection}
                      placeholder="None"
                      onChange={(event) => setCollection(event.target.value)}
                    />
                  )}
                </Field>
              </div>
            )}
          </>
        )}
        <Working task={task} label="Importing…" />
        {task.failure !== null && <Refused>{task.failure}</Refused>}
        {result !== null && <ImportOutcome outcome={result} onLeave={close} />}
      </div>
    </Dialog>
  );
}
