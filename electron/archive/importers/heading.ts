import { isGenericHeading, isGenericTitle } from './metadata-evidence.ts';
import type { PageLine } from './pdf-layout.ts';

const isDateOrAside = (line: string): boolean =>
  /^\(.*\)$/.test(line) || /^\p{L}+\.? \d{1,2}, \d{4}$/u.test(line) || /^\P{L}+$/u.test(line);

const inTitleCase = (text: string): string =>
  text === text.toUpperCase() && /\p{L}/u.test(text)
    ? text
        .toLowerCase()
        .replace(/(?<![\p{L}’'])\p{L}/gu, (letter) => letter.toUpperCase())
        .replace(/(?<=\s)(?:Of|The|And|On|For|To|In|A|An|By|With)(?=\s)/g, (word) => word.toLowerCase())
    : text;

interface Heading {
  readonly text: string;
  readonly index: number;
}

/** A line and those that carry it on: same size, same paragraph. */
function wholeHeading(lines: readonly PageLine[], index: number): Heading {
  const first = lines[index];
  let text = first?.text ?? '';
  let next = index + 1;
  for (; next < lines.length && next < index + 4; next++) {
    const line = lines[next];
    if (!line || line.startsParagraph || !first || Math.abs(line.size - first.size) > 0.5 || isDateOrAside(line.text))
      break;
    text += ` ${line.text}`;
  }
  return { text, index: next - 1 };
}

/**
 * The title of a document: what its metadata say if that names it, else its heading on the first page; a heading
 * that only says what sort of thing it is ("STATEMENT OF ADMINISTRATION POLICY") takes the line of its subject
 * with it. Null if nothing stands out.
 */
export function findHeading(lines: readonly PageLine[], title: string | null): string | null {
  const head = lines.slice(0, 30).filter((line) => line.text.length <= 300);
  const generic = head.findIndex((line) => isGenericHeading(line.text));
  const named = generic >= 0 ? nameSubject(head, generic) : null;
  if (named) return named;
  if (title && !isGenericTitle(title)) return withoutEcho(title);
  const largest = Math.max(0, ...head.map((line) => line.size));
  const standsOut = largest > medianSize(lines) * 1.12;
  const start = standsOut ? head.findIndex((line) => line.size === largest && line.text.length >= 4) : -1;
  if (start >= 0) return wholeHeading(head, start).text;
  return title ?? firstHeadingLine(head);
}

/** "Statement of Administration Policy: H.R. 1958 – Deporting Fraudsters Act of 2026"; null without a subject. */
function nameSubject(head: readonly PageLine[], index: number): string | null {
  const heading = wholeHeading(head, index);
  if (!isGenericHeading(heading.text) || /release/i.test(heading.text)) return null;
  const at = head.findIndex((line, i) => i > heading.index && !isDateOrAside(line.text));
  const subject = at < 0 ? '' : wholeHeading(head, at).text;
  const isSubject = subject !== '' && subject.length <= 250 && !/[.,;]$/.test(subject);
  return isSubject && !/^(?:to|from|for|cc|date)\b/i.test(subject) ? `${inTitleCase(heading.text)}: ${subject}` : null;
}

/** A phrase that a program put before itself: "Policy Policy on H.R. 5855". */
const withoutEcho = (title: string): string => title.replace(/^(.{8,})\s+(?=\1)/i, '');

function medianSize(lines: readonly PageLine[]): number {
  const sizes = lines.flatMap((line) => Array.from({ length: Math.ceil(line.text.length / 20) }, () => line.size));
  sizes.sort((a, b) => a - b);
  return sizes[sizes.length >> 1] ?? 10;
}

/** Without larger type: a short first line set off from what follows, not ending as a sentence does. */
function firstHeadingLine(lines: readonly PageLine[]): string | null {
  const line = lines.find((each) => !isDateOrAside(each.text) && each.text.length >= 4);
  return line && line.text.length <= 120 && !/[.,;]$/.test(line.text) && !isFragment(line.text) ? line.text : null;
}

const WITHOUT_SPACES = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}]/u;

/** Words that name nothing: one or two short ones, or with the mark of a note. The file's name says more. */
function isFragment(line: string): boolean {
  if (/\[\d+\]/.test(line)) return true;
  if (WITHOUT_SPACES.test(line)) return false;
  const words = line.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.length < 2 || words.join('').length < 12;
}
