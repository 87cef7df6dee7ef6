/** Switch that makes the program a printing process: one page of ours, nothing of the archive. */
export const PRINT_SWITCH = '--print-briefing';
