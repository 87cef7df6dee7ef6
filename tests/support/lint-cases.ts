import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { anchor } from '../../shared/anchoring.ts';
import type { LintReport } from '../../shared/contract/lint.ts';
import { type BriefingBody, briefingBodySchema } from '../../shared/domain/briefing-body.ts';
import { codebookSchema } from '../../shared/domain/codebook.ts';
import { withdrawalSchema } from '../../shared/domain/document.ts';
import { VOICES } from '../../shared/domain/vocabulary.ts';
import { findQuote } from '../../shared/find-quote.ts';
import { lintBriefing } from '../../shared/lint/lint-briefing.ts';
import type { LintPassage, LintPosition, QuotationSource } from '../../shared/lint/lint-input.ts';
import { LINT_RULES } from '../../shared/lint/lint-rules.ts';
import { quotationsIn, stretchesOf } from '../../shared/lint/quotations.ts';

const FOLDER = join(import.meta.dirname, '..', 'fixtures', 'lint');
/** The day on which the cases are looked at. */
const TODAY = '2026-03-18';
/** Rules that hold for a whole briefing: nearly every case of one sentence would fall under them. */
const OWN_FILE_ONLY: ReadonlySet<string> = new Set(['one-source']);

const worldSchema = z.strictObject({
  codebook: codebookSchema,
  sources: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      dateIssued: z.string(),
      withdrawal: withdrawalSchema.nullable(),
      version: z.number(),
      text: z.string(),
    }),
  ),
  passages: z.array(
    z.strictObject({
      id: z.string(),
      document: z.string(),
      version: z.number(),
      quote: z.array(z.string()),
      codings: z.array(
        z.strictObject({
          agency: z.string(),
          stance: z.string(),
          topic: z.string().nullable(),
          voice: z.enum(VOICES).nullable(),
        }),
      ),
      newer: z.strictObject({ version: z.number(), words: z.string().nullable() }).nullable(),
    }),
  ),
});

const caseSchema = z.strictObject({
  id: z.string(),
  /** `fresh`: written after the rules, of real statements and in idioms that these had not in mind; some went in since. */
  set: z.enum(['tuning', 'held-out', 'fresh']),
  faults: z.array(z.enum(LINT_RULES)),
  asOf: z.string().optional(),
  body: z.array(z.string()),
  note: z.string(),
});

type World = z.infer<typeof worldSchema>;

/** One labelled sentence or constellation. */
export type LintCase = z.infer<typeof caseSchema> & { readonly file: string };

/** Right and wrong answers of one rule. */
export interface RuleScore {
  readonly rule: string;
  readonly hits: number;
  readonly falseAlarms: readonly string[];
  readonly misses: readonly string[];
  /** Null where there is nothing to divide by. */
  readonly precision: number | null;
  readonly recall: number | null;
}

const world: World = worldSchema.parse(JSON.parse(readFileSync(join(FOLDER, 'world.json'), 'utf8')));

/** All cases, file by file. */
export function readLintCases(): readonly LintCase[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.json') && name !== 'world.json')
    .sort()
    .flatMap((name) =>
      z
        .array(caseSchema)
        .parse(JSON.parse(readFileSync(join(FOLDER, name), 'utf8')))
        .map((each) => ({ ...each, file: name.replace(/\.json$/, '') })),
    );
}

/** Looks through the briefing of a case. */
export function lintCase({ body: lines, asOf }: Pick<LintCase, 'body' | 'asOf'>): LintReport {
  const body = bodyOf(lines);
  return lintBriefing({
    body,
    asOf: asOf ?? null,
    today: TODAY,
    codebook: world.codebook,
    passages: new Map(world.passages.map((passage) => [passage.id, passageOf(passage)])),
    positions: positions(),
    quotations: new Map(quotationsIn(body).map((words) => [words, sourceOf(words)])),
  });
}

/** How each rule fares with cases. */
export function scoreRules(cases: readonly LintCase[]): readonly RuleScore[] {
  const outcomes = cases.map((each) => ({
    each,
    found: new Set<string>(lintCase(each).findings.map(({ rule }) => rule)),
  }));
  return LINT_RULES.map((rule): RuleScore => {
    const own = outcomes.filter(({ each }) => !OWN_FILE_ONLY.has(rule) || each.file === rule);
    const named = (fits: (isFault: boolean, isFound: boolean) => boolean): readonly string[] =>
      own.filter(({ each, found }) => fits(each.faults.includes(rule), found.has(rule))).map(({ each }) => each.id);
    const hits = named((isFault, isFound) => isFault && isFound).length;
    const falseAlarms = named((isFault, isFound) => !isFault && isFound);
    const misses = named((isFault, isFound) => isFault && !isFound);
    const share = (wrong: number): number | null => (hits + wrong === 0 ? null : hits / (hits + wrong));
    return { rule, hits, falseAlarms, misses, precision: share(falseAlarms.length), recall: share(misses.length) };
  });
}

/**
 * The body that lines describe: "# " a heading, "> id|excerpt" a quote, "- " an item of a list, "@matrix" and
 * "@timeline"; in paragraphs {{q:id|excerpt}} a quote, {{c:id}} a citation, {{n:words}} a note.
 */
function bodyOf(lines: readonly string[]): BriefingBody {
  let count = 0;
  const nextUse = (): string => {
    count += 1;
    return `use-${count}`;
  };
  const inlines = (text: string) =>
    text
      .split(/(\{\{[^}]*\}\})/u)
      .filter((part) => part !== '')
      .map((part) => {
        const [, kind, rest = ''] = /^\{\{([qcn]):([^}]*)\}\}$/u.exec(part) ?? [];
        const [passageId = '', excerpt = null] = rest.split('|');
        if (kind === 'q') return { type: 'inlineQuote', attrs: { useId: nextUse(), passageId, excerpt } };
        if (kind === 'c') return { type: 'citation', attrs: { useId: nextUse(), passageId } };
        if (kind === 'n') return { type: 'footnote', attrs: { useId: nextUse(), text: rest } };
        return { type: 'text', text: part };
      });
  const paragraph = (text: string) => ({ type: 'paragraph', content: inlines(text) });
  const block = (line: string): unknown => {
    if (line.startsWith('# ')) return { type: 'heading', attrs: { level: 1 }, content: inlines(line.slice(2)) };
    if (line.startsWith('- ')) {
      return { type: 'bulletList', content: [{ type: 'listItem', content: [paragraph(line.slice(2))] }] };
    }
    if (line.startsWith('> ')) {
      const [passageId = '', excerpt = null] = line.slice(2).split('|');
      return { type: 'quote', attrs: { useId: nextUse(), passageId, excerpt, showCodings: false } };
    }
    if (line === '@matrix') {
      return { type: 'matrix', attrs: { blockId: 'matrix', columns: 'stance', scope: 'archive', caption: '' } };
    }
    if (line === '@timeline') {
      const attrs = { blockId: 'timeline', scope: 'archive', agencyIds: [], topicIds: [], caption: '' };
      return { type: 'timeline', attrs };
    }
    return paragraph(line);
  };
  return briefingBodySchema.parse(lines.map(block));
}

/** Code units around a passage that are given, as the archive gives them. */
const SURROUNDINGS = 700;

function sourceById(id: string, version: number): World['sources'][number] {
  const source = world.sources.find((each) => each.id === id && each.version === version);
  if (source === undefined) throw new Error(`There is no source ${id} in version ${version}.`);
  return source;
}

function passageOf({ id, document, version, quote, codings, newer }: World['passages'][number]): LintPassage {
  const { title, dateIssued, withdrawal, text } = sourceById(document, version);
  const spans: { start: number; end: number }[] = [];
  for (const piece of quote) {
    const start = text.indexOf(piece, spans[spans.length - 1]?.end ?? 0);
    if (start === -1) throw new Error(`“${piece}” is not in ${document}.`);
    spans.push({ start, end: start + piece.length });
  }
  const [first, last] = [spans[0]?.start ?? 0, spans[spans.length - 1]?.end ?? 0];
  return {
    ...{ passageId: id, documentId: document, documentTitle: title, version, dateIssued, withdrawal, newer },
    codings: codings.map(({ agency, stance, topic, voice }, index) => ({
      ...{ id: `${id}-${index}`, agencyId: agency, stanceId: stance, coder: 'C', codedAt: '2026-03-01T00:00:00.000Z' },
      ...(topic === null ? {} : { topicId: topic }),
      ...(voice === null ? {} : { voice }),
    })),
    pieces: quote,
    gaps: spans.slice(1).map(({ start }, index) => text.slice(spans[index]?.end ?? start, start)),
    before: text.slice(Math.max(0, first - SURROUNDINGS), first),
    after: text.slice(last, last + SURROUNDINGS),
  };
}

function positions(): readonly LintPosition[] {
  return world.passages.flatMap(({ id, document, version, codings }) => {
    const { title, dateIssued, withdrawal } = sourceById(document, version);
    return codings.map(({ agency, stance, topic, voice }) => ({
      ...{ agencyId: agency, stanceId: stance, topicId: topic, voice, dateIssued },
      ...{ documentId: document, documentTitle: title, version, passageId: id, isWithdrawn: withdrawal !== null },
    }));
  });
}

/** Looks for a quotation as the archive does, but in all sources. */
function sourceOf(words: string): QuotationSource {
  const stretches = stretchesOf(words);
  const isThere = ({ text, title }: World['sources'][number]): boolean =>
    title === words || stretches.every((stretch) => findQuote(text, stretch).length > 0);
  if (world.sources.some(isThere)) return { isFound: true, nearest: null };
  for (const { id, title, version, text } of world.sources) {
    const place = anchor(text, [{ type: 'TextQuoteSelector', exact: words, prefix: '', suffix: '' }]);
    if (place.kind === 'orphan') continue;
    const there = text.slice(place.start, place.end);
    return { isFound: false, nearest: { documentId: id, documentTitle: title, version, words: there } };
  }
  return { isFound: false, nearest: null };
}
