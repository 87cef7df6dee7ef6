/** Words of an excerpt being edited, and what of them is selected; offsets are UTF-16 code units. */
export interface ExcerptState {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** What stands for words left out. */
const ELLIPSIS = '…';

/** The brackets that an offset lies in, from `[` to after `]`; null outside of any. */
function bracketAround(text: string, offset: number): { readonly from: number; readonly to: number } | null {
  const from = text.lastIndexOf('[', offset - 1);
  if (from === -1) return null;
  const to = text.indexOf(']', from);
  return to === -1 || to < offset ? null : { from, to: to + 1 };
}

const isPartOfWord = (character: string): boolean => /[\p{L}\p{M}\p{N}'’\-‐‑]/u.test(character);

function wordStart(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && isPartOfWord(text.charAt(at - 1))) at -= 1;
  return at;
}

function wordEnd(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && isPartOfWord(text.charAt(at))) at += 1;
  return at;
}

function caretAt(text: string, offset: number): ExcerptState {
  return { text, start: offset, end: offset };
}

/** Two parts of an excerpt with what is left out between them marked; at the ends nothing needs a mark. */
function joinAround(before: string, after: string): ExcerptState {
  const left = before.trimEnd().replace(/(\s*…)+$/, '');
  const right = after.trimStart().replace(/^(…\s*)+/, '');
  if (left === '') return caretAt(right, 0);
  if (!/[\p{L}\p{M}\p{N}[\]]/u.test(right)) return caretAt(left, left.length);
  const marked = `${left} ${ELLIPSIS}`;
  // A comma or a full stop stands close to what it follows.
  return caretAt(`${marked}${/^[,.;:!?)]/.test(right) ? '' : ' '}${right}`, marked.length);
}

/** Takes out what is selected: whole words of the quote, marked by `…`; within brackets just the letters. */
function removeSelected({ text, start, end }: ExcerptState): ExcerptState {
  const bracket = bracketAround(text, start);
  if (bracket !== null && end < bracket.to) {
    const inside = text.slice(bracket.from + 1, start) + text.slice(end, bracket.to - 1);
    return inside.trim() === ''
      ? withoutBrackets(text, bracket.from, bracket.to)
      : caretAt(text.slice(0, start) + text.slice(end), start);
  }
  const endBracket = bracketAround(text, end);
  const from = bracket?.from ?? startOf(text, start, end);
  const to = endBracket?.to ?? endOf(text, start, end);
  if (/^\s*\[[^\]]*\]\s*$/.test(text.slice(from, to))) return withoutBrackets(text, from, to);
  return joinAround(text.slice(0, from), text.slice(to));
}

/** A selection that begins within a word, and not at its end, takes the whole word. */
function startOf(text: string, start: number, end: number): number {
  return start < end && isPartOfWord(text.charAt(start)) ? wordStart(text, start) : start;
}

function endOf(text: string, start: number, end: number): number {
  return start < end && isPartOfWord(text.charAt(end - 1)) ? wordEnd(text, end) : end;
}

/** Brackets that are gone leave no mark: nothing of the quote went with them. */
function withoutBrackets(text: string, from: number, to: number): ExcerptState {
  const before = text.slice(0, from);
  const after = text.slice(to);
  const isDouble = /\s$/.test(before) && (/^\s/.test(after) || after === '');
  return caretAt((isDouble ? before.trimEnd() : before) + after, isDouble ? before.trimEnd().length : from);
}

/** What Backspace (−1) or Delete (1) does: takes out the selection, else the word before or after the caret. */
export function removeWords(state: ExcerptState, direction: -1 | 1): ExcerptState {
  const { text, start, end } = state;
  if (start !== end) return removeSelected(state);
  const bracket = bracketAround(text, start);
  if (bracket !== null) {
    const letter = direction === -1 ? start - 1 : start;
    if (letter > bracket.from && letter < bracket.to - 1)
      return removeSelected({ text, start: letter, end: letter + 1 });
    return caretAt(text, direction === -1 ? bracket.from : bracket.to);
  }
  let at = start;
  const next = () => text.charAt(direction === -1 ? at - 1 : at);
  while (next() !== '' && /[\s…]/u.test(next())) at += direction;
  if (next() === '') return state;
  if (next() === ']' || next() === '[') return caretAt(text, at + direction);
  const from = at;
  if (isPartOfWord(next())) at = direction === -1 ? wordStart(text, at) : wordEnd(text, at);
  else at += direction;
  // A word has both its ends taken, wherever in it the caret was.
  const low = Math.min(from, at);
  const high = Math.max(from, at);
  return removeSelected({ text, start: low, end: high });
}

/** What typing does: in brackets it is theirs, elsewhere it opens brackets, in place of exactly what is selected. */
export function typeInto(state: ExcerptState, typed: string): ExcerptState {
  const { text, start, end } = state;
  const words = typed.replace(/[[\]]/g, '').replace(/\s+/g, ' ');
  if (words === '') return typed.includes(']') ? leaveBrackets(state) : state;
  const bracket = bracketAround(text, start);
  if (bracket !== null && end < bracket.to)
    return caretAt(text.slice(0, start) + words + text.slice(end), start + words.length);
  if (start === end && words.trim() === '') return state;
  // A blank at an end stays while it is typed: the next word may follow it. `keptExcerpt` takes it off.
  const put = `[${words}]`;
  const before = text.slice(0, start);
  const after = text.slice(bracketAround(text, end)?.to ?? end);
  return caretAt(before + put + after, start + put.length - 1);
}

function leaveBrackets({ text, start, end }: ExcerptState): ExcerptState {
  const bracket = bracketAround(text, end);
  return bracket === null ? { text, start, end } : caretAt(text, bracket.to);
}

/** Brackets without blanks at their ends; those of the quote itself as they are. Blank ones stand for what is left out. */
function tidyBrackets(whole: string, text: string): string {
  return text.replace(/\[([^[\]]*)\]/g, (bracket: string, inside: string) => {
    if (whole.includes(bracket)) return bracket;
    return inside.trim() === '' ? `[${ELLIPSIS}]` : `[${inside.trim()}]`;
  });
}

/** The excerpt to keep: none where it is the whole quote again. */
export function keptExcerpt(whole: string, text: string): string | null {
  const quote = whole.replace(/\s+/g, ' ').trim();
  const words = text.replace(/\s+/g, ' ').trim();
  return words === quote ? null : tidyBrackets(quote, words);
}
