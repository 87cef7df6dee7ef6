/** An id for a use of a passage or a block, unique in any briefing: 16 random hexadecimal digits. */
export function newUseId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
