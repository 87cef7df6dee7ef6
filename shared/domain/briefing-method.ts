import { methodNote, plural, verificationLine } from '../exporters/wording.ts';
import { compareText } from './briefing-codings.ts';
import type { CodedPassage } from './briefing-positions.ts';
import type { ComposedQuote, ComposedSource } from './composed-briefing.ts';
import { earliestDay, latestDay } from './partial-date.ts';
import { formatDate } from './printed-form.ts';
import type { CitationStyle, Report, ReportBlock } from './report.ts';
import type { ReportInput } from './report-input.ts';
import type { Layout } from './report-layout.ts';

type Method = Extract<ReportBlock, { readonly kind: 'method' }>;

/** What a method note tells of. */
export interface MethodSubject {
  readonly input: ReportInput;
  readonly layout: Pick<Layout, 'placed' | 'gaps' | 'kinds'>;
  readonly quotes: readonly ComposedQuote[];
  readonly sources: readonly ComposedSource[];
  readonly counts: Report['counts'];
  readonly uses: Report['uses'];
  readonly style: CitationStyle;
  readonly namesCoders: boolean;
}

/** How a briefing was made: out of what, coded by what and whom, checked how, and what it leaves out. */
export function composeMethod(subject: MethodSubject): Method {
  const { input, quotes, sources, style, layout } = subject;
  const { briefing, archive, codebook, archiveTitle } = input;
  const dates = datesOf(layout.placed);
  const coders = subject.namesCoders ? codersOf(layout.placed) : [];
  const size = archive && `${plural(archive.documents, 'document')}, ${plural(archive.passages, 'marked passage')}`;
  const codes = [
    plural(codebook.agencies.length, 'agency').replace(/agencys$/, 'agencies'),
    plural(codebook.stances.length, 'stance'),
    plural(codebook.topics.length, 'topic'),
    ...(archive === undefined ? [] : [`version ${archive.codebookVersion}`]),
  ];
  return {
    kind: 'method',
    facts: [
      { label: 'Archive', value: size === undefined ? archiveTitle : `${archiveTitle} (${size})` },
      ...(briefing.asOf === null ? [] : [{ label: 'As of', value: formatDate(briefing.asOf) }]),
      { label: 'Quotes', value: `${quotes.length} from ${plural(sources.length, 'preserved source')}` },
      ...(dates === null ? [] : [{ label: 'Sources issued', value: dates }]),
      { label: 'Codebook', value: codes.join(', ') },
      ...(coders.length === 0 ? [] : [{ label: 'Coded by', value: coders.join(', ') }]),
      { label: 'Citations', value: style.title },
    ],
    paragraphs: [
      verificationLine({ counts: subject.counts, quotes, uses: subject.uses }),
      ...(quotes.length === 0 ? [] : [methodNote({ quotes })]),
      ...positionNotes(subject),
      ...exclusions(subject),
    ],
  };
}

/** From the first to the last date of issue of what is cited. */
function datesOf(placed: Layout['placed']): string | null {
  const documents = new Map(placed.map(({ document }) => [document.id, document]));
  const dates = [...documents.values()].flatMap(({ dateIssued }) => (dateIssued === null ? [] : [dateIssued]));
  const [first] = [...dates].sort((a, b) => compareText(earliestDay(a), earliestDay(b)));
  const [last] = [...dates].sort((a, b) => compareText(latestDay(b), latestDay(a)));
  const undated = documents.size - dates.length;
  const range =
    first === undefined || last === undefined
      ? []
      : [formatDate(first) === formatDate(last) ? formatDate(first) : `${formatDate(first)} to ${formatDate(last)}`];
  const parts = [...range, ...(undated === 0 ? [] : [`${undated} without a date`])];
  return parts.length === 0 ? null : parts.join('; ');
}

function codersOf(placed: Layout['placed']): readonly string[] {
  const names = placed.flatMap(({ passage }) => [passage.coder, ...passage.codings.map(({ coder }) => coder)]);
  return [...new Set(names.filter((name) => name.trim() !== ''))].sort(compareText);
}

const POSITIONS_NOTE =
  'An agency’s position on a topic is what its latest statements say that still stand as of the date of this briefing; ' +
  'several stances at the same time are shown as mixed, conditions and uncertain codings as qualified. Statements that ' +
  'were withdrawn, rescinded or dropped from a newer version of their document do not make a position; the figures of a ' +
  'table still count them and say where.';
const VOICE_NOTE = 'Words in which a third party describes an agency do not count as that agency’s position.';

function positionNotes({ input, layout }: MethodSubject): readonly string[] {
  const showsPositions = layout.kinds.has('profile') || layout.kinds.has('timeline');
  if (!showsPositions && !layout.kinds.has('matrix')) return [];
  const corpus: readonly Pick<CodedPassage['passage'], 'codings'>[] = input.corpus ?? input.passages;
  const isDescribed = corpus.some(({ codings }) => codings.some(({ voice }) => voice === 'third-party-describing'));
  return [...(showsPositions || hasTopicMatrix(input) ? [POSITIONS_NOTE] : []), ...(isDescribed ? [VOICE_NOTE] : [])];
}

const hasTopicMatrix = ({ briefing }: ReportInput): boolean =>
  briefing.body !== undefined && JSON.stringify(briefing.body).includes('"columns":"topic"');

/** What is not in the briefing, as far as it has to do with what is; what is kept in the house is not told of. */
function exclusions({ input, layout, sources }: MethodSubject): readonly string[] {
  const { asOf } = input.briefing;
  const withdrawn = sources.filter(({ withdrawal }) => withdrawal !== null).length;
  return [
    ...(asOf === null
      ? []
      : [`Documents issued after ${formatDate(asOf)} are left out; documents without a date of issue may be quoted.`]),
    ...(withdrawn === 0
      ? []
      : [
          `${withdrawn} of ${plural(sources.length, 'source')} ${withdrawn === 1 ? 'was' : 'were'} withdrawn or rescinded later; where ${withdrawn === 1 ? 'it is' : 'they are'} listed this is said.`,
        ]),
    ...(layout.kinds.has('timeline') && layout.placed.some(({ document }) => document.dateIssued === null)
      ? ['Documents without a date of issue are in no timeline.']
      : []),
  ];
}
