/** Switch that makes the program a capture process: one page, nothing of the archive. */
export const CAPTURE_SWITCH = '--capture-page';

/** Names of the files that a capture process writes. */
export const CAPTURE_FILES = { page: 'page.mhtml', print: 'print.pdf', file: 'file' } as const;
