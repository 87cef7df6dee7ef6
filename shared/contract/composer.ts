/** Composing briefings: their blocks, sections, templates and former states. */
export const composerContract = {};
