import { COMMANDS, type Command, NOUNS } from './commands.ts';
import type { Flag } from './flags.ts';

const OUTPUT_FORMATS = ['json', 'table', 'csv'] as const;
/** The forms in which results are printed. */
export type OutputFormat = (typeof OUTPUT_FORMATS)[number];

/** What was typed, understood. */
export interface Invocation {
  readonly command: Command;
  /** Values by flag name, in the order typed; positionals are under the name of their flag. A switch has ['']. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly archive: string | null;
  readonly format: OutputFormat;
  readonly coder: string | null;
}

/** What the words of a command line ask for. */
export type Request =
  | { readonly kind: 'run'; readonly invocation: Invocation }
  /** Words of the command or noun that help is wanted for; empty for all. */
  | { readonly kind: 'help'; readonly words: readonly string[] }
  | { readonly kind: 'version' };

/** The line was not understood: exit code 2. The message says what to type instead. */
export class UsageError extends Error {
  /** Words of the command that was meant, for the pointer to its help. */
  readonly words: readonly string[];

  constructor(message: string, words: readonly string[] = []) {
    super(message);
    this.name = 'UsageError';
    this.words = words;
  }
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substituted = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substituted, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** " Did you mean …?" with the nearest of the words allowed, or nothing if none is near. */
export function suggest(typed: string, allowed: readonly string[]): string {
  const near = allowed
    .map((word) => ({ word, cost: word.startsWith(typed) && typed.length > 1 ? 0 : distance(typed, word) }))
    .filter(({ word, cost }) => cost <= Math.max(1, Math.floor(word.length / 3)))
    .sort((a, b) => a.cost - b.cost);
  return near[0] === undefined ? '' : ` Did you mean ${near[0].word}?`;
}

/** "codebook agency add" is "agency add": the codebook holds them all. */
function withoutCodebook(words: readonly string[]): readonly string[] {
  const isPart = words[1] === 'agency' || words[1] === 'stance' || words[1] === 'topic';
  return words[0] === 'codebook' && isPart ? words.slice(1) : words;
}

/** " Did you mean …?" for a verb typed without its noun: the commands that have it, or the nearest one. */
function suggestByVerb(typed: string): string {
  const verbs = [...new Set(COMMANDS.flatMap(({ words }) => words.slice(1)))];
  const verb = verbs.includes(typed) ? typed : / mean (.+)\?$/.exec(suggest(typed, verbs))?.[1];
  const found = COMMANDS.filter(({ words }) => words[1] === verb).map(({ words }) => words.join(' '));
  if (verb === undefined || found.length === 0) return '';
  const last = found[found.length - 1];
  return ` Did you mean ${found.length === 1 ? last : `${found.slice(0, -1).join(', ')} or ${last}`}?`;
}

function findCommand(words: readonly string[]): { command: Command; rest: readonly string[] } {
  const asked = withoutCodebook(words);
  const [noun, verb] = asked;
  if (noun === undefined) throw new UsageError('Say what to do.');
  if (!Object.hasOwn(NOUNS, noun)) {
    throw new UsageError(`There is no command "${noun}".${suggest(noun, Object.keys(NOUNS)) || suggestByVerb(noun)}`);
  }
  const ofNoun = COMMANDS.filter((command) => command.words[0] === noun);
  const whole = ofNoun.find((command) => command.words.length === 1 || command.words[1] === verb);
  if (whole !== undefined) return { command: whole, rest: asked.slice(whole.words.length) };
  const verbs = ofNoun.flatMap((command) => command.words.slice(1));
  if (verb === undefined) throw new UsageError(`Say what to do with ${noun}: ${verbs.join(', ')}.`, [noun]);
  throw new UsageError(`There is no command "${noun} ${verb}".${suggest(verb, verbs)}`, [noun]);
}

interface Token {
  readonly name: string;
  readonly value: string | null;
}

const GLOBAL_VALUES = ['archive', 'format', 'coder'];
const SHORT: Readonly<Record<string, string>> = { a: 'archive', h: 'help' };

/** Splits "--name=value", "--name" and "-a" from plain words; null for a plain word. */
function readFlag(argument: string): Token | null {
  const long = /^--([a-z][a-z-]*)(?:=([\s\S]*))?$/.exec(argument);
  if (long !== null) return { name: long[1] ?? '', value: long[2] ?? null };
  const short = /^-([a-zA-Z])(?:=?([\s\S]+))?$/.exec(argument);
  if (short === null) return null;
  const letter = short[1] ?? '';
  return { name: SHORT[letter] ?? `-${letter}`, value: short[2] ?? null };
}

const spoken = (name: string) => (name.startsWith('-') ? name : `--${name}`);

/** First pass: the command must be known before its flags can be told from their values. */
function wordsBeforeFlags(argv: readonly string[]): readonly string[] {
  const words: string[] = [];
  for (let i = 0; i < argv.length; i++) {
    const argument = argv[i] ?? '';
    if (argument === '--') break;
    const flag = readFlag(argument);
    if (flag === null) words.push(argument);
    else if (GLOBAL_VALUES.includes(flag.name)) i += flag.value === null ? 1 : 0;
    else if (flag.name !== 'help') break;
  }
  return words;
}

function asFormat(value: string, words: readonly string[]): OutputFormat {
  const format = OUTPUT_FORMATS.find((each) => each === value);
  if (format === undefined) {
    throw new UsageError(`--format is ${OUTPUT_FORMATS.join(', ')}; not "${value}".`, words);
  }
  return format;
}

class Values {
  readonly #map = new Map<string, string[]>();

  add(flag: Flag, value: string, words: readonly string[]): void {
    const present = this.#map.get(flag.name) ?? [];
    if (present.length > 0 && !flag.many) throw new UsageError(`--${flag.name} is given more than once.`, words);
    this.#map.set(flag.name, [...present, value]);
  }

  has(name: string): boolean {
    return this.#map.has(name);
  }

  get all(): ReadonlyMap<string, readonly string[]> {
    return this.#map;
  }
}

function helpWords(argv: readonly string[]): readonly string[] | null {
  const end = argv.indexOf('--');
  const before = end === -1 ? argv : argv.slice(0, end);
  if (before[0] === 'help') return wordsBeforeFlags(before.slice(1));
  return before.includes('--help') || before.includes('-h') ? wordsBeforeFlags(before) : null;
}

/** The longest beginning of `words` that names a command or a noun. Throws UsageError if the first names nothing. */
function helpTopic(words: readonly string[]): readonly string[] {
  const asked = withoutCodebook(words);
  const [noun] = asked;
  if (noun === undefined) return [];
  return asked.length === 1 && Object.hasOwn(NOUNS, noun) ? [noun] : findCommand(asked).command.words;
}

function fillPositionals(command: Command, values: Values, words: readonly string[]): void {
  const waiting = command.positionals.filter((flag) => !values.has(flag.name));
  const isQuery = command.method === 'search.query' || command.method === 'search.find';
  const rest = isQuery && words.length > 0 ? [words.join(' ')] : words;
  for (const [index, word] of rest.entries()) {
    const last = waiting[waiting.length - 1];
    const flag = waiting[index] ?? (last?.many ? last : undefined);
    if (flag === undefined) throw new UsageError(`"${word}" is one word too many.`, command.words);
    values.add(flag, word, command.words);
  }
}

function demandRequired(command: Command, values: Values): void {
  for (const flag of command.positionals) {
    if (flag.required && !values.has(flag.name)) {
      throw new UsageError(`${command.words.join(' ')} needs ${placeholder(flag)} (${flag.help}).`, command.words);
    }
  }
  for (const flag of command.flags) {
    if (flag.required && !values.has(flag.name)) {
      throw new UsageError(`${command.words.join(' ')} needs --${flag.name} (${flag.help}).`, command.words);
    }
  }
}

/** The word that stands for a flag's value in help. */
export function placeholder(flag: Flag): string {
  if (flag.kind === 'integer') return 'N';
  return flag.name.toUpperCase().replace(/-/g, '_');
}

/** Understands a command line (without node and script). Throws UsageError with a remedy where it can't. */
export function parseArguments(argv: readonly string[]): Request {
  if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) return { kind: 'version' };
  const help = helpWords(argv);
  if (help !== null) return { kind: 'help', words: helpTopic(help) };

  const { command } = findCommand(wordsBeforeFlags(argv));
  const flags = [...command.positionals, ...command.flags];
  const values = new Values();
  const words: string[] = [];
  const globals = new Map<string, string>();
  for (let i = 0; i < argv.length; i++) {
    const argument = argv[i] ?? '';
    if (argument === '--') {
      words.push(...argv.slice(i + 1));
      break;
    }
    const token = readFlag(argument);
    if (token === null) {
      words.push(argument);
      continue;
    }
    const isNo =
      token.name.startsWith('no-') && flags.some(({ kind, name }) => kind === 'switch' && name === token.name.slice(3));
    const flag = flags.find((each) => each.name === (isNo ? token.name.slice(3) : token.name));
    if (flag === undefined && !GLOBAL_VALUES.includes(token.name)) {
      const allowed = [...flags.map((each) => each.name), ...GLOBAL_VALUES, 'help'].map((name) => `--${name}`);
      throw new UsageError(
        `${command.words.join(' ')} has no flag ${spoken(token.name)}.${suggest(spoken(token.name), allowed)}`,
        command.words,
      );
    }
    if (flag?.kind === 'switch') {
      if (token.value !== null) throw new UsageError(`--${flag.name} takes no value.`, command.words);
      values.add(flag, isNo ? 'no' : '', command.words);
      continue;
    }
    let value = token.value;
    if (value === null) {
      const next = argv[i + 1];
      if (next === undefined || /^--[a-z]/.test(next)) {
        throw new UsageError(
          `--${token.name} needs a value; if it begins with --, write --${token.name}=VALUE.`,
          command.words,
        );
      }
      value = next;
      i += 1;
    }
    if (flag !== undefined) values.add(flag, value, command.words);
    else if (globals.has(token.name)) throw new UsageError(`--${token.name} is given more than once.`, command.words);
    else globals.set(token.name, value);
  }

  fillPositionals(command, values, findCommand(words).rest);
  const archive = globals.get('archive') ?? null;
  const directory = command.positionals.find((flag) => flag.name === 'directory');
  if (directory !== undefined && !values.has('directory') && archive !== null) {
    values.add(directory, archive, command.words);
  }
  demandRequired(command, values);
  if (command.needsArchive && directory === undefined && archive === null) {
    throw new UsageError('Say which archive: -a DIR.', command.words);
  }
  return {
    kind: 'run',
    invocation: {
      command,
      values: values.all,
      archive,
      format: asFormat(globals.get('format') ?? 'json', command.words),
      coder: globals.get('coder') ?? null,
    },
  };
}
