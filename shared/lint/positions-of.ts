import type { Codebook, Stance } from '../domain/codebook.ts';
import type { Coding } from '../domain/passage.ts';
import type { LintPosition } from './lint-input.ts';
import { daysOf } from './lint-words.ts';

/** Whether words count as the agency's own: what others say of it is no position of it. */
export const isOwnVoice = (voice: Coding['voice'] | null): boolean =>
  voice === undefined ||
  voice === null ||
  voice === 'own-document' ||
  voice === 'named-official' ||
  voice === 'spokesperson';

/** The first day that a position may be of; undated ones come before all others. */
const dayOf = ({ dateIssued }: LintPosition): string => (dateIssued === null ? '' : daysOf(dateIssued).first);

/**
 * What the agency itself said last on each topic up to a day: by topic id (empty for none), the codings of the latest
 * document. Statements taken back are passed over.
 */
export function latestPositions(
  positions: readonly LintPosition[],
  agencyId: string,
  until: string | null,
): ReadonlyMap<string, readonly LintPosition[]> {
  const latest = new Map<string, LintPosition[]>();
  for (const position of positions) {
    if (position.agencyId !== agencyId || !isOwnVoice(position.voice) || position.isWithdrawn) continue;
    if (until !== null && dayOf(position) > until) continue;
    const topic = position.topicId ?? '';
    const known = latest.get(topic);
    const best = known?.[0];
    if (known === undefined || best === undefined || dayOf(position) > dayOf(best)) latest.set(topic, [position]);
    else if (dayOf(position) === dayOf(best)) known.push(position);
  }
  return latest;
}

/** A stance by its id. */
export const stanceOf = ({ stances }: Codebook, id: string): Stance | null =>
  stances.find((stance) => stance.id === id) ?? null;

/** The name of an agency, or what stands for one that is gone. */
export const agencyName = ({ agencies }: Codebook, id: string): string =>
  agencies.find((agency) => agency.id === id)?.name ?? 'an agency that is no longer in the codebook';
