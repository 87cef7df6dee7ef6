// Measures how passages are found again in edited texts, beside others' ways. See docs/benchmarks.md.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Span } from '../shared/find-quote.ts';
import { seededRandom } from './bench/statistics.mjs';
import { KINDS } from './bench-anchoring/kinds.ts';
import { drawPassages, type SampledPassage } from './bench-anchoring/passages.ts';
import { CONTESTANTS, type Contestant } from './bench-anchoring/peers.ts';
import { EXTRACTORS, trackOther } from './bench-anchoring/re-extraction.ts';
import { judge, type Outcome, type Result, reportOf } from './bench-anchoring/report.ts';
import { type Random, sentencesOf } from './bench-anchoring/text-parts.ts';
import { joinFamily, type RealText, readTexts, stranger, vocabularyOf } from './bench-anchoring/texts.ts';
import { type TrackedText, type Truth, truthsOf } from './bench-anchoring/tracked-text.ts';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const HAND_OUTS = join(ROOT, '..', 'shared', 'data');

const HELP = `npm run bench:anchoring -- [options]

  --data DIR          folder of real documents (../shared/data if there, else tests/fixtures)
  --passages N        passages of a long text and kind; a family a quarter, a short text a fifth (60)
  --seed N            draws passages and edits (1)
  --part dev|held-out|both   texts and seeds that the engine was tuned on, or those it was not (both)
  --size N            units of the long text (1000000)
  --only KIND[,KIND]  some kinds of edit
  --with NAME[,NAME]  some contestants: ${CONTESTANTS.map(({ name }) => name).join(', ')}
  --failures N        print as many failures of each kind
`;

const { values: options } = parseArgs({
  options: {
    data: { type: 'string' },
    passages: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    part: { type: 'string', default: 'both' },
    size: { type: 'string', default: '1000000' },
    only: { type: 'string' },
    with: { type: 'string' },
    failures: { type: 'string', default: '0' },
    help: { type: 'boolean', default: false },
  },
});

/** A text to mark passages in. */
interface Subject {
  readonly name: string;
  readonly text: string;
  readonly isLong: boolean;
  /** Of the passages drawn from a long text. */
  readonly share: number;
  readonly path: string | null;
}

/** What one round of all contestants on one edited text needs. */
interface Round {
  readonly kind: string;
  readonly isUnseen: boolean;
  readonly subject: Subject;
  readonly original: string;
  readonly passages: readonly SampledPassage[];
  readonly edited: TrackedText;
  readonly truths: readonly Truth[];
}

async function main(): Promise<void> {
  if (options.help) {
    console.log(HELP);
    return;
  }
  const folder = options.data ?? (existsSync(HAND_OUTS) ? HAND_OUTS : join(ROOT, 'tests', 'fixtures'));
  const cache = join(ROOT, '.cache', 'bench', 'texts');
  const texts = await readTexts(folder, cache);
  if (texts.length < 4) throw new Error(`${folder} holds fewer than 4 documents that can be read.`);
  const chosen = options.with?.split(',');
  const contestants = CONTESTANTS.filter(({ name }) => chosen?.includes(name) ?? true);
  const parts = options.part === 'both' ? ['dev', 'held-out'] : [options.part];
  console.log(`Texts: ${texts.length} from ${folder}. Seed ${options.seed}.`);
  for (const part of parts) {
    const isHeldOut = part === 'held-out';
    const own = texts.filter((_, index) => index % 2 === (isHeldOut ? 1 : 0));
    const results = await runPart(own, isHeldOut, contestants);
    console.log(
      `\n## ${part}: ${own.length} texts\n\n${reportOf(
        results,
        contestants.map(({ name }) => name),
      )}`,
    );
    const file = join(ROOT, '.cache', 'bench', `anchoring-${part}.json`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(results));
  }
}

async function runPart(
  texts: readonly RealText[],
  isHeldOut: boolean,
  contestants: readonly Contestant[],
): Promise<readonly Result[]> {
  const seed = Number(options.seed) * 2 + (isHeldOut ? 1 : 0);
  const random = seededRandom(seed * 7919);
  const vocabulary = vocabularyOf(texts.map(({ text }) => text));
  const foreign = texts.flatMap(({ text }) =>
    sentencesOf(text)
      .map(({ start, end }) => text.slice(start, end))
      .filter((words) => words.length > 40 && words.length < 300)
      .map((words) => stranger(words, vocabulary, random)),
  );
  const pdfs = texts.filter(({ path }) => path.endsWith('.pdf'));
  const joined = (siblings: number): string =>
    joinFamily(
      (pdfs.length > 0 ? pdfs : texts).map(({ text }) => text),
      Number(options.size),
      siblings,
      random,
    );
  const subjects: Subject[] = [
    { name: 'long text', text: joined(0.03), isLong: true, share: 1, path: null },
    { name: 'family', text: joined(0.25), isLong: true, share: 0.25, path: null },
    ...texts.map(({ name, text, path }) => ({ name, text, path, isLong: false, share: 0.2 })),
  ];
  const results: Result[] = [];
  for (const round of rounds(subjects, foreign, seed, isHeldOut)) {
    for (const contestant of contestants) results.push(...(await runRound(await round, contestant)));
  }
  return results;
}

function* rounds(
  subjects: readonly Subject[],
  foreign: readonly string[],
  seed: number,
  isHeldOut: boolean,
): Generator<Round | Promise<Round>> {
  const only = options.only?.split(',');
  const most = Number(options.passages);
  for (const [index, kind] of KINDS.entries()) {
    if (only !== undefined && !only.includes(kind.name)) continue;
    // What the engine was never tuned on is shown with the texts that it was never tuned on.
    if (kind.isUnseen && !isHeldOut) continue;
    for (const [place, subject] of subjects.entries()) {
      if (!subject.isLong && place % 4 !== index % 4) continue;
      const random = seededRandom(seed * 1_000_003 + index * 1009 + place);
      const drawn = drawPassages(subject.text, Math.ceil(most * subject.share), random);
      const made = kind.make(subject.text, drawn, { random, foreign, passages: drawn });
      const truths = truthsOf(made.edited, made.passages, made.original.length);
      yield { kind: kind.name, isUnseen: kind.isUnseen, subject, ...made, truths };
    }
  }
  for (const [index, [name, extractor]] of EXTRACTORS.entries()) {
    if (only !== undefined && !only.includes(name)) continue;
    for (const [place, subject] of subjects.entries()) {
      if (subject.path === null || !subject.path.endsWith('.pdf')) continue;
      const random: Random = seededRandom(seed * 2_000_003 + index * 1009 + place);
      const passages = drawPassages(subject.text, Math.ceil(most / 8), random);
      yield extractor(subject.path).then((other) => {
        const edited = trackOther(subject.text, other ?? '');
        const truths =
          other === null
            ? passages.map((): Truth => ({ kind: 'unclear' }))
            : truthsOf(edited, passages, subject.text.length, true);
        return { kind: name, isUnseen: false, subject, original: subject.text, passages, edited, truths };
      });
    }
  }
}

async function runRound(round: Round, contestant: Contestant): Promise<readonly Result[]> {
  const { original, passages, edited, truths, subject } = round;
  const kept = passages.map((span) => contestant.describe(original, span));
  const opened = performance.now();
  const find = contestant.open(edited.text);
  const preparation = performance.now() - opened;
  const results: Result[] = [];
  for (const [index, passage] of passages.entries()) {
    const truth = truths[index];
    if (truth === undefined || truth.kind === 'unclear') continue;
    const started = performance.now();
    let found: Span | null = null;
    let failure: string | null = null;
    try {
      found = await find(kept[index]);
    } catch (cause) {
      // A contestant that breaks down has not found the passage.
      failure = String(cause);
    }
    const milliseconds = performance.now() - started;
    const outcome = judge(found, truth);
    results.push({
      kind: round.kind,
      isUnseen: round.isUnseen,
      contestant: contestant.name,
      size: passage.size,
      isLong: subject.isLong,
      outcome,
      milliseconds,
      preparation,
      sharing: truths.filter((other) => other.kind !== 'unclear').length,
    });
    if (contestant.name.startsWith('standpoint')) showFailure(round, contestant.name, passage, truth, found, outcome);
    if (failure !== null && !failures.has(`${contestant.name} ${failure}`)) {
      failures.add(`${contestant.name} ${failure}`);
      console.error(`· ${contestant.name} failed on a passage of ${subject.name}: ${failure}`);
    }
  }
  return results;
}

const failures = new Set<string>();
const shown = new Map<string, number>();

function showFailure(
  { kind, subject, original, edited }: Round,
  name: string,
  { start, end, size }: SampledPassage,
  truth: Truth,
  found: Span | null,
  outcome: Outcome,
): void {
  const isFailure = outcome !== 'right' && outcome !== 'honest';
  const key = `${name} ${kind} ${outcome}`;
  const count = shown.get(key) ?? 0;
  if (!isFailure || count >= Number(options.failures)) return;
  shown.set(key, count + 1);
  const words = (text: string, span: Span): string => {
    const around = `${text.slice(Math.max(0, span.start - 40), span.start)}⟦${text.slice(span.start, span.end)}⟧${text.slice(span.end, span.end + 40)}`;
    return JSON.stringify(around.length > 420 ? `${around.slice(0, 210)} … ${around.slice(-210)}` : around);
  };
  console.log(
    [
      `\n${key} (${size}, ${subject.name}, ${start}–${end})`,
      `  was   ${words(original, { start, end })}`,
      truth.kind === 'at' ? `  truth ${truth.span.start} ${words(edited.text, truth.span)}` : '  truth gone',
      found === null ? '  found nothing' : `  found ${found.start} ${words(edited.text, found)}`,
    ].join('\n'),
  );
}

main().catch((error) => {
  console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  process.exitCode = 2;
});
