/** True for an address that a link in a briefing may lead to: http, https or mailto. */
export function isLinkAddress(address: string): boolean {
  return /^(https?:\/\/[^\s/]|mailto:[^\s@]+@[^\s@])/i.test(address.trim());
}

/** The address that was meant: "example.org" gets https:, "a@example.org" mailto:. Null if no link can be made of it. */
export function linkAddress(typed: string): string | null {
  const text = typed.trim();
  if (text === '' || /\s/.test(text)) return null;
  if (isLinkAddress(text)) return text;
  if (/^[a-z][a-z0-9+.-]*:(?!\d)/i.test(text)) return null;
  if (/^[^@/]+@[^@/]+\.[^@/]+$/.test(text)) return `mailto:${text}`;
  return /^[^/]+\.[^/]{2,}(\/|$)/.test(text) ? `https://${text}` : null;
}
