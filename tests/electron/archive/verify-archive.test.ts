import { afterEach, beforeEach, expect, it } from 'vitest';
import { ArchiveCore } from '../../../electron/archive/archive-core.ts';
import { verifyArchive } from '../../../electron/archive/verify-archive.ts';
import { createTempArchive, fakeClock, fakeIds, type TempArchive } from '../../support/temp-archive.ts';
import { createTextParserPool } from '../../support/text-parser-pool.ts';

let archive: TempArchive;
let core: ArchiveCore;

beforeEach(async () => {
  archive = await createTempArchive();
  const [documentId = ''] = await archive.importTexts({ 'one.txt': 'Our officers will not take part.' });
  await archive.call('passage.add', { documentId, quote: 'will not take part' });
  await archive.session.close();
  core = await ArchiveCore.open(archive.directory, false, {
    coder: () => 'A. Coder',
    broadcast: () => {},
    now: fakeClock(),
    newId: fakeIds('verify'),
    pool: () => createTextParserPool(),
    recogniser: () => createTextParserPool(),
  });
});
afterEach(async () => {
  await core.close();
  await archive.dispose();
});

/** Lets the text be another one at the first reading, as while its pages are being recognised. */
function changeTextOnce(): void {
  const { derived } = core;
  const reload = derived.reload.bind(derived);
  let isFirst = true;
  derived.reload = async (version) => {
    const found = await reload(version);
    if (!isFirst) return found;
    isFirst = false;
    return { ...found, text: `A page that was just read.\f${found.text}` };
  };
}

it('takes no passage for a broken one because its text was made anew meanwhile', async () => {
  changeTextOnce();
  expect(await verifyArchive(core)).toMatchObject({ ok: true, problems: [], passages: 1 });
});

it('does not vouch for backups: what it found nothing about stays reported', async () => {
  core.report({ kind: 'backup', path: 'backups', message: 'The backup was not made. The disk is full.' });
  await verifyArchive(core);
  expect(core.problems.map(({ kind }) => kind)).toEqual(['backup']);
});
