import {
  BookOpen,
  CircleAlert,
  CircleCheck,
  CircleHelp,
  CircleX,
  Copy,
  type LucideIcon,
  ShieldCheck,
} from 'lucide-react';
import { useMemo, useState } from 'react';
import { wordingOf } from '../../../shared/domain/abridgement.ts';
import { readableQuote } from '../../../shared/domain/readable-quote.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { errorMessage, notify, notifyError } from '../../components/toast.tsx';
import { VerificationMark } from '../../components/verification-mark.tsx';
import { formatPage, formatPartialDate, versionName } from '../../formats.ts';
import { openPassage } from '../../passages/passage-actions.ts';
import { checkFixity } from '../../preservation/preservation-actions.ts';
import { hasPages } from '../../reader/open-pages.ts';
import { abridgementWords, checkWords, type Finding, fixityWords } from './check-words.ts';
import { compareQuote, isSameQuote, preservedWords, type QuotePiece } from './quote-differences.ts';
import { SourcePages } from './source-page.tsx';
import { placesOfQuote } from './source-places.ts';
import { SourceWords } from './source-words.tsx';
import { type Evidence, useEvidence, useOriginalFixity } from './use-evidence.ts';
import styles from './verification.module.css';
import { type VerifiedQuote, verificationStore } from './verification-state.ts';

const ICONS: Readonly<Record<Finding['tone'], LucideIcon>> = {
  good: CircleCheck,
  doubtful: CircleAlert,
  bad: CircleX,
  unknown: CircleHelp,
};

function FindingLine({ finding }: { readonly finding: Finding }) {
  const Icon = ICONS[finding.tone];
  return (
    <p className={styles.finding} data-tone={finding.tone}>
      <Icon aria-hidden />
      <span>{finding.words}</span>
    </p>
  );
}

function PieceOfQuote({ piece }: { readonly piece: QuotePiece }) {
  if (piece.kind === 'printed') return <ins>{piece.text}</ins>;
  if (piece.kind === 'preserved') return <del>{piece.text}</del>;
  return <span>{piece.text}</span>;
}

/** The words as they are printed and, if they are not those preserved, how they differ. */
function PrintedQuote({ evidence, printed }: { readonly evidence: Evidence; readonly printed: string | null }) {
  const { passage, check, text } = evidence;
  const shown = printed ?? readableQuote(passage.quote);
  const preserved = preservedWords(passage, check, text);
  const pieces = useMemo(() => (preserved === null ? [] : compareQuote(shown, preserved)), [shown, preserved]);
  const isAltered = preserved !== null && !isSameQuote(pieces);
  const keyed = pieces.map((piece, index) => ({ key: `${index} ${piece.kind}`, piece }));
  return (
    <>
      <section aria-label="As printed">
        <h3 className={styles.heading}>As printed</h3>
        {shown === '' ? (
          <p className={styles.quote}>An area of the page, without words.</p>
        ) : (
          <blockquote className={styles.quote}>“{shown}”</blockquote>
        )}
      </section>
      {isAltered && (
        <section aria-label="Differences from the preserved text">
          <h3 className={styles.heading}>Against the preserved text</h3>
          <p className={styles.compared}>
            {keyed.map(({ key, piece }) => (
              <span key={key}>
                <PieceOfQuote piece={piece} />{' '}
              </span>
            ))}
          </p>
          <p className={styles.legend}>
            <del>struck out</del> in the source alone · <ins>underlined</ins> in print alone
          </p>
        </section>
      )}
    </>
  );
}

function copyHash(sha256: string): void {
  navigator.clipboard.writeText(sha256).then(
    () => notify('Hash copied'),
    (error) => notifyError('The hash was not copied', error),
  );
}

/** Document, version, page and hash of what a quote is from, and what was found of its bytes. */
function Facts({ evidence }: { readonly evidence: Evidence }) {
  const { passage, content } = evidence;
  const { version, document } = content;
  const fixity = fixityWords(useOriginalFixity(evidence));
  const [isHashing, setIsHashing] = useState(false);
  const page = formatPage(passage.page, passage.pageLabel);
  const rehash = () => {
    setIsHashing(true);
    void checkFixity([passage.documentId]).finally(() => setIsHashing(false));
  };
  return (
    <section aria-label="Where it is from">
      <h3 className={styles.heading}>Where it is from</h3>
      <dl className={styles.facts}>
        <dt>Document</dt>
        <dd>{document.title}</dd>
        <dt>Issued</dt>
        <dd>{document.dateIssued === null ? 'Not known' : formatPartialDate(document.dateIssued)}</dd>
        <dt>Version</dt>
        <dd>
          {versionName(version.number, Math.max(...document.versions.map(({ number }) => number)))} · {version.fileName}
        </dd>
        {page !== null && (
          <>
            <dt>Page</dt>
            <dd>{page}</dd>
          </>
        )}
        <dt>SHA-256</dt>
        <dd className={styles.hash}>{version.sha256}</dd>
        <dt>Fixity</dt>
        <dd>
          <FindingLine finding={fixity} />
        </dd>
      </dl>
      <div className={styles.tools}>
        <Button size="s" icon={<Copy />} onClick={() => copyHash(version.sha256)}>
          Copy hash
        </Button>
        <Button size="s" icon={<ShieldCheck />} disabled={isHashing} onClick={rehash}>
          {isHashing ? 'Hashing…' : 'Hash the original now'}
        </Button>
      </div>
    </section>
  );
}

/** The page, or the text, that the quote is from. */
function Source({ evidence }: { readonly evidence: Evidence }) {
  const { passage, check, content, text } = evidence;
  const [trouble, setTrouble] = useState<string | null>(null);
  const places = useMemo(() => placesOfQuote(passage, check), [passage, check]);
  const isPaged = hasPages(content) && trouble === null;
  return (
    <div role="region" className={styles.source} aria-label="In the source" tabIndex={0}>
      {trouble !== null && (
        <p role="alert" className={styles.trouble}>
          The page can’t be shown, so here is its preserved text. {trouble}
        </p>
      )}
      {isPaged ? (
        <SourcePages evidence={evidence} places={places} onTrouble={setTrouble} />
      ) : (
        <SourceWords text={text} places={places} />
      )}
    </div>
  );
}

function Content({ evidence, printed }: { readonly evidence: Evidence; readonly printed: string | null }) {
  const abridgement = useMemo(
    () => abridgementWords(evidence.passage.quote, printed),
    [evidence.passage.quote, printed],
  );
  const wording = useMemo(() => wordingOf(evidence.passage.quote, printed), [evidence.passage.quote, printed]);
  return (
    <div className={styles.content}>
      <div className={styles.account}>
        <section aria-label="Result of the check">
          <h3 className={styles.heading}>
            Result of the check <VerificationMark check={evidence.check} wording={wording} />
          </h3>
          <FindingLine finding={checkWords(evidence.check)} />
          {abridgement !== null && <FindingLine finding={abridgement} />}
        </section>
        <PrintedQuote evidence={evidence} printed={printed} />
        <Facts evidence={evidence} />
      </div>
      <Source evidence={evidence} />
    </div>
  );
}

/** What QuoteVerification takes. */
export interface QuoteVerificationProps {
  readonly quote: VerifiedQuote;
  readonly onClose: () => void;
}

/** One quote beside the page that it is from, with document, hash and what the checks found. Open while it is mounted. */
export function QuoteVerification({ quote, onClose }: QuoteVerificationProps) {
  const { evidence, error } = useEvidence(quote.passageId);
  return (
    <Dialog
      open
      onClose={onClose}
      size="xl"
      title="Verification of a quote"
      footer={
        <>
          <Button onClick={onClose}>Close</Button>
          <Button
            variant="primary"
            icon={<BookOpen />}
            disabled={evidence === null}
            onClick={() => {
              if (evidence === null) return;
              onClose();
              openPassage(evidence.passage);
            }}
          >
            Open in reader
          </Button>
        </>
      }
    >
      {evidence !== null && <Content key={quote.passageId} evidence={evidence} printed={quote.printed} />}
      {evidence === null && (
        <p role={error ? 'alert' : 'status'} className={error ? styles.trouble : styles.waiting}>
          {error ? errorMessage(error) : 'Checking the quote against its source…'}
        </p>
      )}
    </Dialog>
  );
}

/** The verification dialog of the window, for the quote that `showVerification` named. */
export function VerificationDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const quote = verificationStore((state) => state.quote);
  return open && quote !== null ? <QuoteVerification quote={quote} onClose={onClose} /> : null;
}
