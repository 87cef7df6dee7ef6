/** The one channel of calls: method and input in, Result out. */
export const INVOKE_CHANNEL = 'standpoint:invoke';

/** The one channel of broadcasts, from the main process to the window. */
export const BROADCAST_CHANNEL = 'standpoint:changed';
