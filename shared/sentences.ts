import type { Span } from './find-quote.ts';

/** Code units to each side of a place beyond which no end of a paragraph is looked for. */
const PARAGRAPH_REACH = 20_000;
/** Code units to each side of a place in which its sentence is looked for. */
const SENTENCE_REACH = 4_000;
/** Code units to each side of a place in which its word is looked for. */
const WORD_REACH = 200;
/** Length of the longest line from which on a paragraph counts as one that was wrapped. */
const WRAPPED = 40;

/** What no sentence ends with: a name, a number or a title follows. */
const NEVER_LAST = new RegExp(
  `(?:^|[\\s("“‘[/—–-])(?:${[
    'Mr|Mrs|Ms|Mx|Dr|Prof|Hon|Rev|Fr|Gov|Sen|Rep|Reps|Sens|Pres|Sgt|Lt|Capt|Col|Gen|Maj|Cpl|Pvt|Adm|Cmdr|Det|Insp|Supt|Ofc',
    "Dep|Asst|Atty|Att[’']y|Dist|Mt|Ft|St|Ste",
    'vs?|No|Nos|Sec|Secs|Sect|Art|Arts|Ch|Cl|Para|Paras|Pt|Vol|pp?|Figs?|Exs?|Exh|App|Regs?|Stat|Pub|Cf|cf|Ann|Supp|Cir|Tit',
    'e\\.\\s?g|i\\.\\s?e|viz|approx|ca|esp|incl',
  ].join('|')})\\.$`,
  'u',
);
/** What a sentence may end with, but mostly does not. */
const SELDOM_LAST = new RegExp(
  `(?:^|[\\s("“‘[/—–-])(?:${[
    '(?:\\p{Lu}\\.\\s?)*\\p{Lu}',
    '(?:\\p{L}\\.){1,4}\\p{L}',
    'Dept|Depts|Div|Bur|Comm|Comm’n|Assn|Ass’n|Univ|Inst|Inc|Co|Cos|Corp|Ltd|Bros|Ave|Blvd|Rd|Jr|Sr|Esq|Ph\\.\\s?D|Const|Rptr|Ct|etc|al',
    'Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun',
    'Ala|Ariz|Ark|Cal|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mass|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo',
  ].join('|')})\\.$`,
  'u',
);
/** With these words a new sentence begins even after an abbreviation. */
const STARTER =
  /^["'“‘([]*(?:The|This|That|These|Those|There|It|Its|We|Our|He|She|They|His|Her|Their|You|Your|I|An?|In|On|At|By|For|From|If|When|While|As|But|And|Or|So|No|Not|However|Nothing|Such|Under|After|Before|Since|With|Although|Because|All|Any|Each|Both|Officers|See)\b(?!\.)/u;
/** The number or letter of an item, alone. */
const ITEM = /^(?:\(?(?:\d{1,3}|[ivxlIVXL]{1,5}|\p{L})[.)]|[•▪◦‣·*–—-])$/u;
/** The beginning of an item of a list. */
const ITEM_LINE = /^\s*(?:[•▪◦‣*–—-]\s|\(?(?:\d{1,3}|[ivx]{1,5}|[a-z])[.)]\s)/u;
const PARAGRAPH_END = /\n[^\S\n]*\n\s*|\f\s*/gu;
const LAST_STOP = /[.!?:;]["'”’)\]]*$/u;

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });
const words = new Intl.Segmenter('en', { granularity: 'word' });

/** The word at an offset of a text, or the white space or punctuation that stands there. Empty only for no text. */
export function wordAt(text: string, offset: number): Span {
  const at = clamp(offset, 0, Math.max(0, text.length - 1));
  const from = Math.max(0, at - WORD_REACH);
  const segment = words.segment(text.slice(from, at + WORD_REACH)).containing(at - from);
  if (segment === undefined) return { start: at, end: at };
  return { start: from + segment.index, end: from + segment.index + segment.segment.length };
}

/**
 * The sentence at an offset of a text, without white space around it; one that stands between two sentences belongs to
 * the first. Ends of lines do not end a sentence unless a heading, an item of a list or a paragraph ends with them; nor
 * does the end of a page in the middle of one, nor an abbreviation ("U.S.", "H.R. 4", "Sec. 3", "Dept. of Justice").
 */
export function sentenceAt(text: string, offset: number): Span {
  const at = clamp(offset, 0, Math.max(0, text.length - 1));
  const paragraph = paragraphAt(text, at);
  const start = Math.max(paragraph.start, at - SENTENCE_REACH);
  const end = Math.min(paragraph.end, at + SENTENCE_REACH);
  const bounds = sentenceStarts(text.slice(start, end)).map((bound) => start + bound);
  const next = bounds.findIndex((bound) => bound > at);
  const last = next === -1 ? bounds.length - 1 : Math.max(0, next - 1);
  return trimSpan(text, { start: bounds[last] ?? start, end: bounds[last + 1] ?? end });
}

/**
 * The paragraph at an offset of a text, without white space around it. Paragraphs end at a blank line and at the end of
 * a page, unless a sentence goes on there.
 */
export function paragraphAt(text: string, offset: number): Span {
  const at = clamp(offset, 0, Math.max(0, text.length - 1));
  const from = Math.max(0, at - PARAGRAPH_REACH);
  const to = Math.min(text.length, at + PARAGRAPH_REACH);
  let start = from;
  let end = to;
  for (const { 0: gap, index } of text.slice(from, to).matchAll(PARAGRAPH_END)) {
    const [first, after] = [from + index, from + index + gap.length];
    if (gap.includes('\f') && goesOn(text, first, after)) continue;
    // A blank line belongs to the paragraph before it.
    if (after > at && text.slice(start, first).trim() !== '') {
      end = first;
      break;
    }
    start = after;
  }
  return trimSpan(text, { start, end });
}

/** Offsets at which the sentences of a paragraph begin, the first one at 0. */
function sentenceStarts(paragraph: string): readonly number[] {
  // The segmenter takes every end of a line for the end of a sentence.
  const flat = paragraph.replace(/\s/gu, ' ');
  const breaks = lineBreaks(paragraph);
  const starts = [0];
  for (const { index, segment } of sentences.segment(flat)) {
    const before = flat.slice(starts[starts.length - 1] ?? 0, index);
    if (index > 0 && !isJoined(before, flat.slice(index, index + 40))) starts.push(index);
    for (const line of breaks) if (line > index && line < index + segment.length) starts.push(line);
  }
  return [...new Set([...starts, ...breaks])].sort((a, b) => a - b);
}

/** Whether what the segmenter takes for the end of a sentence is none. */
function isJoined(before: string, after: string): boolean {
  const said = before.trim();
  if (said === '' || ITEM.test(said)) return true;
  if (/^["'“‘([]*\p{Ll}/u.test(after)) return true;
  const end = said.slice(-40);
  if (NEVER_LAST.test(end)) return true;
  return SELDOM_LAST.test(end) && !STARTER.test(after);
}

/** Offsets of lines that begin something new: an item of a list, or what follows a heading. */
function lineBreaks(paragraph: string): readonly number[] {
  const lines: Span[] = [];
  for (let start = 0; start < paragraph.length; ) {
    const newline = paragraph.slice(start).search(/[\n\f]/u);
    const end = newline === -1 ? paragraph.length : start + newline;
    lines.push({ start, end });
    start = end + 1;
  }
  const longest = Math.max(0, ...lines.map(({ start, end }) => end - start));
  return lines.flatMap((line, index) => {
    const above = lines[index - 1];
    if (above === undefined) return [];
    const here = paragraph.slice(line.start, line.end);
    const wrapped = paragraph.slice(above.start, above.end).trimEnd();
    if (ITEM_LINE.test(here)) return LAST_STOP.test(wrapped) || /^\s*[•▪◦‣*]/u.test(here) ? [line.start] : [];
    // A wrapped line ends where the next word no longer fits.
    const firstWord = /^\s*\S+/u.exec(here)?.[0].length ?? 0;
    const wouldFit = longest >= WRAPPED && wrapped.length + 1 + firstWord < longest * 0.75;
    const isHeading = wouldFit && !LAST_STOP.test(wrapped) && /^["'“‘([]*[\p{Lu}\p{N}]/u.test(here.trimStart());
    return isHeading && !/[,–—-]$/u.test(wrapped) ? [line.start] : [];
  });
}

/** Whether a sentence goes on over the end of a page. */
function goesOn(text: string, end: number, start: number): boolean {
  const before = text.slice(Math.max(0, end - 20), end).trimEnd();
  return !LAST_STOP.test(before) && /^["'“‘([]*\p{Ll}/u.test(text.slice(start, start + 8));
}

function trimSpan(text: string, { start, end }: Span): Span {
  const inner = text.slice(start, end);
  if (inner.trim() === '') return { start, end };
  return {
    start: start + (inner.length - inner.trimStart().length),
    end: end - (inner.length - inner.trimEnd().length),
  };
}

const clamp = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most);
