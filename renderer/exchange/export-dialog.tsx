import {
  BookMarked,
  Braces,
  FileSpreadsheet,
  FolderOpen,
  type LucideIcon,
  Package,
  Quote,
  Table2,
  Tags,
  Upload,
} from 'lucide-react';
import { useEffect, useState } from 'react';
import type { MethodOutput } from '../../shared/contract.ts';
import { EXPORT_FORMATS, type ExportExtension, type ExportTable } from '../../shared/exchange/formats.ts';
import { call } from '../archive-client.ts';
import { useArchiveQuery } from '../archive-query.ts';
import { useArchiveState } from '../archive-state.ts';
import { isWorkedOn } from '../briefings/templates/template-words.ts';
import { Button } from '../components/button.tsx';
import { Checkbox } from '../components/checkbox.tsx';
import { ChoiceCards } from '../components/choice-cards.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Field } from '../components/field.tsx';
import { Outcome, OutcomeList, Refused } from '../components/outcome.tsx';
import { Select } from '../components/select.tsx';
import { notifyError } from '../components/toast.tsx';
import { count, formatBytes } from '../formats.ts';
import styles from './exchange.module.css';
import { exchangeStore } from './exchange-state.ts';
import { fileNameOf, holdsNotes, holdsPassages } from './export-choices.ts';
import { ExportProgressLine } from './export-progress.tsx';
import { useExportJob } from './use-export-job.ts';

type Written = MethodOutput<'exchange.export'>;

const ICONS: Readonly<Record<ExportExtension, LucideIcon>> = {
  csv: Table2,
  xlsx: FileSpreadsheet,
  jsonld: Braces,
  qdpx: Package,
  qdc: Tags,
  ris: BookMarked,
  json: Quote,
};

const FORMATS = EXPORT_FORMATS.map(({ extension, name, holds }) => {
  const Icon = ICONS[extension];
  return { value: extension, label: name, hint: holds, icon: <Icon /> };
});

const TABLES: readonly { readonly value: ExportTable; readonly label: string }[] = [
  { value: 'codings', label: 'Codings, one a line' },
  { value: 'passages', label: 'Passages, one a line' },
  { value: 'documents', label: 'Documents, one a line' },
  { value: 'codebook', label: 'The codebook' },
];

/** What of the archive is written: all, what Passages is filtered by, or what one briefing quotes. */
type Scope = 'all' | 'filter' | `briefing:${string}`;

function reveal(path: string): void {
  call('app.reveal', { what: 'export', path }).catch((error) => notifyError('The file was not shown', error));
}

/** Writes passages, codings, the codebook or the sources for other programs. */
export function ExchangeExportDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const request = exchangeStore();
  const title = useArchiveState((state) => state.status?.info.title ?? '');
  const { data: briefings } = useArchiveQuery('briefing.list', open ? {} : null, ['briefing']);
  const [format, setFormat] = useState<ExportExtension>('xlsx');
  const [table, setTable] = useState<ExportTable>('codings');
  const [scope, setScope] = useState<Scope>('all');
  const [isNamingCoders, setIsNamingCoders] = useState(false);
  const [hasNotes, setHasNotes] = useState(true);
  const [hasOriginals, setHasOriginals] = useState(true);
  const task = useExportJob<Written>();
  useEffect(() => {
    if (!open) return;
    const { briefingId, filter, format: asked } = request;
    setScope(briefingId !== null ? `briefing:${briefingId}` : filter !== null ? 'filter' : 'all');
    if (asked !== null) setFormat(asked);
  }, [open, request]);
  const close = () => {
    task.stop();
    task.clear();
    onClose();
  };
  const isOfPassages = holdsPassages(format, table);
  const scopes: readonly { readonly value: Scope; readonly label: string }[] = [
    { value: 'all', label: 'Everything' },
    ...(request.filter === null ? [] : [{ value: 'filter' as const, label: 'What Passages is filtered by' }]),
    ...(briefings ?? []).filter(isWorkedOn).map((briefing) => ({
      value: `briefing:${briefing.id}` as const,
      label: `Quoted in “${briefing.title}”`,
    })),
  ];
  const write = async () => {
    try {
      const to = await call('app.chooseSavePath', {
        suggestedName: fileNameOf(title, format, table),
        extension: format,
        title: 'Export for Other Programs',
      });
      if (to === null) return;
      await task.run((jobId) =>
        call('exchange.export', {
          to,
          jobId,
          ...(scope === 'filter' && request.filter !== null ? { filter: request.filter } : {}),
          ...(scope.startsWith('briefing:') ? { briefingId: scope.slice('briefing:'.length) } : {}),
          ...(format === 'csv' ? { table } : {}),
          includeCoders: isNamingCoders,
          includeNotes: hasNotes,
          ...(format === 'qdpx' ? { includeOriginals: hasOriginals } : {}),
        }),
      );
    } catch (error) {
      notifyError('No place was chosen', error);
    }
  };
  const { result } = task;
  return (
    <Dialog
      open={open}
      onClose={close}
      size="l"
      title="Export for other programs"
      description="Passages with their codings, the codebook and the sources, in forms that other programs read. What is marked internal stays in the house."
      footer={
        <>
          <Button onClick={close}>{result === null ? 'Cancel' : 'Close'}</Button>
          {result === null ? (
            <Button variant="primary" icon={<Upload />} disabled={task.isBusy} onClick={() => void write()}>
              Export…
            </Button>
          ) : (
            <Button variant="primary" icon={<FolderOpen />} onClick={() => reveal(result.file)}>
              Show in folder
            </Button>
          )}
        </>
      }
    >
      <div className={styles.content}>
        {result === null ? (
          <>
            <ChoiceCards label="Format" value={format} options={FORMATS} onChange={setFormat} disabled={task.isBusy} />
            <div className={styles.options}>
              {format === 'csv' && (
                <Field label="Table" layout="row">
                  {({ id }) => <Select id={id} value={table} options={TABLES} onChange={setTable} />}
                </Field>
              )}
              {(isOfPassages || format === 'ris' || format === 'json') && scopes.length > 1 && (
                <Field label="What" layout="row">
                  {({ id }) => <Select id={id} value={scope} options={scopes} onChange={setScope} />}
                </Field>
              )}
              {holdsNotes(format, table) && (
                <Checkbox label="Notes on passages" isLabelShown checked={hasNotes} onChange={setHasNotes} />
              )}
              {isOfPassages && (
                <Checkbox label="Names of coders" isLabelShown checked={isNamingCoders} onChange={setIsNamingCoders} />
              )}
              {format === 'qdpx' && (
                <Checkbox label="The originals" isLabelShown checked={hasOriginals} onChange={setHasOriginals} />
              )}
            </div>
          </>
        ) : (
          <Result written={result} />
        )}
        <ExportProgressLine job={task} />
        {task.failure !== null && <Refused>{task.failure}</Refused>}
      </div>
    </Dialog>
  );
}

function Result({ written }: { readonly written: Written }) {
  const { documents, passages, codings, internal, flagged, skipped } = written;
  const numbers = [
    [documents, 'document'],
    [passages, 'passage'],
    [codings, 'coding'],
  ] as const;
  const held = numbers.flatMap(([number, one]) => (number === 0 ? [] : [count(number, one)]));
  return (
    <>
      <Outcome tone={flagged.length === 0 ? 'good' : 'doubtful'} title="Written">
        <p>{[...held, formatBytes(written.byteLength)].join(' · ')}</p>
        <p>{written.file}</p>
        {internal > 0 && (
          <p>{count(internal, 'internal passage or note', 'internal passages and notes')} stayed in the archive.</p>
        )}
      </Outcome>
      <OutcomeList
        title={flagged.length === 1 ? 'This quote is not clean' : `${flagged.length} quotes are not clean`}
        tone="doubtful"
        lines={flagged.map(({ passageId, quote, check }) => ({
          key: passageId,
          words: `“${quote}”`,
          detail: check.reason,
        }))}
      />
      <OutcomeList
        title={`Left out: ${skipped.length}`}
        tone="doubtful"
        lines={skipped.map(({ passageId, name, reason }, index) => ({
          key: `${index} ${passageId ?? ''}`,
          words: name,
          detail: reason,
        }))}
      />
    </>
  );
}
