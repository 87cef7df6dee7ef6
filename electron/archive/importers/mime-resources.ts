import { fieldOf, type MimePart } from './mime.ts';

/** Pictures of one message, as base64, beyond which no more are shown; the rendition keeps no more either. */
const MAX_IMAGE_CHARS = 24_000_000;

/** The Content-ID of a part without its brackets, or null. */
export const contentIdOf = (part: MimePart): string | null =>
  fieldOf(part, 'content-id')?.replace(/^<|>$/g, '').trim() || null;

/** Text with its percent-encoding undone, or as it is where that is not well formed. */
export function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}

/** An address that stands in a page whose own address is `base`; null if it is none. */
function absolute(address: string, base: string | null): string | null {
  try {
    return new URL(address, base ?? undefined).href;
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/**
 * Finds the part that an address in a page means: `cid:` and a Content-ID, or a Content-Location, absolute or
 * relative to the page's own address.
 */
export function partFinder(parts: readonly MimePart[], base: string | null): (address: string) => MimePart | null {
  const byName = new Map<string, MimePart>();
  const note = (name: string | null, part: MimePart) => {
    if (name !== null && !byName.has(name)) byName.set(name, part);
  };
  for (const part of parts) {
    const id = contentIdOf(part);
    if (id !== null) note(`cid:${id}`, part);
    const location = fieldOf(part, 'content-location');
    if (location === null) continue;
    note(location, part);
    note(absolute(location, base), part);
  }
  return (address) => {
    const name = address.trim();
    return byName.get(name) ?? byName.get(decodePercent(name)) ?? byName.get(absolute(name, base) ?? '') ?? null;
  };
}

/** Gives the data URIs of the pictures among the parts of a message by what its page calls them; null for others. */
export function imageResolver(parts: readonly MimePart[], base: string | null): (source: string) => string | null {
  const find = partFinder(parts, base);
  let chars = 0;
  return (source) => {
    const part = find(source);
    if (!part || !/^image\/(?:png|jpeg|gif|webp)$/.test(part.type)) return null;
    chars += part.bytes.length * 1.34;
    return chars > MAX_IMAGE_CHARS ? null : `data:${part.type};base64,${Buffer.from(part.bytes).toString('base64')}`;
  };
}
