/** Evidence packages, and checking a briefing that somebody sent. */
export const evidenceContract = {};
