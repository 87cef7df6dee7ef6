import { type CodebookIndex, compareText, markOf, sortedStances } from './briefing-codings.ts';
import type { AgencyMark, ComposedCoding, StanceMark } from './composed-briefing.ts';
import type { SourceDocument } from './document.ts';
import { earliestDay, latestDay } from './partial-date.ts';
import type { Passage } from './passage.ts';
import { formatDate } from './printed-form.ts';
import type { ReportBlock, ReportPosition, TimelineEntry } from './report.ts';
import { topicPath, topicsInOrder } from './topic-path.ts';

/** What an agency says of a topic at one place. Words in which another describes it are none. */
export interface Statement {
  readonly agency: AgencyMark;
  readonly stance: StanceMark;
  /** Path of the topic, or null. */
  readonly topic: string | null;
  readonly passage: Passage;
  readonly document: SourceDocument;
  /** True while it was neither withdrawn by the as-of date nor dropped from the newest version of its document. */
  readonly stands: boolean;
  /** The coder is certain, and the words are the agency's own or those of one who speaks for it. */
  readonly isSure: boolean;
}

/** A passage with its document and the codings of it that count. */
export interface CodedPassage {
  readonly passage: Passage;
  readonly document: SourceDocument;
  readonly codings: readonly ComposedCoding[];
}

/** The statements of passages, as of a date. */
export function statementsOf(items: readonly CodedPassage[], asOf: string | null): readonly Statement[] {
  return items.flatMap(({ passage, document, codings }) => {
    const stands = stillStands(passage, document, asOf);
    return codings.flatMap(({ agency, stance, topic, voice, certainty }) => {
      if (voice === 'third-party-describing') return [];
      const isSure = (certainty === null || certainty === 'certain') && voice !== 'third-party-quoting';
      return [{ agency, stance, topic, passage, document, stands, isSure }];
    });
  });
}

function stillStands(passage: Passage, document: SourceDocument, asOf: string | null): boolean {
  const { withdrawal, versions } = document;
  if (withdrawal !== undefined && (asOf === null || earliestDay(withdrawal.date) <= latestDay(asOf))) return false;
  const newest = versions[versions.length - 1]?.number ?? passage.version;
  if (newest === passage.version) return true;
  const placement = passage.placements?.find(({ version }) => version === newest);
  if (placement === undefined || placement.outcome === 'anchored') return true;
  return placement.outcome === 'lost' ? placement.decision === 'rejected' : placement.decision !== 'rejected';
}

const dayOf = ({ document }: Statement): string =>
  document.dateIssued === null ? '' : earliestDay(document.dateIssued);

/** Statements that may have been made at the same time, for as far as their dates can tell. */
interface Moment {
  /** As stored; null for statements whose date is not known, which come first. */
  readonly date: string | null;
  readonly statements: readonly Statement[];
}

function momentsOf(statements: readonly Statement[]): readonly Moment[] {
  const dateOf = ({ document }: Statement): string =>
    document.dateIssued === null ? '' : earliestDay(document.dateIssued);
  const sorted = [...statements].sort((a, b) => (dateOf(a) < dateOf(b) ? -1 : dateOf(a) > dateOf(b) ? 1 : 0));
  const moments: { date: string | null; end: string; statements: Statement[] }[] = [];
  for (const statement of sorted) {
    const date = statement.document.dateIssued;
    const last = moments[moments.length - 1];
    const isSame = last !== undefined && (date === null ? last.date === null : earliestDay(date) <= last.end);
    if (isSame && last !== undefined) {
      last.statements.push(statement);
      // The shortest time that all of them fit in: a year does not swallow the months that follow it.
      if (date !== null && latestDay(date) < last.end) last.end = latestDay(date);
    } else {
      moments.push({ date, end: date === null ? '' : latestDay(date), statements: [statement] });
    }
  }
  return moments;
}

/** The position that statements of one agency on one topic come to; null for none. */
function positionOf(statements: readonly Statement[], index: CodebookIndex): ReportPosition | null {
  const [first] = statements;
  if (first === undefined) return null;
  const moments = momentsOf(statements.filter(({ stands }) => stands));
  const last = moments[moments.length - 1];
  if (last === undefined) {
    const dropped = momentsOf(statements);
    const previous = marksOf(dropped[dropped.length - 1]?.statements ?? [], index);
    return { topic: first.topic, state: 'superseded', stances: [], since: null, previous };
  }
  const stances = marksOf(last.statements, index);
  let start = moments.length - 1;
  while (start > 0 && isSameMarks(marksOf(moments[start - 1]?.statements ?? [], index), stances)) start -= 1;
  const since = moments[start]?.date ?? null;
  const run = new Set(moments.slice(start).flatMap((moment) => moment.statements));
  // What was withdrawn or dropped since was said before all the same; what came later and was withdrawn was not.
  const earlier = statements.filter(
    (statement) => !run.has(statement) && dayOf(statement) <= (since === null ? '' : earliestDay(since)),
  );
  const before = momentsOf(earlier);
  const isQualified = stances.some(isConditional) || last.statements.every(({ isSure }) => !isSure);
  return {
    topic: first.topic,
    state: stances.length > 1 ? 'mixed' : isQualified ? 'qualified' : 'clear',
    stances,
    since: since === null ? null : formatDate(since),
    previous: marksOf(before[before.length - 1]?.statements ?? [], index),
  };
}

const isConditional = ({ name }: StanceMark): boolean =>
  /\b(condition(s|al|ally)?|qualified|partly|partial(ly)?)\b/i.test(name);

/** The stances of statements, each once, in the order of the codebook. */
function marksOf(statements: readonly Statement[], { codebook }: CodebookIndex): readonly StanceMark[] {
  const found = new Set(statements.map(({ stance }) => stance.id));
  return sortedStances(codebook)
    .filter(({ id }) => found.has(id))
    .map(markOf);
}

const isSameMarks = (a: readonly StanceMark[], b: readonly StanceMark[]): boolean =>
  a.length === b.length && a.every(({ id }, place) => id === b[place]?.id);

/** The positions of one agency, in the order of the topics; what is about none comes last. */
export function positionsOf(statements: readonly Statement[], index: CodebookIndex): readonly ReportPosition[] {
  const byTopic = groupBy(statements, ({ topic }) => topic);
  return topicsOf(statements, index).flatMap((topic) => positionOf(byTopic.get(topic) ?? [], index) ?? []);
}

/** Paths of the topics that statements are about, in the order of the codebook; null last. */
function topicsOf(statements: readonly Statement[], { codebook }: CodebookIndex): readonly (string | null)[] {
  const found = new Set(statements.map(({ topic }) => topic));
  const paths = new Set(topicsInOrder(codebook.topics).map((topic) => topicPath(codebook.topics, topic)));
  return [...[...paths].filter((path) => found.has(path)), ...(found.has(null) ? [null] : [])];
}

function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): ReadonlyMap<Key, readonly Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

type Matrix = Extract<ReportBlock, { readonly kind: 'matrix' }>;

/**
 * Agencies by stances: how many passages hold each. Agencies by topics: how many passages, and the position they come
 * to as of the date. A passage counts once in a cell. What was taken back counts as well, as in the view of positions,
 * and is told beside it.
 */
export function composeMatrix(
  statements: readonly Statement[],
  columns: 'stance' | 'topic',
  caption: string,
  index: CodebookIndex,
): Matrix {
  const byAgency = groupBy(statements, ({ agency }) => agency.id);
  const stances = marksOf(statements, index);
  const used = new Set(stances.map(({ id }) => id));
  const topics = columns === 'topic' ? topicsOf(statements, index) : [];
  const rows = [...byAgency.values()]
    .flatMap((own) => (own[0] === undefined ? [] : [{ agency: own[0].agency, own }]))
    .sort((a, b) => compareText(a.agency.name, b.agency.name) || compareText(a.agency.id, b.agency.id))
    .map(({ agency, own }) => {
      const fallen = own.filter(({ stands }) => !stands);
      const lapsed =
        columns === 'stance'
          ? stances.map(({ id }) => countPassages(fallen.filter(({ stance }) => stance.id === id)))
          : topics.map((topic) => countPassages(fallen.filter((statement) => statement.topic === topic)));
      const cells =
        columns === 'stance'
          ? stances.map((stance) => {
              const count = countPassages(own.filter((statement) => statement.stance.id === stance.id));
              return { count, stances: count === 0 ? [] : [stance] };
            })
          : topics.map((topic) => {
              const about = own.filter((statement) => statement.topic === topic);
              return { count: countPassages(about), stances: positionOf(about, index)?.stances ?? [] };
            });
      return {
        agency: agency.name,
        jurisdiction: agency.jurisdiction,
        cells,
        lapsed,
        total: sum(cells.map(({ count }) => count)),
      };
    });
  const heads =
    columns === 'stance'
      ? stances.map((stance) => ({ name: stance.name, stance }))
      : shortNames(topics).map((name) => ({ name, stance: null }));
  const totals = heads.map((_, column) => sum(rows.map(({ cells }) => cells[column]?.count ?? 0)));
  const absent = sortedStances(index.codebook).filter(({ id }) => !used.has(id));
  return {
    kind: 'matrix',
    caption,
    columns: heads,
    rows: rows.map(({ lapsed: _lapsed, ...row }) => row),
    totals,
    total: sum(totals),
    absent: absent.map(({ name }) => name),
    lapsed: rows.flatMap(({ agency, lapsed }) =>
      lapsed.flatMap((count, column) => (count === 0 ? [] : [{ agency, column: heads[column]?.name ?? '', count }])),
    ),
  };
}

/** The last name of each path where that tells them apart; heads of columns are narrow. */
function shortNames(paths: readonly (string | null)[]): readonly string[] {
  const names = paths.map((path) => path?.split(' / ').pop() ?? 'No topic said');
  return names.map((name, at) => (names.filter((other) => other === name).length > 1 ? (paths[at] ?? name) : name));
}

const countPassages = (statements: readonly Statement[]): number =>
  new Set(statements.map(({ passage }) => passage.id)).size;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** What agencies said, day by day. Documents without a date are in none; one document says a thing once. */
export function timelineEntries(
  statements: readonly Statement[],
  sourceNumberOf: (statement: Statement) => number | null,
): readonly TimelineEntry[] {
  const dated = statements.flatMap((statement) => {
    const { dateIssued } = statement.document;
    return dateIssued === null ? [] : [{ statement, date: dateIssued }];
  });
  const once = new Map<string, (typeof dated)[number]>();
  for (const item of dated) {
    const { agency, stance, topic, document } = item.statement;
    const key = JSON.stringify([document.id, item.statement.passage.version, agency.id, stance.id, topic]);
    if (!once.has(key)) once.set(key, item);
  }
  const sorted = [...once.values()].sort(
    (a, b) =>
      (a.date < b.date ? -1 : a.date > b.date ? 1 : 0) ||
      compareText(a.statement.agency.name, b.statement.agency.name) ||
      compareText(a.statement.topic ?? '', b.statement.topic ?? '') ||
      a.statement.passage.version - b.statement.passage.version ||
      compareText(a.statement.stance.name, b.statement.stance.name) ||
      compareText(a.statement.document.title, b.statement.document.title),
  );
  // What the agency said last before the present date, and on it.
  const said = new Map<string, { moment: string; before: ReadonlySet<string>; now: Set<string> }>();
  return sorted.map(({ statement, date }) => {
    const { agency, stance, topic } = statement;
    const key = JSON.stringify([agency.id, topic]);
    const last = said.get(key);
    // A newer version has the date of its document; it came later all the same.
    const moment = `${date} ${statement.passage.version}`;
    const state =
      last?.moment === moment ? last : { moment, before: last?.now ?? new Set<string>(), now: new Set<string>() };
    state.now.add(stance.id);
    said.set(key, state);
    return {
      date,
      dateText: formatDate(date),
      agency: agency.name,
      stance,
      topic,
      source: titleOf(statement),
      sourceNumber: sourceNumberOf(statement),
      isChange: state.before.size > 0 && !state.before.has(stance.id),
    };
  });
}

function titleOf({ document: { title, withdrawal, versions }, passage }: Statement): string {
  const version = versions.length > 1 ? `${title} (version ${passage.version} of ${versions.length})` : title;
  return withdrawal === undefined ? version : `${version} (${withdrawal.status} ${formatDate(withdrawal.date)})`;
}
