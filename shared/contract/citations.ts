/** Citation styles, and quotes with their citation. */
export const citationsContract = {};
