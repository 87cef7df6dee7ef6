// Exports briefings of the sample archive at random, tampers with them, and counts what `briefing verify` finds; and
// counts its false alarms on briefings that LibreOffice saved again or that were changed harmlessly:
//   node scripts/tamper-test.ts [how many to tamper with, 200] [how many to leave alone, 60] [seed, 5]
// Needs soffice on the path for the second part. Ends with 1 if anything was missed or wrongly reported.
import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createSession } from '../electron/archive/dispatch.ts';
import { forkParser } from '../electron/archive/importers/fork-parser.ts';
import type { ArchiveMethod, MethodInput, MethodOutput } from '../shared/contract.ts';
import { errorFromData } from '../shared/errors.ts';
import { randomBody } from '../tests/support/random-briefing.ts';
import { judge, type TamperedBriefing, type Tampering, tamper } from '../tests/support/tamper-cases.ts';
import { HARMLESS, pick, seeded } from '../tests/support/tampering.ts';

const [tampered = 200, untouched = 60, seed = 5] = process.argv.slice(2).map(Number);
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const work = mkdtempSync(join(tmpdir(), 'standpoint-tamper-'));
const random = seeded(seed);
const WAYS: readonly Tampering[] = [
  'a word altered',
  'two quotes swapped',
  'a “not” dropped',
  'an original replaced',
  'a word hidden',
];
const STYLES = ['chicago-notes', 'chicago-author-date', 'apa', 'bluebook-law-review'];

const newSession = () =>
  createSession({
    coder: () => 'Tester',
    broadcast: () => undefined,
    launchParser: forkParser(join(root, 'electron', 'archive', 'importers', 'parser-process.ts')),
  });
const session = newSession();
/** Has no archive open: what is checked by it is held against the file alone. */
const alone = newSession();

async function call<M extends ArchiveMethod>(
  method: M,
  input: MethodInput<M>,
  by: ReturnType<typeof newSession> = session,
): Promise<MethodOutput<M>> {
  const result = await by.invoke(method, input);
  if (!result.ok) throw errorFromData(result.error);
  return result.value as MethodOutput<M>;
}

const folder = (name: string): string => {
  const path = join(work, name);
  mkdirSync(path, { recursive: true });
  return path;
};

let count = 0;
async function exportOne(extension: string): Promise<string> {
  count += 1;
  const { passages } = await call('passage.list', {});
  const plain = passages.map(({ documentTitle: _title, dateIssued: _date, withdrawal: _state, ...passage }) => passage);
  const { id } = await call('briefing.create', {
    title: `Briefing ${count}`,
    body: randomBody(random, plain, 12),
    citationStyle: pick(random, STYLES),
  });
  const to = join(folder('exported'), `briefing-${count}.${extension}`);
  if (extension === 'zip') await call('briefing.package', { id, to });
  else await call('briefing.export', { id, to });
  return to;
}

interface Tally {
  briefings: number;
  quotes: number;
  missed: string[];
  falseAlarms: string[];
}
const tallies = new Map<string, Tally>();

async function check(
  kind: string,
  { file, altered }: Pick<TamperedBriefing, 'file' | 'altered'>,
  withArchive: boolean,
) {
  const tally = tallies.get(kind) ?? { briefings: 0, quotes: 0, missed: [], falseAlarms: [] };
  tallies.set(kind, tally);
  const verified = await call('briefing.verifyFile', { file }, withArchive ? session : alone);
  const { missed, falseAlarms } = judge({ altered }, verified);
  tally.briefings += 1;
  tally.quotes += verified.uses.length;
  tally.missed.push(...missed.map((id) => `${basename(file)}: ${id}`));
  tally.falseAlarms.push(...falseAlarms.map((id) => `${basename(file)}: ${id}`));
}

/** LibreOffice opens documents and saves them again; gives the folder they are in then. */
function saveAgain(files: readonly string[], name: string): string {
  const to = folder(name);
  const settings = `-env:UserInstallation=file://${join(work, 'office')}`;
  for (let at = 0; at < files.length; at += 20) {
    const batch = files.slice(at, at + 20);
    execFileSync('soffice', [settings, '--headless', '--convert-to', 'docx', '--outdir', to, ...batch], {
      stdio: 'ignore',
      timeout: 280_000,
    });
  }
  return to;
}

const hasOffice = (): boolean => {
  try {
    execFileSync('soffice', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

const EXTENSIONS = ['docx', 'docx', 'docx', 'html', 'zip'];

try {
  const archive = join(work, 'archive');
  cpSync(join(root, 'resources', 'sample', 'archive'), archive, { recursive: true });
  await call('archive.open', { directory: archive });
  const office = hasOffice();

  const resaved: TamperedBriefing[] = [];
  for (let done = 0; done < tampered; ) {
    const way = WAYS[done % WAYS.length] ?? 'a word altered';
    const extension = way === 'an original replaced' ? 'zip' : pick(random, EXTENSIONS);
    const file = await exportOne(extension);
    const made = tamper(random, file, way, folder('tampered'));
    if (made === null) continue;
    done += 1;
    // A third of the Word documents are saved again by LibreOffice after they were tampered with.
    if (office && extension === 'docx' && random() < 0.34) resaved.push(made);
    else if (extension === 'docx' && random() < 0.5) {
      // Half of the others are disguised: changed in ways that alone would be harmless.
      const { name, apply, needsArchive = false } = pick(random, HARMLESS);
      writeFileSync(made.file, apply(readFileSync(made.file)));
      await check(`${way}, docx, ${name}`, made, needsArchive || random() < 0.5);
    } else await check(`${way}, ${extension}`, made, random() < 0.5);
    if (done % 20 === 0) process.stderr.write(`${done} tampered with\n`);
  }
  if (resaved.length > 0) {
    const to = saveAgain(
      resaved.map(({ file }) => file),
      'tampered-resaved',
    );
    for (const { file, tampering, altered } of resaved) {
      const again = join(to, basename(file));
      if (!existsSync(again)) throw new Error(`LibreOffice did not save ${basename(file)}.`);
      await check(`${tampering}, docx saved again`, { file: again, altered }, random() < 0.5);
    }
  }

  const left: string[] = [];
  for (let done = 0; done < untouched; done += 1) left.push(await exportOne('docx'));
  const none = new Set<string>();
  if (office) {
    const to = saveAgain(left, 'resaved');
    for (const [index, file] of left.entries()) {
      await check(
        'untouched, docx saved again by LibreOffice',
        { file: join(to, basename(file)), altered: none },
        index % 2 === 0,
      );
    }
  }
  for (const [index, file] of left.entries()) {
    const { name, apply, needsArchive = false } = HARMLESS[index % HARMLESS.length] ?? pick(random, HARMLESS);
    const to = join(folder('harmless'), basename(file));
    writeFileSync(to, apply(readFileSync(file)));
    await check(`untouched, ${name}`, { file: to, altered: none }, needsArchive || random() < 0.5);
  }
  for (const extension of ['html', 'zip']) {
    for (let done = 0; done < Math.ceil(untouched / 10); done += 1) {
      await check(`untouched, ${extension}`, { file: await exportOne(extension), altered: none }, done % 2 === 0);
    }
  }

  // An original of the archive itself, put in place of another one and back again.
  const documents = await call('document.list', {});
  for (const { sha256 } of documents.slice(0, 3)) {
    const path = join(archive, 'objects', sha256.slice(0, 2), sha256);
    const file = left[0] ?? '';
    const kept = join(work, 'kept');
    const before = await call('briefing.verifyFile', { file });
    const altered = new Set(before.uses.filter((use) => use.sha256 === sha256).map(({ useId }) => useId));
    if (altered.size === 0) continue;
    copyFileSync(path, kept);
    rmSync(path);
    writeFileSync(path, `another original ${random()}`);
    await check('an original of the archive replaced, docx', { file, altered }, true);
    rmSync(path);
    copyFileSync(kept, path);
  }

  console.log(`seed ${seed}`);
  console.log(`${'what'.padEnd(52)}  briefings  quotes  missed  false alarms`);
  let wrong = 0;
  for (const [kind, { briefings, quotes, missed, falseAlarms }] of [...tallies].sort()) {
    wrong += missed.length + falseAlarms.length;
    console.log(
      `${kind.padEnd(52)}  ${String(briefings).padStart(9)}  ${String(quotes).padStart(6)}  ${String(missed.length).padStart(6)}  ${String(falseAlarms.length).padStart(12)}`,
    );
    for (const each of [...missed, ...falseAlarms]) console.log(`    ${each}`);
  }
  console.log(wrong === 0 ? 'Everything was found, and nothing else.' : `${wrong} wrong.`);
  if (!office) console.log('soffice is not here: nothing was saved again.');
  process.exitCode = wrong === 0 ? 0 : 1;
} finally {
  await session.close();
  await alone.close();
  if (process.env.KEEP === undefined) rmSync(work, { recursive: true, force: true });
  else console.log(`Kept in ${work}`);
}
