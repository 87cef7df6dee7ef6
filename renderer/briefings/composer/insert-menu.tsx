import { Popover } from '@base-ui/react/popover';
import { Command } from 'cmdk';
import {
  BookMarked,
  Building2,
  CalendarRange,
  ClipboardList,
  Grid3x3,
  Heading1,
  Heading2,
  Heading3,
  Library,
  List,
  ListFilter,
  ListOrdered,
  type LucideIcon,
  MessageSquareQuote,
  SeparatorHorizontal,
  Superscript,
  Table,
  TextQuote,
} from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { useArchiveQuery, useLastKnown } from '../../archive-query.ts';
import { useArchiveState } from '../../archive-state.ts';
import { matchAgencies } from '../../components/agency-matching.ts';
import popover from '../../components/popover.module.css';
import { StanceMark } from '../../components/stance.tsx';
import { formatPartialDate } from '../../formats.ts';
import { type InsertChoice, matchChoices } from './insert-choices.ts';
import styles from './insert-menu.module.css';
import type { QuoteForm } from './page-commands.ts';
import { shortWords, wholeWords } from './quote-words.ts';
import { isPlainSlash } from './slash.ts';

const ICONS: Readonly<Record<InsertChoice, LucideIcon>> = {
  quote: MessageSquareQuote,
  inlineQuote: TextQuote,
  citation: BookMarked,
  section: ListFilter,
  matrix: Grid3x3,
  timeline: CalendarRange,
  profile: Building2,
  sources: Library,
  method: ClipboardList,
  heading1: Heading1,
  heading2: Heading2,
  heading3: Heading3,
  bulletList: List,
  orderedList: ListOrdered,
  table: Table,
  footnote: Superscript,
  pageBreak: SeparatorHorizontal,
};

/** What was chosen to be put in. */
export type Insertion =
  | { readonly kind: Exclude<InsertChoice, QuoteForm | 'profile'> }
  | { readonly kind: QuoteForm; readonly passageId: string }
  | { readonly kind: 'profile'; readonly agencyId: string };

/** Where the menu opens: a rectangle of the window. */
export interface InsertPlace {
  readonly getBoundingClientRect: () => DOMRect;
}

/** What InsertMenu takes. */
export interface InsertMenuProps {
  readonly place: InsertPlace;
  /** True if a slash on the page opened it: what is typed then are words of the page unless something is chosen. */
  readonly isFromSlash?: boolean;
  /** Null: closed without a choice. `words` were typed and belong to the page, or null. */
  readonly onClose: (insertion: Insertion | null, words: string | null) => void;
}

/** Passages offered at once. */
const MOST = 30;

type Step = 'choice' | QuoteForm | 'profile';

const PROMPTS: Readonly<Record<Step, string>> = {
  choice: 'Insert…',
  quote: 'Words of the passage to quote',
  inlineQuote: 'Words of the passage to quote in the sentence',
  citation: 'Words of the passage to cite',
  profile: 'Name of the agency',
};

function Choices({ typed, onChoose }: { readonly typed: string; readonly onChoose: (id: InsertChoice) => void }) {
  const found = matchChoices(typed);
  const groups = typed.trim() === '' ? [...new Set(found.map(({ group }) => group))] : [null];
  return groups.map((group) => (
    <Command.Group key={group ?? ''} {...(group === null ? {} : { heading: group })}>
      {found
        .filter((choice) => group === null || choice.group === group)
        .map(({ id, label }) => {
          const Icon = ICONS[id];
          return (
            <Command.Item key={id} value={id} className={styles.item} onSelect={() => onChoose(id)}>
              <Icon aria-hidden />
              {label}
            </Command.Item>
          );
        })}
    </Command.Group>
  ));
}

function Passages({ typed, onChoose }: { readonly typed: string; readonly onChoose: (id: string) => void }) {
  const text = typed.trim();
  const { data } = useArchiveQuery('passage.list', { text, limit: MOST }, ['passage', 'document', 'stance']);
  const passages = useLastKnown(data)?.passages ?? [];
  const stances = useArchiveState((state) => state.stancesById);
  return passages.map((passage) => {
    const stance = stances.get(passage.codings[0]?.stanceId ?? '');
    return (
      <Command.Item key={passage.id} value={passage.id} className={styles.item} onSelect={() => onChoose(passage.id)}>
        {stance === undefined ? <MessageSquareQuote aria-hidden /> : <StanceMark stance={stance} />}
        <span className={styles.passage}>
          <span className={styles.words}>{shortWords(wholeWords(passage), 110)}</span>
          <span className={styles.hint}>
            {passage.documentTitle} · {formatPartialDate(passage.dateIssued)}
          </span>
        </span>
      </Command.Item>
    );
  });
}

function Agencies({ typed, onChoose }: { readonly typed: string; readonly onChoose: (id: string) => void }) {
  const agencies = useArchiveState((state) => state.codebook.agencies);
  const found = useMemo(() => {
    const items = matchAgencies(agencies, typed).flatMap((item) => (item.kind === 'agency' ? [item.agency] : []));
    return (typed.trim() === '' ? agencies : items).slice(0, MOST);
  }, [agencies, typed]);
  return found.map((agency) => (
    <Command.Item key={agency.id} value={agency.id} className={styles.item} onSelect={() => onChoose(agency.id)}>
      <Building2 aria-hidden />
      {agency.name}
      <span className={styles.hint}>{agency.jurisdiction}</span>
    </Command.Item>
  ));
}

/**
 * The menu of what can be put in, at the caret. Typing filters, Enter takes, Escape goes back to the page, where a slash
 * that opened it and what was typed after it then stand as words.
 */
export function InsertMenu({ place, isFromSlash = false, onClose: onDone }: InsertMenuProps) {
  const [typed, setTyped] = useState('');
  const [step, setStep] = useState<Step>('choice');
  const input = useRef<HTMLInputElement>(null);
  const take = (insertion: Insertion) => onDone(insertion, null);
  const leave = (words: string) => onDone(null, isFromSlash && step === 'choice' ? `/${words}` : null);
  const type = (words: string) => {
    if (isFromSlash && step === 'choice' && isPlainSlash(words)) leave(words);
    else setTyped(words);
  };
  const choose = (id: InsertChoice) => {
    if (id === 'quote' || id === 'inlineQuote' || id === 'citation' || id === 'profile') {
      setStep(id);
      setTyped('');
    } else take({ kind: id });
  };
  return (
    <Popover.Root open onOpenChange={(open) => !open && leave(typed)}>
      <Popover.Portal>
        <Popover.Positioner
          className={popover.positioner}
          anchor={place}
          side="bottom"
          align="start"
          sideOffset={6}
          collisionPadding={12}
        >
          <Popover.Popup
            className={styles.popup ?? ''}
            aria-label="Insert"
            initialFocus={input}
            // Where the focus goes then, the page says.
            finalFocus={false}
          >
            <Command label={PROMPTS[step]} shouldFilter={false} loop className={styles.command}>
              <Command.Input
                ref={input}
                value={typed}
                onValueChange={type}
                placeholder={PROMPTS[step]}
                className={styles.input}
                onKeyDown={(event) => {
                  if (event.key !== 'Backspace' || typed !== '') return;
                  event.preventDefault();
                  // The slash is taken back.
                  if (step === 'choice') onDone(null, null);
                  else setStep('choice');
                }}
              />
              <Command.List className={styles.list} label={PROMPTS[step]}>
                <Command.Empty className={styles.empty}>
                  {step === 'choice' || typed.trim() !== ''
                    ? `Nothing fits “${typed}”.${isFromSlash && step === 'choice' ? ' Escape keeps it as words.' : ''}`
                    : 'There is nothing to choose yet.'}
                </Command.Empty>
                {step === 'choice' && <Choices typed={typed} onChoose={choose} />}
                {step === 'profile' && (
                  <Agencies typed={typed} onChoose={(agencyId) => take({ kind: 'profile', agencyId })} />
                )}
                {step !== 'choice' && step !== 'profile' && (
                  <Passages typed={typed} onChoose={(passageId) => take({ kind: step, passageId })} />
                )}
              </Command.List>
            </Command>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
