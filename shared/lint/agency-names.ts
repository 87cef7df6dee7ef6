import type { Agency } from '../domain/codebook.ts';

/** An agency named in a text. */
export interface NamedAgency {
  readonly agencyId: string;
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** Finds the agencies that a text names, in order; of names within names the longest. */
export type FindAgencies = (text: string) => readonly NamedAgency[];

/** Letters below which a name counts only in its own capitals: "OPD", "ICE". */
const SHORT = 6;

/** Makes the names and aliases of agencies ready to be looked for. Quote marks and white space may differ. */
export function agencyFinder(agencies: readonly Agency[]): FindAgencies {
  const names = agencies
    .flatMap(({ id, name, aliases }) =>
      [name, ...aliases].map((words) => ({ agencyId: id, name, words: words.trim() })),
    )
    .filter(({ words }) => /[\p{L}\p{N}]{2}/u.test(words))
    .sort((a, b) => b.words.length - a.words.length)
    .map(({ words, ...rest }) => ({ ...rest, pattern: patternOf(words) }));
  return (text) => {
    const found: NamedAgency[] = [];
    for (const { agencyId, name, pattern } of names) {
      for (const { 0: words, index } of text.matchAll(pattern)) {
        const [start, end] = [index, index + words.length];
        if (!found.some((other) => other.start < end && start < other.end)) found.push({ agencyId, name, start, end });
      }
    }
    return found.sort((a, b) => a.start - b.start);
  };
}

function patternOf(words: string): RegExp {
  const source = words
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/['‘’]/g, "['‘’]")
    .replace(/\s+/g, '\\s+');
  const isShort = words.length < SHORT;
  return new RegExp(`(?<![\\p{L}\\p{N}])${source}(?![\\p{L}\\p{N}])`, isShort ? 'gu' : 'giu');
}
