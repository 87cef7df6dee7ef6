import { CircleAlert, CircleCheck, CircleHelp, ScanText } from 'lucide-react';
import type { QuoteCheck } from '../../shared/contract/outcomes.ts';
import type { Wording } from '../../shared/domain/abridgement.ts';
import { Tooltip } from './tooltip.tsx';
import styles from './verification-mark.module.css';

const LOOKS = {
  exact: { words: 'Exact', explains: 'The quote is the preserved text, character for character.', icon: CircleCheck },
  normalised: {
    words: 'Normalised',
    explains: 'Equal but for white space, hyphenation or ligatures.',
    icon: CircleCheck,
  },
  ocr: { words: 'OCR', explains: 'Equal, on text recognised from an image.', icon: ScanText },
  drifted: { words: 'Drifted', explains: 'The words were found elsewhere or slightly altered.', icon: CircleAlert },
  broken: { words: 'Broken', explains: 'The words were not found in the preserved text.', icon: CircleAlert },
} as const;

const WORDINGS: Readonly<Record<Wording, { readonly words: string; readonly explains: string }>> = {
  whole: { words: '', explains: '' },
  abridged: { words: ' · abridged', explains: ' What is printed of it is abridged as marked.' },
  'author-words': {
    words: ' · with the author’s words',
    explains: ' What is printed of it has words in [ ]: the author’s, which no check vouches for.',
  },
};

/** What is to be added to the result of a check, for what is printed of its quote: after its name, and in a sentence. */
export const wordsOfWording = (wording: Wording): { readonly words: string; readonly explains: string } =>
  WORDINGS[wording];

/** What VerificationMark takes. */
export interface VerificationMarkProps {
  readonly check: QuoteCheck | null | undefined;
  /** How what is printed stands to the quote; the whole of it if not given. */
  readonly wording?: Wording;
}

/** The result of a quote check as mark and words; without a check it says that none was made yet. */
export function VerificationMark({ check, wording = 'whole' }: VerificationMarkProps) {
  if (!check)
    return (
      <span className={styles.mark}>
        <CircleHelp aria-hidden />
        Not checked
      </span>
    );
  const look = LOOKS[check.status];
  return (
    <Tooltip label={`${check.reason ?? look.explains}${WORDINGS[wording].explains}`}>
      <span className={`${styles.mark} ${styles[check.status]}`}>
        <look.icon aria-hidden />
        {look.words}
        {WORDINGS[wording].words}
      </span>
    </Tooltip>
  );
}

/** What VerificationButton takes. */
export interface VerificationButtonProps {
  readonly check: QuoteCheck | null | undefined;
  /** Why the words printed are no faithful abridgement of the quote; that outweighs its check. */
  readonly fault?: string | null;
  /** How what is printed stands to the quote; the whole of it if not given. */
  readonly wording?: Wording;
  /** Shows what vouches for the quote. */
  readonly onOpen: () => void;
}

/** The result of a quote check, which opens the quote beside its source. */
export function VerificationButton({ check, fault = null, wording = 'whole', onOpen }: VerificationButtonProps) {
  const look = check ? LOOKS[check.status] : null;
  const Icon = fault !== null ? CircleAlert : (look?.icon ?? CircleHelp);
  const words =
    fault !== null ? 'Not as quoted' : look === null ? 'Not checked' : `${look.words}${WORDINGS[wording].words}`;
  const tone = fault !== null ? styles.drifted : check ? styles[check.status] : '';
  const reason = fault ?? check?.reason ?? look?.explains ?? 'Being checked.';
  return (
    <Tooltip label={`${reason} Click to compare it with its source.`}>
      <button
        type="button"
        aria-label={`Verification: ${words}`}
        className={`${styles.mark} ${styles.button} ${tone}`}
        onClick={onOpen}
      >
        <Icon aria-hidden />
        {words}
      </button>
    </Tooltip>
  );
}
