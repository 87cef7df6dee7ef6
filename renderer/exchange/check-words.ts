import type { BriefingVerification, VerifiedSource, VerifiedUse } from '../../shared/contract/verify-briefing.ts';
import { count } from '../formats.ts';

/** The verdict in a few words. */
export function verdictWords({ ok, counts, uses, sources }: BriefingVerification): string {
  if (uses.length === 0) return 'No quote of Standpoint was found in this file';
  if (ok) return counts.found === 1 ? 'The quote holds' : `All ${counts.found} quotes hold`;
  if (counts.altered > 0) return `${count(counts.altered, 'quote')} ${counts.altered === 1 ? 'was' : 'were'} altered`;
  if (counts.missing > 0) return `${count(counts.missing, 'quote')} ${counts.missing === 1 ? 'is' : 'are'} missing`;
  const odd = sources.filter(({ outcome }) => outcome === 'replaced' || outcome === 'missing').length;
  return odd > 0 ? 'An original is not the one that was quoted' : 'Not everything could be checked';
}

/** The numbers in a line: "12 found · 1 altered · 0 missing". */
export function countsOf({ counts }: Pick<BriefingVerification, 'counts'>): string {
  const { found, altered, missing, unknown } = counts;
  const words = `${found} found · ${altered} altered · ${missing} missing`;
  return unknown === 0 ? words : `${words} · ${count(unknown, 'quotation')} of unknown origin`;
}

const AGAINST: Readonly<Record<BriefingVerification['against'], string>> = {
  archive: 'Held against the originals in this archive.',
  package: 'Held against the originals in the package.',
  file: 'Held against what the file says of itself: its originals are not here.',
};

/** Against what the quotes were held, in a sentence. */
export function againstWords(against: BriefingVerification['against']): string {
  return AGAINST[against];
}

const SOURCES: Readonly<Record<VerifiedSource['outcome'], string>> = {
  intact: 'intact',
  replaced: 'replaced by another file',
  missing: 'missing',
  'not-here': 'not here, so it could not be looked at',
};

/** What was found of an original. */
export function sourceState(outcome: VerifiedSource['outcome']): string {
  return SOURCES[outcome];
}

const GRAVITY: Readonly<Record<VerifiedUse['outcome'], number>> = { altered: 0, missing: 1, found: 2 };

/** The quotes that are not as they were or have a remark, altered ones first; with `isAll` all others follow. */
export function orderUses(uses: readonly VerifiedUse[], isAll: boolean): readonly VerifiedUse[] {
  return uses
    .filter(({ outcome, reason }) => isAll || outcome !== 'found' || reason !== null)
    .sort((a, b) => GRAVITY[a.outcome] - GRAVITY[b.outcome] || a.number - b.number);
}
