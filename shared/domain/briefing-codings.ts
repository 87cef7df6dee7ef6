import type { Agency, Codebook, Stance } from './codebook.ts';
import type { ComposedCoding, StanceMark } from './composed-briefing.ts';
import type { Passage } from './passage.ts';
import { topicPath } from './topic-path.ts';

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** The order of names in a report: as a person reads them, numbers by value. */
export const compareText = (a: string, b: string): number => collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);

/** A stance as it is printed. */
export const markOf = ({ id, name, letter, color }: Stance): StanceMark => ({ id, name, letter, color });

/** Stances in the order of the codebook. */
export function sortedStances(codebook: Codebook): readonly Stance[] {
  return [...codebook.stances].sort((a, b) => a.order - b.order || compareText(a.name, b.name));
}

/** A codebook in which things are looked up by id. */
export class CodebookIndex {
  readonly codebook: Codebook;
  readonly agencies: ReadonlyMap<string, Agency>;
  readonly stances: ReadonlyMap<string, Stance>;
  readonly #paths = new Map<string, string>();

  constructor(codebook: Codebook) {
    this.codebook = codebook;
    this.agencies = new Map(codebook.agencies.map((agency) => [agency.id, agency]));
    this.stances = new Map(codebook.stances.map((stance) => [stance.id, stance]));
    for (const topic of codebook.topics) this.#paths.set(topic.id, topicPath(codebook.topics, topic));
  }

  /** The names of a topic and of those above it; null if there is none. */
  pathOf(topicId: string | undefined): string | null {
    return (topicId === undefined ? undefined : this.#paths.get(topicId)) ?? null;
  }

  /**
   * Codings as they are printed; those of things that are gone, and those that say the same again, are left out: of these
   * the one stays that is nearest to the agency's own words.
   */
  resolve(codings: Passage['codings']): readonly ComposedCoding[] {
    const resolved = new Map<string, ComposedCoding>();
    for (const coding of codings) {
      const agency = this.agencies.get(coding.agencyId);
      const stance = this.stances.get(coding.stanceId);
      const topic = this.pathOf(coding.topicId);
      const key = `${coding.agencyId} ${coding.stanceId} ${topic === null ? '' : coding.topicId}`;
      if (agency === undefined || stance === undefined) continue;
      const voice = coding.voice ?? null;
      const former = resolved.get(key);
      if (former !== undefined && distanceOf(former.voice) <= distanceOf(voice)) continue;
      resolved.set(key, {
        agency: { id: agency.id, name: agency.name, jurisdiction: agency.jurisdiction },
        stance: markOf(stance),
        topic,
        voice,
        certainty: coding.certainty ?? null,
      });
    }
    return [...resolved.values()];
  }
}

/** How far from the agency's own words a voice is; one that was not said counts as its own. */
const distanceOf = (voice: ComposedCoding['voice']): number =>
  voice === 'third-party-describing' ? 2 : voice === 'third-party-quoting' ? 1 : 0;
