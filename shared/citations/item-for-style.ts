import type { CslItem } from '../domain/citation.ts';
import { abbreviateBody } from './bluebook-words.ts';

/**
 * An item as a style wants to have it: a letter whose recipient is known is cited by writer and recipient, without the
 * title that says the same; the rest is what single manuals ask for and no style can say.
 */
export function itemForStyle(item: CslItem, styleId: string): CslItem {
  // What became of a statement is said where it is quoted; some styles would print it as a remark on the source.
  const { note: _note, ...rest } = item;
  const { title, 'title-short': _short, ...untitled } = rest;
  const repeatsNames =
    item.recipient !== undefined && item.author !== undefined && typeof title === 'string' && /^letter\b/i.test(title);
  const cited: CslItem = repeatsNames
    ? { ...untitled, id: item.id, type: item.type, genre: 'letter' }
    : { ...rest, id: item.id, type: item.type };
  if (styleId === 'bluebook-law-review') return forBluebook(cited);
  if (styleId === 'oscola') return forOscola(cited);
  return cited;
}

/** Bodies are abbreviated (T6); a memorandum is cited by its writer as a letter is (17.2.3), a statement by its title. */
function forBluebook(item: CslItem): CslItem {
  const { genre, ...plain } = item;
  const { author, publisher, 'container-title': container } = item;
  const isMemo = genre === 'memorandum';
  return {
    ...plain,
    id: item.id,
    type: isMemo ? 'personal_communication' : item.type,
    ...(isMemo || genre === 'letter' || genre === 'press release' ? { genre } : {}),
    ...(Array.isArray(author) ? { author: author.map(shortBody) } : {}),
    ...(typeof publisher === 'string' ? { publisher: abbreviateBody(publisher) } : {}),
    ...(typeof container === 'string' ? { 'container-title': abbreviateBody(container) } : {}),
  };
}

function shortBody(name: unknown): unknown {
  if (typeof name !== 'object' || name === null || !('literal' in name) || typeof name.literal !== 'string')
    return name;
  return { literal: abbreviateBody(name.literal) };
}

/** A law whose name ends with its year does not get the year a second time (2.4.1). */
function forOscola(item: CslItem): CslItem {
  const { title, issued } = item;
  if (item.type !== 'legislation' || typeof title !== 'string' || issued === undefined) return item;
  const { issued: _issued, ...undated } = item;
  return /\b(?:1[6-9]|20)\d\d$/.test(title) ? { ...undated, id: item.id, type: item.type } : item;
}
