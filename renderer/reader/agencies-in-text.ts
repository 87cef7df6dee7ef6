import type { Agency } from '../../shared/domain/codebook.ts';

/** Names of up to this many characters that are written in capitals are looked for in capitals: "ICE" is not "ice". */
const ACRONYM_LENGTH = 6;

const WORD = /[\p{L}\p{N}]/u;

/** Where the name stands in the text as words of its own, or −1. */
function placeOf(name: string, text: string, folded: string): number {
  const isAcronym = name.length <= ACRONYM_LENGTH && name === name.toUpperCase();
  const [where, what] = isAcronym ? [text, name] : [folded, name.toLowerCase()];
  for (let at = where.indexOf(what); at !== -1; at = where.indexOf(what, at + 1)) {
    const before = where.charAt(at - 1);
    const after = where.charAt(at + what.length);
    if (!WORD.test(before) && !WORD.test(after)) return at;
  }
  return -1;
}

/**
 * Ids of the agencies that the words name, by name or alias, in the order in which they stand there; after them those
 * that the text around names.
 */
export function agenciesInText(agencies: readonly Agency[], words: string, around: string): readonly string[] {
  const find = (written: string) => {
    const text = written.replace(/\s+/g, ' ');
    const folded = text.toLowerCase();
    return agencies
      .flatMap(({ id, name, aliases }) => {
        const places = [name, ...aliases]
          .filter((each) => each.trim().length > 1)
          .map((each) => placeOf(each.trim(), text, folded))
          .filter((place) => place !== -1);
        return places.length === 0 ? [] : [{ id, place: Math.min(...places) }];
      })
      .sort((a, b) => a.place - b.place)
      .map(({ id }) => id);
  };
  return [...new Set([...find(words), ...find(around)])];
}
