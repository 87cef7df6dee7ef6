/// <reference path="./citeproc.d.ts" />
import CSL from 'citeproc';
import type { ReportText } from '../domain/report.ts';
import { safeUrl } from '../exporters/wording.ts';

type Form = Omit<ReportText, 'text' | 'href'> & { readonly isLink?: boolean };

/** Forms that a style may ask for. Each is marked by a character of its own, from U+E001 on, at its beginning. */
const FORMS: readonly (readonly [string, Form])[] = [
  ['@font-style/italic', { italic: true }],
  ['@font-style/oblique', { italic: true }],
  ['@font-style/normal', { italic: false }],
  ['@font-variant/small-caps', { smallCaps: true }],
  ['@font-variant/normal', { smallCaps: false }],
  ['@font-weight/bold', { bold: true }],
  ['@font-weight/normal', { bold: false }],
  ['@vertical-align/sup', { superscript: true }],
  ['@vertical-align/baseline', { superscript: false }],
  ['@URL/true', { isLink: true }],
  ['@DOI/true', { isLink: true }],
];
const FIRST_MARK = 0xe001;
/** Ends what the last mark began. */
const END = '\ue000';
/** Stand for < and >, which citeproc would read as tags. */
const LESS = '\ue01e';
const GREATER = '\ue01f';

/** Name of the output format for `setOutputFormat`. */
export const REPORT_FORMAT = 'report';

interface EngineState {
  getTerm(name: string): string;
}

CSL.Output.Formats[REPORT_FORMAT] = {
  text_escape: (text: string | undefined) => text ?? '',
  bibstart: '',
  bibend: '',
  ...Object.fromEntries(
    FORMS.map(([name], index) => {
      const mark = String.fromCharCode(FIRST_MARK + index);
      return [name, (_state: EngineState, text: string) => `${mark}${text}${END}`];
    }),
  ),
  '@font-weight/light': false,
  '@text-decoration/none': false,
  '@text-decoration/underline': false,
  '@vertical-align/sub': false,
  '@passthrough/true': false,
  '@strip-periods/true': false,
  '@strip-periods/false': false,
  '@quotes/true': (state: EngineState, text?: string) =>
    text === undefined
      ? state.getTerm('open-quote')
      : state.getTerm('open-quote') + text + state.getTerm('close-quote'),
  '@quotes/inner': (state: EngineState, text?: string) =>
    text === undefined ? '’' : state.getTerm('open-inner-quote') + text + state.getTerm('close-inner-quote'),
  '@quotes/false': false,
  '@cite/entry': (_state: EngineState, text: string) => text,
  '@bibliography/entry': (_state: EngineState, text: string) => text,
  '@display/block': (_state: EngineState, text: string) => ` ${text}`,
  '@display/left-margin': (_state: EngineState, text: string) => `${text} `,
  '@display/right-inline': (_state: EngineState, text: string) => text,
  '@display/indent': (_state: EngineState, text: string) => ` ${text}`,
  '@showid/true': (_state: EngineState, text: string) => text,
};
// Warnings for authors of styles: on the console they would end up in the output of the command line.
CSL.debug = () => undefined;

/** Words of a source as citeproc may have them: nothing in them is taken for a mark or a tag. */
export function plainInput(text: string): string {
  return text
    .replace(/[\ue000-\ue01f]/g, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replaceAll('<', LESS)
    .replaceAll('>', GREATER);
}

/** What citeproc gave in the report format, as words with their forms. White space at both ends goes. */
export function parseReportFormat(output: string): readonly ReportText[] {
  const texts: ReportText[] = [];
  const open: Form[] = [{}];
  for (const part of output.trim().split(/([\ue000-\ue01d])/)) {
    if (part === '') continue;
    const mark = part.charCodeAt(0);
    if (part === END) {
      if (open.length > 1) open.pop();
    } else if (part.length === 1 && mark >= FIRST_MARK && mark < FIRST_MARK + FORMS.length) {
      open.push({ ...open.at(-1), ...FORMS[mark - FIRST_MARK]?.[1] });
    } else addText(texts, part.replaceAll(LESS, '<').replaceAll(GREATER, '>'), open.at(-1) ?? {});
  }
  return texts;
}

function addText(texts: ReportText[], text: string, { bold, italic, smallCaps, superscript, isLink }: Form): void {
  const href = isLink === true ? safeUrl(text) : null;
  const added: ReportText = {
    text,
    ...(bold ? { bold } : {}),
    ...(italic ? { italic } : {}),
    ...(smallCaps ? { smallCaps } : {}),
    ...(superscript ? { superscript } : {}),
    ...(href === null ? {} : { href }),
  };
  const last = texts.at(-1);
  if (last !== undefined && hasSameForm(last, added)) texts.splice(-1, 1, { ...last, text: last.text + text });
  else texts.push(added);
}

const hasSameForm = (one: ReportText, other: ReportText): boolean =>
  one.bold === other.bold &&
  one.italic === other.italic &&
  one.smallCaps === other.smallCaps &&
  one.superscript === other.superscript &&
  one.href === other.href;
