/**
 * What a briefing is looked through for. `uncited-claim`: a factual sentence without a source. `cut-negation`: a quote
 * that leaves out a negation or a condition next to it. `replaced-words`: a bracket in a quote that stands in the place
 * of words of its source. `one-source`: a position or a paragraph that rests on one
 * document. `withdrawn-source`: a quote from a statement that was taken back. `superseded-version`: a quote whose words
 * a newer version changed. `later-stance`: the agency has taken another stance since. `stale-position`: a position
 * older than the date of the briefing allows, or younger than it. `stance-contradiction`: prose that says another
 * stance than the coding. `unsourced-quotation`: quotation marks around words that no source holds. `unfilled-guide`:
 * what a template asks for and nobody wrote.
 */
export const LINT_RULES = [
  'uncited-claim',
  'cut-negation',
  'replaced-words',
  'one-source',
  'withdrawn-source',
  'superseded-version',
  'later-stance',
  'stale-position',
  'stance-contradiction',
  'unsourced-quotation',
  'unfilled-guide',
] as const;

/** How much it matters, the gravest first: what is wrong if it is so; what should be looked at; what is good to know. */
export const LINT_SEVERITIES = ['error', 'warning', 'note'] as const;

/** Months before the date of a briefing from which on a position counts as old. */
export const STALE_AFTER_MONTHS = 18;

/** Stands for one quote, citation or note in the text of a block, so that offsets are those of the editor. */
export const OBJECT = '\ufffc';
