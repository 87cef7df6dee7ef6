import type { CslItem } from '../domain/citation.ts';
import { abbreviateBody } from './bluebook-words.ts';

/** An item as a style wants to have it, where the style itself cannot say so. */
export function itemForStyle(item: CslItem, styleId: string): CslItem {
  // What became of a statement is said where it is quoted; some styles would print it as a remark on the source.
  const { note: _note, ...rest } = item;
  const whole = letterForStyle({ ...rest, id: item.id, type: item.type }, styleId);
  if (styleId === 'bluebook-law-review') return forBluebook(whole);
  const cited = withoutRepeatedGenre(whole);
  if (styleId.startsWith('chicago')) return forChicago(cited);
  if (styleId === 'oscola') return forOscola(cited);
  return cited;
}

/**
 * A letter whose recipient is known is cited by writer and recipient, without the title that says the same. Chicago
 * leaves out the word "letter" in notes (14.229) and lists by author and date what has a title (15.54).
 */
function letterForStyle(item: CslItem, styleId: string): CslItem {
  const { title, 'title-short': _short, genre: _genre, recipient, ...bare } = item;
  if (recipient === undefined || item.author === undefined || typeof title !== 'string') return item;
  if (styleId === 'chicago-author-date') {
    const { recipient: _recipient, ...titled } = item;
    return { ...titled, id: item.id, type: 'report' };
  }
  if (!/^letter\b/i.test(title)) return item;
  const genre = styleId.startsWith('chicago-notes') ? {} : { genre: 'letter' };
  return { ...bare, id: item.id, type: item.type, recipient, ...genre };
}

/**
 * Whether an item may stand in the list of sources. By APA 8.9 letters that readers cannot retrieve are cited in the
 * text alone.
 */
export function isListed(item: CslItem, styleId: string): boolean {
  return styleId !== 'apa' || item.type !== 'personal_communication' || item.URL !== undefined;
}

/** "Policy 428" needs no "policy" behind it; a press release is called one whatever its title says. */
function withoutRepeatedGenre(item: CslItem): CslItem {
  const { genre, ...rest } = item;
  const { title } = item;
  if (typeof genre !== 'string' || genre === 'press release' || typeof title !== 'string') return item;
  const word = genre === 'memorandum' ? 'memo(?:randum)?' : genre;
  const isNamed = new RegExp(`(?:^|[^\\p{L}])(?:${word})(?:$|[^\\p{L}])`, 'iu').test(title);
  return isNamed ? { ...rest, id: item.id, type: item.type } : item;
}

/** Policies, orders and the like are freestanding publications (14.220); what is written for a file is none (14.228). */
function forChicago(item: CslItem): CslItem {
  const isUnpublished = UNPUBLISHED.test(`${item.genre ?? ''} ${item.title ?? ''}`);
  return item.type === 'report' && !isUnpublished ? { ...item, type: 'pamphlet' } : item;
}

const UNPUBLISHED = /\b(?:memo(?:randum)?|transcript|letter)\b/i;

/** Bodies are abbreviated (T6); a memorandum is cited by its writer as a letter is (17.2.3), a statement by its title. */
function forBluebook(item: CslItem): CslItem {
  const { genre, ...plain } = item;
  const { title, author, publisher, 'container-title': container } = item;
  return {
    ...plain,
    id: item.id,
    type: genre === 'memorandum' ? 'personal_communication' : item.type,
    ...(genre === 'memorandum' || genre === 'letter' || genre === 'press release' ? { genre } : {}),
    ...(typeof title === 'string' && typeof genre === 'string' ? { title: withoutKind(title, genre) } : {}),
    ...(Array.isArray(author) ? { author: author.map(shortBody) } : {}),
    ...(typeof publisher === 'string' ? { publisher: abbreviateBody(publisher) } : {}),
    ...(typeof container === 'string' ? { 'container-title': abbreviateBody(container) } : {}),
  };
}

/** "Memorandum: Cooperation with ICE" without the first word, which stands before the writer's name already. */
function withoutKind(title: string, genre: string): string {
  const word = { memorandum: 'memo(?:randum)?', 'press release': '(?:press|news|media) release' }[genre];
  return word === undefined ? title : title.replace(new RegExp(`^${word}\\s*[:–—-]\\s*(?=\\S)`, 'i'), '');
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
