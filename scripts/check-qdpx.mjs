// Checks REFI-QDA projects with programs that are not ours: node scripts/check-qdpx.mjs FILE.qdpx …
// `unzip` takes them apart, `xmllint` holds project.qde against the schema of the standard; what a schema cannot say is
// looked at here: every GUID once, every reference to something that is there, every file named and present, every
// position in its text with the words that it is named after. Ends with 1 if anything is wrong.
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SaxesParser } from 'saxes';
import { ROOT } from './run-command.mjs';

const run = promisify(execFile);
const SCHEMA = join(ROOT, 'tests', 'fixtures', 'refi-qda', 'Project.xsd');

/** Faults of a project, in words; empty if it is sound. */
async function check(file) {
  const folder = await mkdtemp(join(tmpdir(), 'standpoint-qdpx-'));
  try {
    await run('unzip', ['-q', file, '-d', folder]);
    const path = join(folder, 'project.qde');
    const faults = await run('xmllint', ['--noout', '--schema', SCHEMA, path]).then(
      () => [],
      (error) => String(error.stderr).trim().split('\n'),
    );
    const sources = await readdir(join(folder, 'sources')).catch(() => []);
    const found = await look(await readFile(path, 'utf8'), sources, (name) =>
      readFile(join(folder, 'sources', name), 'utf8'),
    );
    return { ...found, faults: [...faults, ...found.faults] };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function look(xml, files, textOf) {
  const faults = [];
  const guids = new Set();
  const references = [];
  const named = new Set();
  const selections = [];
  let text = null;
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => {
    const { guid, targetGUID, originGUID, creatingUser, path, plainTextPath, richTextPath } = attributes;
    if (guid !== undefined) {
      if (guids.has(guid)) faults.push(`${name}: the GUID ${guid} is there twice`);
      guids.add(guid);
    }
    for (const target of [targetGUID, originGUID, creatingUser]) if (target !== undefined) references.push(target);
    for (const address of [path, plainTextPath, richTextPath]) {
      if (address !== undefined) named.add(address.replace('internal://', ''));
    }
    if (plainTextPath !== undefined) text = plainTextPath.replace('internal://', '');
    if (name === 'PlainTextSelection') selections.push({ ...attributes, text });
  });
  parser.on('text', (words) => {
    if (/^[0-9a-f-]{36}\.[a-z]+$/.test(words)) named.add(words);
  });
  parser.write(xml).close();
  for (const target of references)
    if (!guids.has(target)) faults.push(`nothing has the GUID ${target}, which is referred to`);
  for (const name of named) if (!files.includes(name)) faults.push(`sources/${name} is named, but not there`);
  for (const name of files) if (!named.has(name)) faults.push(`sources/${name} is there, but not named`);
  const texts = new Map();
  for (const { startPosition, endPosition, name, text: of } of selections) {
    if (!texts.has(of)) texts.set(of, [...(await textOf(of))]);
    const words = texts.get(of).slice(Number(startPosition), Number(endPosition)).join('').replace(/\s+/g, ' ').trim();
    const wanted = name.replace(/…$/, '');
    if (!words.startsWith(wanted)) faults.push(`${of} ${startPosition}: “${words.slice(0, 60)}” is not “${wanted}”`);
  }
  return { faults, selections: selections.length, files: files.length };
}

let isSound = true;
for (const file of process.argv.slice(2)) {
  const { faults, selections, files } = await check(file);
  console.log(
    `${file}: ${faults.length === 0 ? 'valid' : 'NOT VALID'} (${selections} selections in texts, ${files} files)`,
  );
  for (const fault of faults.slice(0, 20)) console.log(`  ${fault}`);
  isSound &&= faults.length === 0;
}
process.exitCode = isSound ? 0 : 1;
