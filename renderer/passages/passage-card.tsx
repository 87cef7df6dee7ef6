import { NotebookPen, Plus, Quote, Trash2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { PassageView } from '../../shared/contract.ts';
import type { Coding } from '../../shared/domain/passage.ts';
import { useArchiveState } from '../archive-state.ts';
import { showVerification } from '../briefings/verification/verification-state.ts';
import { copyCited } from '../citations/copy-cited.ts';
import { certaintyName, reviewName, voiceName } from '../coding-words.ts';
import { Button, IconButton } from '../components/button.tsx';
import { Checkbox } from '../components/checkbox.tsx';
import { CodingForm } from '../components/coding-form.tsx';
import { markdownWords } from '../components/markdown.tsx';
import { Popover } from '../components/popover.tsx';
import { StanceChip } from '../components/stance.tsx';
import { topicPath } from '../components/topic-matching.ts';
import { VerificationButton } from '../components/verification-mark.tsx';
import { Snippet } from '../documents/snippet.tsx';
import { formatPage, formatPartialDate } from '../formats.ts';
import { marksIn, type SoughtWords } from '../search/sought-words.ts';
import { useVerification } from '../verification.ts';
import { WithdrawalBadge } from '../versions/withdrawal-notice.tsx';
import { InternalBadge } from './internal-badge.tsx';
import { addCoding, deletePassages, openPassage, removeCoding } from './passage-actions.ts';
import styles from './passage-card.module.css';

/** Topic, voice and certainty of a coding, as far as they were said. */
function CodingDetail({ coding }: { readonly coding: Coding }) {
  const topics = useArchiveState((state) => state.codebook.topics);
  const { topicId, voice, certainty } = coding;
  const words = [
    topicId === undefined ? null : topicPath(topics, topicId),
    voice === undefined ? null : voiceName(voice),
    certainty === undefined ? null : certaintyName(certainty),
  ].filter((word) => word !== null);
  return words.length === 0 ? null : <span className={styles.detail}>{words.join(' · ')}</span>;
}

/** Codings of a passage as chips, in the order in which they were made. */
export function Codings({ passage, isEditable }: { readonly passage: PassageView; readonly isEditable: boolean }) {
  const agencies = useArchiveState((state) => state.agenciesById);
  const stances = useArchiveState((state) => state.stancesById);
  return (
    <>
      {passage.codings.map((coding) => {
        const stance = stances.get(coding.stanceId);
        if (!stance) return null;
        return (
          <span key={coding.id} className={styles.coding}>
            <StanceChip
              stance={stance}
              agency={agencies.get(coding.agencyId)?.name ?? 'Unknown agency'}
              {...(isEditable ? { onRemove: () => void removeCoding(passage, coding.id) } : {})}
            />
            <CodingDetail coding={coding} />
          </span>
        );
      })}
    </>
  );
}

/** What PassageCard takes. */
export interface PassageCardProps {
  readonly passage: PassageView;
  readonly isSelected: boolean;
  readonly onSelect: (isSelected: boolean) => void;
  /** False where all cards stand under the document's name. */
  readonly isDocumentShown: boolean;
  /** What is searched for, to be marked in quote and note. */
  readonly words: SoughtWords;
}

/** One passage: quote, source, codings, note, verification. The quote opens the document there. */
export function PassageCard({ passage, isSelected, onSelect, isDocumentShown, words }: PassageCardProps) {
  const [isCoding, setIsCoding] = useState(false);
  const check = useVerification(passage);
  const note = useMemo(() => markdownWords(passage.note), [passage.note]);
  const page = formatPage(passage.page, passage.pageLabel);
  const short = passage.quote.length > 60 ? `${passage.quote.slice(0, 60)}…` : passage.quote;
  return (
    <article className={styles.card} data-selected={isSelected} aria-label={`Passage: ${short}`}>
      <div className={styles.check}>
        <Checkbox label={`Select passage: ${short}`} checked={isSelected} onChange={onSelect} />
      </div>
      <div className={styles.content}>
        <button type="button" className={styles.quote} onClick={() => openPassage(passage)}>
          <span className={styles.words}>
            <Snippet text={passage.quote} marks={marksIn(passage.quote, words, 'quote')} />
          </span>
        </button>
        {passage.note !== '' && (
          <p className={styles.note}>
            <NotebookPen aria-label="Note" />
            <Snippet text={note} marks={marksIn(note, words, 'note')} />
          </p>
        )}
        <div className={styles.codings}>
          <Codings passage={passage} isEditable />
          <Popover
            open={isCoding}
            onOpenChange={setIsCoding}
            label="Add a coding"
            trigger={
              <Button size="s" variant="ghost" icon={<Plus />} aria-label="Add a coding">
                {passage.codings.length === 0 ? 'Add agency and stance' : 'Add'}
              </Button>
            }
          >
            <CodingForm
              onCancel={() => setIsCoding(false)}
              onSubmit={async (coding) => {
                await addCoding([passage.id], coding);
                setIsCoding(false);
              }}
            />
          </Popover>
        </div>
        <footer className={styles.foot}>
          {isDocumentShown && <span className={styles.source}>{passage.documentTitle}</span>}
          {page && <span>{page}</span>}
          <span>{formatPartialDate(passage.dateIssued)}</span>
          {passage.coder !== '' && <span>{passage.coder}</span>}
          {passage.withdrawal && <WithdrawalBadge withdrawal={passage.withdrawal} />}
          {passage.review !== undefined && passage.review !== 'coded' && (
            <span className={styles.review} data-state={passage.review}>
              {reviewName(passage.review)}
            </span>
          )}
          <InternalBadge internal={passage.internal} />
          <VerificationButton check={check} onOpen={() => showVerification(passage.id)} />
        </footer>
      </div>
      <span className={styles.tools}>
        <IconButton label="Copy quote with citation" size="s" onClick={() => void copyCited([passage.id])}>
          <Quote />
        </IconButton>
        <IconButton label="Delete passage" size="s" onClick={() => void deletePassages([passage.id])}>
          <Trash2 />
        </IconButton>
      </span>
    </article>
  );
}
