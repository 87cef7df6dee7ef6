import { useState } from 'react';
import type { PdfAnnotation } from '../../shared/contract/annotations.ts';
import { readableQuote } from '../../shared/domain/readable-quote.ts';
import { call } from '../archive-client.ts';
import { Button } from '../components/button.tsx';
import { Checkbox } from '../components/checkbox.tsx';
import { Dialog } from '../components/dialog.tsx';
import { errorMessage, notify } from '../components/toast.tsx';
import { count, formatPartialDate } from '../formats.ts';
import { undoable } from '../undoable.ts';
import styles from './annotations.module.css';

const KIND_NAMES: Readonly<Record<PdfAnnotation['kind'], string>> = {
  highlight: 'Highlight',
  underline: 'Underline',
  'strike-out': 'Struck out',
  squiggly: 'Squiggly line',
  note: 'Note',
  'free-text': 'Text on the page',
  area: 'Area',
};

/** What ImportAnnotationsDialog takes. */
export interface ImportAnnotationsDialogProps {
  readonly documentId: string;
  readonly version: number;
  /** Null while they are being read. */
  readonly found: readonly PdfAnnotation[] | null;
  /** Why they could not be read, or null. */
  readonly trouble: unknown;
  readonly onClose: () => void;
}

const isOpen = ({ passageId, obstacle }: PdfAnnotation): boolean => passageId === null && obstacle === null;

/** How many agencies and stances the comments of an exported copy code with, and the stances that the codebook has not. */
function namesIn(open: readonly PdfAnnotation[]) {
  const codings = open.flatMap((each) => each.codings);
  return {
    agencies: new Set(codings.map(({ agency }) => agency)).size,
    stances: new Set(codings.map(({ stance }) => stance)).size,
    unknown: [...new Set(open.flatMap(({ unknownStances }) => unknownStances))],
  };
}

/** Lists what others marked on a PDF, to choose what is to become passages. */
export function ImportAnnotationsDialog(props: ImportAnnotationsDialogProps) {
  const { documentId, version, found, trouble, onClose } = props;
  const [dropped, setDropped] = useState<ReadonlySet<string>>(new Set());
  const [withCodings, setWithCodings] = useState(true);
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const open = (found ?? []).filter(isOpen);
  const chosen = open.filter(({ id }) => !dropped.has(id));
  const coded = chosen.filter(({ codings }) => codings.length > 0).length;
  const named = namesIn(open);
  const choose = (ids: readonly string[], isChosen: boolean) => {
    const next = new Set(dropped);
    for (const id of ids) {
      if (isChosen) next.delete(id);
      else next.add(id);
    }
    setDropped(next);
  };
  const importNow = async () => {
    setIsBusy(true);
    setFailure(null);
    try {
      const only = chosen.map(({ id }) => id);
      const { value, undo } = await undoable(
        'Import annotations',
        ({ eventType }) => eventType === 'passage.import',
        () =>
          call('passage.importAnnotations', {
            ...{ documentId, version, only },
            withCodings: coded > 0 && withCodings,
          }),
      );
      onClose();
      notify(`${count(value.passages.length, 'passage')} imported, to be reviewed`, undo);
    } catch (error) {
      setFailure(errorMessage(error));
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      size="l"
      title="Highlights and comments in this PDF"
      description="Those you choose become passages that wait for your review. Their comments become notes; the PDF stays as it is."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={isBusy || chosen.length === 0} onClick={() => void importNow()}>
            {chosen.length === 0 ? 'Import' : `Import ${chosen.length}`}
          </Button>
        </>
      }
    >
      {found === null && trouble === null && (
        <p role="status" className={styles.hint}>
          Reading the PDF…
        </p>
      )}
      {trouble !== null && found === null && (
        <p role="alert" className={styles.failure}>
          {errorMessage(trouble)}
        </p>
      )}
      {open.length > 0 && (
        <div className={styles.all}>
          <Checkbox
            isLabelShown
            label={`All ${open.length}`}
            checked={chosen.length === open.length}
            isMixed={chosen.length > 0 && chosen.length < open.length}
            onChange={(isChosen) =>
              choose(
                open.map(({ id }) => id),
                isChosen,
              )
            }
          />
          {named.agencies > 0 && (
            <Checkbox
              isLabelShown
              label={`This copy names ${count(named.agencies, 'agency', 'agencies')} and ${count(named.stances, 'stance')}: code by them`}
              checked={withCodings}
              onChange={setWithCodings}
            />
          )}
        </div>
      )}
      {named.unknown.length > 0 && (
        <p className={styles.hint}>
          The codebook has no stance {named.unknown.map((name) => `“${name}”`).join(', ')}: what this copy says with{' '}
          {named.unknown.length === 1 ? 'it' : 'them'} comes in as a note. Add{' '}
          {named.unknown.length === 1 ? 'it' : 'them'} to the codebook first to code by{' '}
          {named.unknown.length === 1 ? 'it' : 'them'}.
        </p>
      )}
      <ul className={styles.list} aria-label="Highlights and comments">
        {(found ?? []).map((annotation) => (
          <Row
            key={annotation.id}
            annotation={annotation}
            isChosen={isOpen(annotation) && !dropped.has(annotation.id)}
            onChange={(isChosen) => choose([annotation.id], isChosen)}
          />
        ))}
      </ul>
      {failure && (
        <p role="alert" className={styles.failure}>
          {failure}
        </p>
      )}
    </Dialog>
  );
}

function Row(props: {
  readonly annotation: PdfAnnotation;
  readonly isChosen: boolean;
  readonly onChange: (isChosen: boolean) => void;
}) {
  const { annotation, isChosen, onChange } = props;
  const { kind, page, quote, author, contents, date, color, passageId, obstacle } = annotation;
  const words = quote === null ? null : readableQuote(quote);
  const origin = [`Page ${page}`, KIND_NAMES[kind], author, date === null ? null : formatPartialDate(date)];
  return (
    <li className={styles.row} data-closed={isOpen(annotation) ? undefined : ''}>
      <Checkbox
        label={`${KIND_NAMES[kind]} on page ${page}: ${words ?? contents}`}
        checked={isChosen}
        disabled={!isOpen(annotation)}
        onChange={onChange}
      />
      <div className={styles.what}>
        {words !== null && (
          <p className={styles.quote} style={color === null ? {} : { borderColor: color }}>
            {words}
          </p>
        )}
        {contents !== '' && <p className={styles.comment}>{contents}</p>}
        <p className={styles.origin}>
          {origin.filter((part) => part !== null).join(' · ')}
          {passageId !== null && <strong> · Already a passage</strong>}
          {passageId === null && obstacle !== null && <strong> · {obstacle}</strong>}
          {passageId === null && obstacle === null && words === null && ' · becomes an area of the page'}
        </p>
      </div>
    </li>
  );
}
