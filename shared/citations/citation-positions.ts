/** Where a citation stands to those before it, in the terms of CSL. */
export interface CitationPosition {
  readonly position: 'first' | 'subsequent' | 'ibid' | 'ibid-with-locator';
  /** Number of the note that first cites the source; null in the first one, and where there are no notes. */
  readonly firstNote: number | null;
  /** Whether the source was cited not long before. */
  readonly isNear: boolean;
}

/** A citation as far as its position depends on it. */
export interface PlacedCitation {
  readonly itemId: string;
  readonly locator: string | null;
  /** Number of its note; 0 in the text. Never less than that of the one before. */
  readonly note: number;
}

/**
 * The positions of citations by the rules of CSL 1.0.2: "ibid." only where the very note before, or the citation before
 * in the same note or text, cites that source and none besides; and not where only the earlier one names a page. `nearNotes`
 * is how many notes back counts as near. The same as citeproc finds, in linear time.
 */
export function citationPositions(
  citations: readonly PlacedCitation[],
  nearNotes: number,
): readonly CitationPosition[] {
  const firstNotes = new Map<string, number>();
  const lastNotes = new Map<string, number>();
  const inNote = new Map<number, number>();
  return citations.map((citation, index) => {
    const { itemId, note } = citation;
    inNote.set(note, (inNote.get(note) ?? 0) + 1);
    const firstNote = firstNotes.get(itemId);
    const lastNote = lastNotes.get(itemId);
    lastNotes.set(itemId, note);
    if (firstNote === undefined || lastNote === undefined) {
      firstNotes.set(itemId, note);
      return { position: 'first', firstNote: null, isNear: false };
    }
    const before = citations[index - 1];
    const follows =
      before !== undefined &&
      before.itemId === itemId &&
      (before.note === note || (before.note >= note - 1 && (inNote.get(before.note) === 1 || before.note === 0)));
    return {
      position: follows ? ibidOf(before.locator, citation.locator) : 'subsequent',
      firstNote: firstNote === note ? null : firstNote,
      isNear: note === 0 || note - lastNote <= nearNotes,
    };
  });
}

function ibidOf(before: string | null, now: string | null): CitationPosition['position'] {
  if (before === now) return 'ibid';
  return now === null ? 'subsequent' : 'ibid-with-locator';
}
