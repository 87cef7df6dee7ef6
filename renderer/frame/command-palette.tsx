import { Dialog } from '@base-ui/react/dialog';
import { Command } from 'cmdk';
import { Building2, CornerDownLeft, FileText, Highlighter } from 'lucide-react';
import { useMemo, useState } from 'react';
import { COMMANDS } from '../../shared/commands.ts';
import { useArchiveQuery } from '../archive-query.ts';
import { useArchiveState } from '../archive-state.ts';
import { acceleratorKeys, isCommandAvailable, runCommand } from '../commands.ts';
import { matchAgencies } from '../components/agency-matching.ts';
import { Keys } from '../components/keys.tsx';
import { StanceMark } from '../components/stance.tsx';
import { formatPartialDate, kindName } from '../formats.ts';
import { showPassages } from '../passages/passages-filter.ts';
import { codingCommands } from '../reader/coding-commands.ts';
import { currentReaderCoding } from '../reader/reader-coding.ts';
import { openTab } from '../tabs-state.ts';
import styles from './command-palette.module.css';

/** Lines shown of each sort at most. */
const LIMIT = 12;

function fits(text: string, words: readonly string[]): boolean {
  const folded = text.toLowerCase();
  return words.every((word) => folded.includes(word));
}

function Content({ close }: { readonly close: () => void }) {
  const [typed, setTyped] = useState('');
  const query = typed.trim().toLowerCase();
  const words = useMemo(() => query.split(/\s+/).filter(Boolean), [query]);
  const hasArchive = useArchiveState((state) => state.status !== null);
  const history = useArchiveState((state) => state.history);
  const codebook = useArchiveState((state) => state.codebook);
  const { agencies } = codebook;
  const [coding] = useState(currentReaderCoding);
  const { data: documents } = useArchiveQuery('document.list', hasArchive ? { trashed: false } : null, ['document']);

  // What codes is offered with more words, above, where something is selected in a reader.
  const isOffered = ({ id, menu }: (typeof COMMANDS)[number]) =>
    id !== 'palette.open' && isCommandAvailable(id) && (menu !== 'Passage' || coding === null);
  const commands = COMMANDS.filter(isOffered).map((command) => ({
    ...command,
    words:
      command.id === 'history.undo' && history.undo
        ? `Undo: ${history.undo}`
        : command.id === 'history.redo' && history.redo
          ? `Redo: ${history.redo}`
          : command.label,
  }));
  const foundCommands = commands.filter((command) => fits(`${command.words} ${command.menu}`, words));
  const foundDocuments = (documents ?? []).filter((one) => fits(`${one.title} ${one.fileName}`, words)).slice(0, LIMIT);
  const foundAgencies =
    words.length === 0
      ? []
      : matchAgencies(agencies, query)
          .flatMap((item) => (item.kind === 'agency' ? [item] : []))
          .slice(0, LIMIT);
  const foundCodings = coding === null ? [] : codingCommands(coding, codebook, typed.trim());
  const run = (act: () => void) => {
    close();
    // The dialog gives the focus back first, so that what opens next may take it.
    setTimeout(act, 0);
  };

  return (
    <Command label="Command palette" shouldFilter={false} loop className={styles.command}>
      <Command.Input
        autoFocus
        value={typed}
        onValueChange={setTyped}
        placeholder="Search commands, documents and agencies"
        className={styles.input}
      />
      <Command.List className={styles.list} label="Results">
        <Command.Empty className={styles.empty}>Nothing fits “{typed}”.</Command.Empty>
        {foundCodings.length > 0 && (
          <Command.Group heading={coding?.actions === null ? 'Selected words' : 'Selected passage'}>
            {foundCodings.map((command) => (
              <Command.Item
                key={command.id}
                value={`coding ${command.id}`}
                className={styles.item}
                onSelect={() => run(command.run)}
              >
                {command.stance ? (
                  <StanceMark stance={command.stance} isNamed={false} />
                ) : (
                  <Highlighter aria-hidden className={styles.go} />
                )}
                <span className={styles.words}>{command.label}</span>
                {command.hint && <span className={styles.hint}>{command.hint}</span>}
                {command.keys && <Keys keys={command.keys} />}
              </Command.Item>
            ))}
          </Command.Group>
        )}
        {foundDocuments.length > 0 && words.length > 0 && (
          <Command.Group heading="Documents">
            {foundDocuments.map((one) => (
              <Command.Item
                key={one.id}
                value={`document ${one.id}`}
                className={styles.item}
                onSelect={() => run(() => openTab({ kind: 'document', documentId: one.id, title: one.title }))}
              >
                <FileText aria-hidden />
                <span className={styles.words}>{one.title}</span>
                <span className={styles.hint}>
                  {kindName(one.kind)} · {formatPartialDate(one.dateIssued)}
                </span>
              </Command.Item>
            ))}
          </Command.Group>
        )}
        {foundAgencies.length > 0 && (
          <Command.Group heading="Agencies">
            {foundAgencies.map(({ agency, matchedAlias }) => (
              <Command.Item
                key={agency.id}
                value={`agency ${agency.id}`}
                className={styles.item}
                onSelect={() => run(() => showPassages({ agencyIds: [agency.id] }))}
              >
                <Building2 aria-hidden />
                <span className={styles.words}>{agency.name}</span>
                <span className={styles.hint}>{matchedAlias ?? 'Passages'}</span>
              </Command.Item>
            ))}
          </Command.Group>
        )}
        {foundCommands.length > 0 && (
          <Command.Group heading="Commands">
            {foundCommands.map((command) => (
              <Command.Item
                key={command.id}
                value={`command ${command.id}`}
                className={styles.item}
                onSelect={() => run(() => runCommand(command.id))}
              >
                <CornerDownLeft aria-hidden className={styles.go} />
                <span className={styles.words}>{command.words}</span>
                {command.accelerator && <Keys keys={acceleratorKeys(command.accelerator)} />}
              </Command.Item>
            ))}
          </Command.Group>
        )}
      </Command.List>
    </Command>
  );
}

/** Every command, document and agency behind one field. */
export function CommandPalette({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup className={styles.popup} data-modal="" aria-label="Command palette">
          <Content close={onClose} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
