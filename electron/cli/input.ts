import { archiveContract } from '../../shared/contract.ts';
import { type Invocation, UsageError } from './arguments.ts';
import type { Flag, Reference } from './flags.ts';

/** Turns a name, title or short id into an id; rejects with an ArchiveError if none or several fit. */
export type Resolve = (reference: Reference, text: string) => Promise<string>;

function toInteger(flag: Flag, text: string, words: readonly string[]): number {
  const value = /^[+-]?\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(value)) throw new UsageError(`--${flag.name} is a whole number; not "${text}".`, words);
  return value;
}

function toValue(flag: Flag, text: string, words: readonly string[]): unknown {
  if (flag.kind === 'switch') return text !== 'no';
  if (flag.kind === 'span') {
    const [, start, end] = /^(\d+)-(\d+)$/.exec(text) ?? [];
    if (start === undefined || end === undefined) {
      throw new UsageError(`--${flag.name} is a place like 120-180; not "${text}".`, words);
    }
    return { start: Number(start), end: Number(end) };
  }
  if (flag.kind === 'rectangle') {
    const numbers = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
    if (numbers.length === 4 && numbers.every(Number.isFinite)) return numbers;
    throw new UsageError(`--${flag.name} is four numbers like 72,100,200,50; not "${text}".`, words);
  }
  if (flag.kind === 'integer') return toInteger(flag, text, words);
  if (flag.kind === 'choice' && !flag.choices.includes(text)) {
    throw new UsageError(`--${flag.name} is one of ${flag.choices.join(', ')}; not "${text}".`, words);
  }
  return text;
}

/** What codings may say besides agency and stance. */
const EXTRAS = ['topic', 'voice', 'certainty'] as const;

function pairCodings(
  invocation: Invocation,
  read: (name: string, text: string) => unknown,
): readonly Readonly<Record<string, unknown>>[] | null {
  const given = (name: string): readonly string[] => invocation.values.get(name) ?? [];
  const agencies = given('agency');
  const stances = given('stance');
  const { words } = invocation.command;
  if (agencies.length === 0 && stances.length === 0) {
    const extra = EXTRAS.find((name) => given(name).length > 0);
    if (extra === undefined) return null;
    throw new UsageError(`--${extra} belongs to a coding: give --agency and --stance too.`, words);
  }
  if (agencies.length !== stances.length) {
    throw new UsageError(
      `A coding is an agency with a stance: ${agencies.length} --agency and ${stances.length} --stance are given.`,
      words,
    );
  }
  const extras = EXTRAS.map((name) => {
    const texts = given(name);
    if (texts.length <= 1 || texts.length === agencies.length) return { name, texts };
    throw new UsageError(
      `${texts.length} --${name} are given for ${agencies.length} codings: give one for all, or one for each ("" for none).`,
      words,
    );
  });
  return agencies.flatMap((agency, index) => {
    const stance = stances[index] ?? '';
    if (agency === '' && stance === '') return [];
    const said = extras.flatMap(({ name, texts }): [string, unknown][] => {
      const text = (texts.length === 1 ? texts[0] : texts[index]) ?? '';
      return text === '' ? [] : [[name, read(name, text)]];
    });
    return [{ agency, stance, ...Object.fromEntries(said) }];
  });
}

function put(input: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [first, second] = path;
  if (first === undefined) return;
  if (second === undefined) {
    input[first] = value;
    return;
  }
  const inner = input[first];
  input[first] = { ...(typeof inner === 'object' && inner !== null ? inner : {}), [second]: value };
}

/**
 * Builds the input of the command's method. References are resolved by `resolve`; pass one that returns its
 * text to check a line before any archive is opened. Throws UsageError if a value does not fit.
 */
export async function buildInput(invocation: Invocation, resolve: Resolve): Promise<Record<string, unknown>> {
  const { command, values } = invocation;
  const input: Record<string, unknown> = {};
  for (const flag of [...command.positionals, ...command.flags]) {
    const texts = values.get(flag.name);
    if (texts === undefined) continue;
    if (flag.path[0] === 'codings') {
      const codings = pairCodings(invocation, (name, text) => {
        const own = command.flags.find((other) => other.name === name);
        return own === undefined ? text : toValue(own, text, command.words);
      });
      if (codings !== null) put(input, ['codings'], codings);
      continue;
    }
    if (flag.clearable && texts.length === 1 && texts[0] === '') {
      put(input, flag.path, flag.many ? [] : null);
      continue;
    }
    const reference = flag.reference;
    const read = async (text: string) =>
      reference === null ? toValue(flag, text, command.words) : resolve(reference, text);
    const all = await Promise.all(texts.map(read));
    put(input, flag.path, flag.many ? all : all[0]);
  }
  return input;
}

/** Throws UsageError if the contract does not allow the line's values. Nothing is opened or looked up. */
export async function checkInput(invocation: Invocation): Promise<void> {
  const { method, positionals, flags, words } = invocation.command;
  const input = await buildInput(invocation, async (_, text) => text);
  if (method === null) return;
  const parsed = archiveContract[method].input.safeParse(input);
  const issue = parsed.error?.issues[0];
  if (issue === undefined) return;
  const fields = issue.path.filter((part) => typeof part === 'string');
  const flag = [...positionals, ...flags].find((each) => each.path[0] === fields[0]);
  throw new UsageError(`${flag === undefined ? 'The input' : `--${flag.name}`}: ${issue.message}.`, words);
}
