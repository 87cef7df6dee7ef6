import { ArchiveRestore, BookOpen, Package, Trash2 } from 'lucide-react';
import { useContext, useState } from 'react';
import type { DocumentSummary } from '../../shared/contract.ts';
import type { DocumentKind, DocumentMetadata } from '../../shared/domain/document.ts';
import { OnScreen } from '../archive-query.ts';
import { exportAsBag } from '../bag/bag-selection.ts';
import { AgencyCombobox } from '../components/agency-combobox.tsx';
import { Button } from '../components/button.tsx';
import { Field, TextInput } from '../components/field.tsx';
import { Select } from '../components/select.tsx';
import { errorMessage, notify, notifyError } from '../components/toast.tsx';
import { count } from '../formats.ts';
import { DocumentFixity } from '../preservation/document-fixity.tsx';
import { FixityBanner } from '../preservation/fixity-banner.tsx';
import { openTab } from '../tabs-state.ts';
import { useSourceDocument } from '../use-record.ts';
import { JoinVersions } from '../versions/join-versions.tsx';
import { VersionCommands } from '../versions/version-commands.tsx';
import { VersionsList, WithdrawalControl } from '../versions/versions-list.tsx';
import { resolveAgency, restoreDocuments, updateDocuments } from './document-actions.ts';
import { DocumentForm, KIND_OPTIONS } from './document-form.tsx';
import styles from './document-inspector.module.css';
import { DocumentProvenance } from './document-provenance.tsx';

/** What DocumentInspector takes. */
export interface DocumentInspectorProps {
  readonly documents: readonly DocumentSummary[];
  readonly isTrash: boolean;
  readonly onTrash: () => void;
}

function BulkForm({ documents }: { readonly documents: readonly DocumentSummary[] }) {
  const [collection, setCollection] = useState('');
  const ids = documents.map((document) => document.id);
  const apply = (change: Partial<DocumentMetadata>) => {
    updateDocuments(ids, change).then(
      () => notify(`${count(ids.length, 'document')} changed`),
      (error) => notifyError('Not every document was changed', error),
    );
  };
  const shared = <T,>(read: (document: DocumentSummary) => T): T | null => {
    const [first, ...rest] = documents.map(read);
    return first !== undefined && rest.every((value) => value === first) ? first : null;
  };
  const kind = shared((document) => document.kind);
  const options: readonly { readonly value: DocumentKind | ''; readonly label: string }[] =
    kind === null ? [{ value: '', label: 'Different kinds' }, ...KIND_OPTIONS] : KIND_OPTIONS;
  return (
    <div className={styles.form}>
      <Field label="Kind of all">
        {(fieldIds) => (
          <Select
            id={fieldIds.id}
            value={kind ?? ''}
            options={options}
            onChange={(value) => value !== '' && apply({ kind: value })}
          />
        )}
      </Field>
      <Field label="Issuer of all">
        {(fieldIds) => (
          <AgencyCombobox
            id={fieldIds.id}
            value={shared((document) => document.issuerId)}
            placeholder="Agency that issued them"
            onChange={(value) => {
              resolveAgency(value).then(
                (issuerId) => apply({ issuerId }),
                (error) => notifyError('The agency was not added', error),
              );
            }}
          />
        )}
      </Field>
      <Field label="Collection of all" hint="Enter puts all of them there.">
        {(fieldIds) => (
          <TextInput
            {...fieldIds}
            value={collection}
            placeholder={shared((document) => document.collection) ?? 'Collection'}
            onChange={(event) => setCollection(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') apply({ collection: collection.trim() === '' ? null : collection.trim() });
            }}
          />
        )}
      </Field>
    </div>
  );
}

function OneDocument({ summary }: { readonly summary: DocumentSummary }) {
  const { record: document, error } = useSourceDocument(summary.id);
  const isOnScreen = useContext(OnScreen);
  if (error && !document) return <p role="alert">{`${summary.title} could not be read. ${errorMessage(error)}`}</p>;
  if (document === null) return null;
  const withdrawal = <WithdrawalControl document={document} />;
  return (
    <>
      <VersionCommands document={document} active={isOnScreen} />
      {document.withdrawal && withdrawal}
      <DocumentForm key={document.id} document={document} />
      {!document.withdrawal && withdrawal}
      <VersionsList document={document} />
      <DocumentFixity documentId={document.id} title={document.title} />
      <DocumentProvenance document={document} />
    </>
  );
}

/** What is selected in the Documents view: metadata to edit and provenance, or a form for several at once. */
export function DocumentInspector({ documents, isTrash, onTrash }: DocumentInspectorProps) {
  const [first] = documents;
  if (!first) return <p className={styles.hint}>Select a document to see and edit what is known about it.</p>;
  return (
    <div className={styles.inspector}>
      {documents.length === 1 && <FixityBanner documentId={first.id} />}
      <header className={styles.header}>
        <h2 className={styles.title}>{documents.length === 1 ? first.title : `${documents.length} documents`}</h2>
        <div className={styles.actions}>
          {documents.length === 1 && (
            <Button
              variant="primary"
              size="s"
              icon={<BookOpen />}
              onClick={() => openTab({ kind: 'document', documentId: first.id, title: first.title })}
            >
              Read
            </Button>
          )}
          {isTrash ? (
            <Button size="s" icon={<ArchiveRestore />} onClick={() => void restoreDocuments(documents)}>
              Restore
            </Button>
          ) : (
            <>
              <Button size="s" icon={<Package />} onClick={() => exportAsBag(documents.map(({ id }) => id))}>
                Export as bag…
              </Button>
              <Button size="s" icon={<Trash2 />} onClick={onTrash}>
                Move to trash
              </Button>
            </>
          )}
        </div>
      </header>
      {documents.length === 1 ? <OneDocument key={first.id} summary={first} /> : <BulkForm documents={documents} />}
      {documents.length === 2 && !isTrash && <JoinVersions documents={documents} />}
    </div>
  );
}
