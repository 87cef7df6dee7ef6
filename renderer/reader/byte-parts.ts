/** Bytes of a file, end exclusive. */
export interface BytePart {
  readonly begin: number;
  readonly end: number;
}

/**
 * Joins parts that lie side by side or overlap, up to so many bytes in one: pdf.js asks for each part alone, and a
 * document whose page tree is flat makes it ask for hundreds at once.
 */
export function joinParts(parts: readonly BytePart[], most: number): readonly BytePart[] {
  const joined: BytePart[] = [];
  for (const part of [...parts].sort((a, b) => a.begin - b.begin)) {
    const last = joined[joined.length - 1];
    if (last !== undefined && part.begin <= last.end && part.end - last.begin <= most) {
      joined[joined.length - 1] = { begin: last.begin, end: Math.max(last.end, part.end) };
    } else joined.push(part);
  }
  return joined;
}
