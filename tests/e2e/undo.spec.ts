import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type StandpointApp, test } from './app.ts';

/** What the Edit menu says that Undo would take back. */
const undoLabel = (app: StandpointApp): Promise<string | undefined> =>
  app.electron.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('history.undo')?.label);

/** Everything that a person can change here, as it is. */
const stateOf = async (app: StandpointApp) => ({
  documents: await app.call('document.list', {}),
  passages: (await app.call('passage.list', {})).passages.map(({ updatedAt: _, ...passage }) => passage),
  codebook: await app.call('codebook.get', {}),
  searches: await app.call('saved-search.list', {}),
});

test('after a restart and after a power cut what was done before is taken back by key, step by step', async ({
  app,
}) => {
  await mkdir(app.folder, { recursive: true });
  const source = join(app.folder, 'statement.txt');
  await writeFile(source, 'The county funds this policy. Deputies do not take part in civil arrests.\n');
  await app.start();
  const directory = join(app.folder, 'archive');
  await app.call('archive.create', { directory, title: 'Undo' });
  const states = [await stateOf(app)];
  const note = async (): Promise<void> => {
    states.push(await stateOf(app));
  };
  const [outcome] = await app.call('document.import', { paths: [source] });
  await note();
  const documentId = outcome?.documentId ?? '';
  const one = await app.call('passage.add', { documentId, quote: 'The county funds this policy.' });
  await note();
  const two = await app.call('passage.add', { documentId, quote: 'Deputies do not take part' });
  await note();
  await app.call('passage.alter', {
    ids: [one.id, two.id],
    add: { agency: 'Alder County Sheriff', stance: '1', topic: 'Detainers / Jail access' },
  });
  await note();
  await app.call('passage.extend', { id: two.id, to: 'sentence' });
  await note();
  await app.call('saved-search.add', { name: 'County', view: 'passages', query: 'county' });
  await note();

  let page = await app.restart('--archive', directory);
  await expect.poll(() => undoLabel(app)).toContain('County');
  for (let left = states.length - 2; left >= 0; left -= 1) {
    if (left === 2) {
      // In between the power fails.
      await app.kill();
      page = await app.start('--archive', directory);
    }
    await expect(page.getByRole('heading', { name: 'Documents', exact: true })).toBeVisible();
    await page.keyboard.press('Control+z');
    await expect.poll(() => stateOf(app)).toEqual(states[left]);
  }
  for (const state of states.slice(1)) {
    await page.keyboard.press('Control+Shift+Z');
    await expect.poll(() => stateOf(app)).toEqual(state);
  }
});
