const WITH_SCHEME = /^https?:\/\/[^\s/?#]+\S*$/i;
const WITHOUT_SCHEME = /^(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?(?:[/?#]\S*)?$/i;

/**
 * Reads a text as one web address, http or https; null if it is none. With `isLenient` a host and path without the
 * scheme, as people type them, get `https://`.
 */
export function readWebAddress(text: string, isLenient = false): string | null {
  const trimmed = text.trim();
  if (WITH_SCHEME.test(trimmed)) return trimmed;
  return isLenient && WITHOUT_SCHEME.test(trimmed) ? `https://${trimmed}` : null;
}
