import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { COMMANDS, DECLARATIONS, NOUNS } from '../../../electron/cli/commands.ts';
import { commandReference, helpFor, usageLine } from '../../../electron/cli/help.ts';
import { type ArchiveMethod, archiveContract } from '../../../shared/contract.ts';

const DOCS = 'docs/command-line.md';
const MARK = '<!-- From here on written by `npx vitest run tests/electron/cli/commands.test.ts -u`. -->\n';
const methods = Object.keys(archiveContract);

describe('the table of commands', () => {
  it('has a command or a reason for every method of the contract', () => {
    const reached = COMMANDS.flatMap((command) => (command.method === null ? [] : [command.method]));
    const exempt: string[] = methods.filter((method) => 'exempt' in DECLARATIONS[method as ArchiveMethod]);
    expect([...new Set([...reached, ...exempt])].sort()).toEqual([...methods].sort());
    expect(exempt.sort()).toEqual([
      'archive.close',
      'archive.open',
      'bag.cancel',
      'briefing.dismissFindings',
      'capture.cancel',
      'capture.drop',
      'capture.keep',
      'document.cancelImport',
      'export.cancel',
      'fixity.cancel',
      'recognition.cancel',
      'recognition.pause',
      'recognition.resume',
    ]);
  });

  it('calls no two commands alike', () => {
    const names = COMMANDS.map((command) => command.words.join(' '));
    expect(new Set(names).size).toBe(names.length);
  });

  it('explains every noun', () => {
    expect(Object.keys(NOUNS).sort()).toEqual([...new Set(COMMANDS.map((command) => command.words[0]))].sort());
  });

  it.each(COMMANDS.map((command) => [command.words.join(' '), command] as const))(
    'has help for %s that shows its usage and explains every flag',
    (_, command) => {
      const help = helpFor(command.words);
      expect(help).toContain(usageLine(command));
      for (const flag of [...command.positionals, ...command.flags]) {
        expect(flag.help, flag.name).not.toBe('');
        expect(help).toContain(flag.help);
      }
    },
  );

  it('lists every command in the first help and in the help of its noun', () => {
    for (const command of COMMANDS) {
      expect(helpFor([])).toContain(command.summary);
      expect(helpFor(command.words.slice(0, 1))).toContain(command.summary);
    }
  });
});

describe('docs/command-line.md', () => {
  const text = readFileSync(DOCS, 'utf8');

  it('has a line for every method, and says why where there is no command', () => {
    for (const method of methods) expect(text).toContain(`\`${method}\``);
    for (const declaration of Object.values(DECLARATIONS)) {
      if ('exempt' in declaration) expect(text).toContain(declaration.exempt);
    }
  });

  it('holds the reference made from the table', async () => {
    const [introduction] = text.split(MARK);
    await expect(`${introduction}${MARK}\n${commandReference()}`).toMatchFileSnapshot(`../../../${DOCS}`);
  });
});
