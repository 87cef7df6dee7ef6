import type { DocumentMetadata, SourceDocument } from '../../shared/domain/document.ts';
import { DOCUMENT_KINDS } from '../../shared/domain/vocabulary.ts';
import { call } from '../archive-client.ts';
import { AgencyCombobox } from '../components/agency-combobox.tsx';
import { DraftField } from '../components/draft-field.tsx';
import { Field } from '../components/field.tsx';
import { Select } from '../components/select.tsx';
import { notifyError } from '../components/toast.tsx';
import { formatTime, kindName } from '../formats.ts';
import { resolveAgency } from './document-actions.ts';
import styles from './document-inspector.module.css';

/** Choices for a document's kind. */
export const KIND_OPTIONS = DOCUMENT_KINDS.map((kind) => ({ value: kind, label: kindName(kind) }));

/** The metadata of one document; every field saves itself. */
export function DocumentForm({ document }: { readonly document: SourceDocument }) {
  const { id } = document;
  const update = (change: Partial<DocumentMetadata>) => call('document.update', { id, ...change });
  const updateLoudly = (change: Partial<DocumentMetadata>) => {
    update(change).catch((error) => notifyError('The document was not changed', error));
  };
  const orNull = (value: string) => (value.trim() === '' ? null : value.trim());
  const setIssuer = (value: string | null) => {
    resolveAgency(value).then(
      (issuerId) => updateLoudly({ issuerId }),
      (error) => notifyError('The agency was not added', error),
    );
  };
  // An instant reads as day and time; what is typed instead is a date.
  const { dateCaptured } = document;
  const captured = dateCaptured?.includes('T') ? formatTime(dateCaptured) : (dateCaptured ?? '');
  return (
    <div className={styles.form}>
      <DraftField
        label="Title"
        isGrowing
        value={document.title}
        onSave={(title) => update({ title: title.replace(/\s+/g, ' ') })}
      />
      <div className={styles.pair}>
        <Field label="Kind">
          {(ids) => (
            <Select
              id={ids.id}
              value={document.kind}
              options={KIND_OPTIONS}
              onChange={(kind) => updateLoudly({ kind })}
            />
          )}
        </Field>
        <DraftField
          label="Date issued"
          placeholder="YYYY-MM-DD"
          value={document.dateIssued ?? ''}
          onSave={(value) => update({ dateIssued: orNull(value) })}
        />
      </div>
      <Field label="Issuer">
        {(ids) => (
          <AgencyCombobox
            id={ids.id}
            value={document.issuerId}
            placeholder="Agency that issued it"
            isClearable
            onChange={setIssuer}
          />
        )}
      </Field>
      <DraftField label="Author" value={document.author ?? ''} onSave={(value) => update({ author: orNull(value) })} />
      <DraftField
        label="Collection"
        placeholder="For example Police / Nevada"
        value={document.collection ?? ''}
        onSave={(value) => update({ collection: orNull(value) })}
      />
      <DraftField
        label="Source URL"
        placeholder="https://"
        value={document.sourceUrl ?? ''}
        onSave={(value) => update({ sourceUrl: orNull(value) })}
      />
      <DraftField
        label="Date captured"
        placeholder="YYYY-MM-DD"
        value={captured}
        {...(dateCaptured?.includes('T') ? { hint: `Recorded as ${dateCaptured}` } : {})}
        onSave={(value) => update({ dateCaptured: orNull(value) })}
      />
      <DraftField label="Notes" isLong value={document.notes} onSave={(notes) => update({ notes })} />
    </div>
  );
}
