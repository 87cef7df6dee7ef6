import type { PassageFilter } from './briefing.ts';
import type { CodebookIndex } from './briefing-codings.ts';
import { markOf } from './briefing-codings.ts';
import type { ComposedCoding, StanceMark } from './composed-briefing.ts';
import type { SourceDocument } from './document.ts';
import type { Passage } from './passage.ts';
import { codingsWithin, documentHeading, NOT_CODED } from './section-plan.ts';

/** What a heading adds to its words. */
export interface HeadingParticulars {
  readonly subheading: string;
  readonly stance: StanceMark | null;
}

const NONE: HeadingParticulars = { subheading: '', stance: null };

/** What a heading with the name of an agency or a stance says about the quotes under it. */
interface Scope {
  readonly level: number;
  readonly agencyIds: ReadonlySet<string> | null;
  readonly stanceIds: ReadonlySet<string> | null;
}

/**
 * Where in a section a block stands. Under a heading that is the name of an agency or a stance, quotes show what they say
 * of these; all other headings are words alone.
 */
export class SectionContext {
  readonly isSection: boolean;
  readonly #filter: PassageFilter | null;
  readonly #index: CodebookIndex | null;
  #scopes: readonly Scope[] = [];

  /** Of the blocks outside of sections if there is no query. */
  constructor(filter: PassageFilter | null, index: CodebookIndex | null) {
    this.#filter = filter;
    this.#index = index;
    this.isSection = filter !== null;
  }

  /** Goes on under a heading. `document` is that of the quote right after it, if there is one. */
  enter(level: number, words: string, document: SourceDocument | null): HeadingParticulars {
    if (this.#index === null) return NONE;
    const outer = this.#scopes.filter((scope) => scope.level < level);
    const agencies = this.#index.codebook.agencies.filter(({ name }) => name.trim() === words);
    const stances = this.#index.codebook.stances.filter(({ name }) => name.trim() === words);
    this.#scopes = outer;
    const [agency] = agencies;
    const [stance] = stances;
    if (agency !== undefined) {
      this.#scopes = [...outer, { level, agencyIds: new Set(agencies.map(({ id }) => id)), stanceIds: null }];
      return { subheading: outer.length === 0 ? agency.jurisdiction : '', stance: null };
    }
    if (stance !== undefined) {
      this.#scopes = [...outer, { level, agencyIds: null, stanceIds: new Set(stances.map(({ id }) => id)) }];
      return { subheading: outer.length === 0 ? stance.definition : '', stance: markOf(stance) };
    }
    if (words === NOT_CODED.heading) return { subheading: NOT_CODED.subheading, stance: null };
    if (document !== null && document.title.trim() === words) {
      return { subheading: documentHeading(document, this.#index.codebook).subheading, stance: null };
    }
    return NONE;
  }

  /** The codings that a quote of a passage shows here. */
  codingsOf(passage: Passage, index: CodebookIndex): readonly ComposedCoding[] {
    const within = this.#filter === null ? index.resolve(passage.codings) : codingsWithin(passage, this.#filter, index);
    const narrowed = within.filter(({ agency, stance }) =>
      this.#scopes.every(
        ({ agencyIds, stanceIds }) =>
          (agencyIds === null || agencyIds.has(agency.id)) && (stanceIds === null || stanceIds.has(stance.id)),
      ),
    );
    return narrowed.length === 0 ? within : narrowed;
  }
}

/** Of the blocks outside of sections. */
export const ROOT_CONTEXT = new SectionContext(null, null);
