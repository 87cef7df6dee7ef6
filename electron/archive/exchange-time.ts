/** A time as another program wrote it, as an instant; null if it is none. One without a zone is taken for UTC. */
export function instantOf(text: string | null | undefined): string | null {
  const trimmed = text?.trim() ?? '';
  if (!/^\d{4}-\d{2}-\d{2}/.test(trimmed)) return null;
  const hasTime = /T|\s\d/.test(trimmed.slice(10));
  const zoned = hasTime && !/(Z|[+-]\d{2}:?\d{2})$/i.test(trimmed) ? `${trimmed}Z` : trimmed;
  const time = new Date(zoned.replace(' ', 'T'));
  return Number.isNaN(time.getTime()) || time.getUTCFullYear() < 1 || time.getUTCFullYear() > 9999
    ? null
    : time.toISOString();
}
