const WITH_SCHEME = /^https?:\/\/[^\s/?#]+\S*$/i;
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?(?:[/?#]\S*)?$/i;
const WITHOUT_SCHEME = /^(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?(?:[/?#]\S*)?$/i;

/**
 * Reads a text as one web address, http or https; null if it is none. With `isLenient` a host and path without the
 * scheme, as people type them, get `https://`, those of this computer itself `http://`.
 */
export function readWebAddress(text: string, isLenient = false): string | null {
  const trimmed = text.trim();
  if (WITH_SCHEME.test(trimmed)) return trimmed;
  if (isLenient && LOOPBACK.test(trimmed)) return `http://${trimmed}`;
  return isLenient && WITHOUT_SCHEME.test(trimmed) ? `https://${trimmed}` : null;
}
