/** The form in which names are compared: trimmed, single spaces, lower case. */
export function fold(text: string): string {
  return text.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase();
}
