/** What may be wrong in a briefing. */
export const lintContract = {};
