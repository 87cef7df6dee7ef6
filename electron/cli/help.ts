import { placeholder } from './arguments.ts';
import { COMMANDS, type Command, NOUNS } from './commands.ts';
import type { Flag } from './flags.ts';

const GLOBAL_FLAGS: readonly (readonly [string, string])[] = [
  ['-a, --archive DIR', 'the archive to work on'],
  ['--format json|table|csv', 'how the result is printed on stdout (json)'],
  ['--coder NAME', 'who is working (the user of this machine)'],
  ['-h, --help', 'help on this level'],
];

const isCoding = (flag: Flag) => flag.path[0] === 'codings';

function positionalUsage(flag: Flag): string {
  const word = flag.many ? `${placeholder(flag)}...` : placeholder(flag);
  return flag.required ? word : `[${word}]`;
}

function flagUsage(flag: Flag): string {
  const word = flag.kind === 'switch' ? `--${flag.name}` : `--${flag.name} ${placeholder(flag)}`;
  if (flag.required) return word;
  return flag.many ? `[${word}]...` : `[${word}]`;
}

/** The line that shows how a command is written. */
export function usageLine(command: Command): string {
  const needsArchive = command.needsArchive && command.method !== 'archive.create';
  return [
    'standpoint',
    ...(needsArchive ? ['-a DIR'] : []),
    ...command.words,
    ...command.positionals.map(positionalUsage),
    ...command.flags.map(flagUsage),
  ].join(' ');
}

function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.min(32, Math.max(...rows.map(([left]) => left.length)));
  return rows
    .map(([left, right]) =>
      left.length > width ? `  ${left}\n  ${' '.repeat(width)}  ${right}` : `  ${left.padEnd(width)}  ${right}`,
    )
    .join('\n');
}

function flagHelp(flag: Flag): string {
  const many = flag.many ? (isCoding(flag) ? '' : '; may be repeated') : '';
  const choices = flag.kind === 'choice' ? `: ${flag.choices.join(', ')}` : '';
  return `${flag.help}${choices}${many}${flag.required ? ' (needed)' : ''}`;
}

function commandHelp(command: Command): string {
  const parts = [`${command.summary}.`, `Usage: ${usageLine(command)}`];
  if (command.positionals.length > 0) {
    parts.push(columns(command.positionals.map((flag) => [placeholder(flag), flagHelp(flag)])));
  }
  if (command.flags.length > 0) {
    parts.push(
      columns(
        command.flags.map((flag) => [
          flag.kind === 'switch' ? `--${flag.name}` : `--${flag.name} ${placeholder(flag)}`,
          flagHelp(flag),
        ]),
      ),
    );
  }
  parts.push(...command.notes);
  parts.push(`Everywhere:\n${columns(GLOBAL_FLAGS)}`);
  return parts.join('\n\n');
}

function nounHelp(noun: string): string {
  const commands = COMMANDS.filter((command) => command.words[0] === noun);
  const [first] = commands;
  if (first !== undefined && first.words.length === 1) return commandHelp(first);
  return [
    `standpoint ${noun}: ${NOUNS[noun] ?? ''}.`,
    columns(commands.map((command) => [command.words.join(' '), command.summary])),
    `More: standpoint ${noun} COMMAND --help`,
  ].join('\n\n');
}

function overview(): string {
  return [
    'Standpoint preserves source documents and marks which agency takes which stance in them.',
    'Usage: standpoint [-a DIR] COMMAND [...]',
    columns(COMMANDS.map((command) => [command.words.join(' '), command.summary])),
    `Everywhere:\n${columns(GLOBAL_FLAGS)}`,
    'Results go to stdout, messages to stderr. Ends with 0 if done, 1 if refused or failed, 2 if the line was wrong.',
    'More: standpoint COMMAND --help',
  ].join('\n\n');
}

/** Help for a command, a noun, or (no words) everything. Ends without a line end. */
export function helpFor(words: readonly string[]): string {
  const [noun, verb] = words;
  if (noun === undefined) return overview();
  const command = COMMANDS.find((each) => each.words[0] === noun && each.words[1] === verb);
  return verb === undefined || command === undefined ? nounHelp(noun) : commandHelp(command);
}

function cell(text: string): string {
  return text.replace(/\|/g, '\\|');
}

/** The reference part of docs/command-line.md, in Markdown. */
export function commandReference(): string {
  const sections = Object.keys(NOUNS).map((noun) => {
    const commands = COMMANDS.filter((command) => command.words[0] === noun);
    const texts = commands.map((command) => {
      const rows = [...command.positionals, ...command.flags].map((flag) => {
        const isPositional = command.positionals.includes(flag);
        const name = isPositional ? placeholder(flag) : `--${flag.name}`;
        return `| \`${name}\` | ${cell(flagHelp(flag))} |`;
      });
      const table = rows.length === 0 ? [] : [['| What | Meaning |', '|---|---|', ...rows].join('\n')];
      const method = command.method === null ? '' : ` (\`${command.method}\`)`;
      return [
        `### ${command.words.join(' ')}`,
        `${command.summary}${method}.`,
        `\`\`\`\n${usageLine(command)}\n\`\`\``,
        ...table,
        ...command.notes,
      ].join('\n\n');
    });
    return [`## ${noun}`, `To ${NOUNS[noun] ?? ''}.`, ...texts].join('\n\n');
  });
  return `${sections.join('\n\n')}\n`;
}
