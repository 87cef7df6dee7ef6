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
  if (flag.kind === 'integer') return toInteger(flag, text, words);
  if (flag.kind === 'choice' && !flag.choices.includes(text)) {
    throw new UsageError(`--${flag.name} is one of ${flag.choices.join(', ')}; not "${text}".`, words);
  }
  return text;
}

function pairCodings(invocation: Invocation): readonly { agency: string; stance: string }[] | null {
  const agencies = invocation.values.get('agency') ?? [];
  const stances = invocation.values.get('stance') ?? [];
  if (agencies.length === 0 && stances.length === 0) return null;
  if (agencies.length !== stances.length) {
    throw new UsageError(
      `A coding is an agency with a stance: ${agencies.length} --agency and ${stances.length} --stance are given.`,
      invocation.command.words,
    );
  }
  return agencies.flatMap((agency, index) => {
    const stance = stances[index] ?? '';
    return agency === '' && stance === '' ? [] : [{ agency, stance }];
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
      const codings = pairCodings(invocation);
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
