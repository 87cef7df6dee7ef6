/** The on-disk format that this version writes; docs/archive-format.md describes it. */
export const FORMAT = 4;
