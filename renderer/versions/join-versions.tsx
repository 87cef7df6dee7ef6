import { ArrowLeftRight, Layers } from 'lucide-react';
import { useRef, useState } from 'react';
import type { DocumentSummary } from '../../shared/contract.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { formatPartialDate } from '../formats.ts';
import styles from './join-versions.module.css';
import { joinVersions } from './version-actions.ts';

/** The two documents, the one that was issued or, if a date is not known, added first before the other. */
function inOrder(documents: readonly DocumentSummary[]): readonly DocumentSummary[] {
  const areDated = documents.every(({ dateIssued }) => dateIssued !== null);
  const key = ({ dateIssued, addedAt }: DocumentSummary) => `${areDated ? dateIssued : ''} ${addedAt}`;
  return [...documents].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

/** Offers to make one of two documents the newest version of the other. */
export function JoinVersions({ documents }: { readonly documents: readonly DocumentSummary[] }) {
  const [isOpen, setIsOpen] = useState(false);
  const [isSwapped, setIsSwapped] = useState(false);
  const joinButton = useRef<HTMLButtonElement>(null);
  const [first, second] = isSwapped ? [...inOrder(documents)].reverse() : inOrder(documents);
  if (first === undefined || second === undefined) return null;
  const join = () => {
    void joinVersions(second, first).then((isDone) => isDone && setIsOpen(false));
  };
  return (
    <>
      <Button icon={<Layers />} onClick={() => setIsOpen(true)}>
        Make them versions of one document…
      </Button>
      <Dialog
        open={isOpen}
        onClose={() => setIsOpen(false)}
        initialFocus={joinButton}
        title="Versions of one document"
        description="Both stay readable and quotable. Passages keep the version they were made on; those of the older one are looked for in the newer one. It can be undone."
        footer={
          <>
            <Button onClick={() => setIsOpen(false)}>Cancel</Button>
            <Button ref={joinButton} variant="primary" onClick={join}>
              Join
            </Button>
          </>
        }
      >
        <ol className={styles.order}>
          {[first, second].map((document, index) => (
            <li key={document.id}>
              <span className={styles.role}>{index === 0 ? 'Older' : 'Newest version'}</span>
              <span className={styles.title}>{document.title}</span>
              <span className={styles.more}>
                {document.fileName} · {formatPartialDate(document.dateIssued)}
              </span>
            </li>
          ))}
        </ol>
        <Button size="s" variant="ghost" icon={<ArrowLeftRight />} onClick={() => setIsSwapped(!isSwapped)}>
          The other way round
        </Button>
      </Dialog>
    </>
  );
}
