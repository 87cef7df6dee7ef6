/** Passages, codings, codebooks and sources for other programs, and from them. */
export const exchangeContract = {};
