// Every view of the sample archive, one picture each, for the README and for looking at one's own work:
//   node scripts/screenshot.mjs scripts/screenshot-tour.mjs --size 1280x800 --theme dark --to DIR
const settle = (milliseconds = 700) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The steps of scripts/screenshot.mjs. */
export default async function tour({ page, call, command, shot }) {
  await settle();
  await shot('start');
  await page.getByText('Open the sample archive').first().click();
  await page.getByRole('heading', { name: 'Documents' }).waitFor();
  await settle(1200);
  await shot('documents');
  const documents = await call('document.list', {});
  const memo = documents.find(({ title }) => title.startsWith('Memorandum'));
  await page.getByText(memo.title, { exact: true }).first().click();
  await settle();
  await shot('document-details');
  const search = page.getByPlaceholder(/Search full text/);
  await search.fill('warrant judge');
  await settle(1200);
  await shot('search');
  await search.fill('');

  await command('view.codebook');
  await page
    .getByRole('radio', { name: 'Topics' })
    .or(page.getByRole('button', { name: 'Topics' }))
    .first()
    .click();
  await settle();
  await shot('topics');
  for (const view of ['passages', 'positions', 'codebook', 'activity', 'preservation', 'briefings']) {
    await command(`view.${view}`);
    await settle(1200);
    await shot(view);
  }
  for (const [at, name] of ['briefing', 'briefing-by-itself'].entries()) {
    await command('view.briefings');
    await page
      .getByRole('list', { name: 'Briefings' })
      .getByRole('listitem')
      .nth(at)
      .getByRole('button')
      .first()
      .click();
    await settle(2500);
    await shot(name);
  }
  await command('view.briefings');
  await command('view.positions');
  await settle();
  await page.getByRole('gridcell').filter({ hasText: /\d/ }).nth(3).click();
  await settle(1000);
  await shot('position-quotes');

  await page.keyboard.press('Control+w');
  for (const format of ['html', 'docx', 'text', 'pdf']) {
    const document = format === 'pdf' ? memo : documents.find((one) => one.format === format);
    await command('view.documents');
    await settle(400);
    await page.getByText(document.title, { exact: true }).first().dblclick();
    await page.locator('[data-painted=true] >> visible=true').first().waitFor();
    await settle(1000);
    await shot(`reader-${format}`);
  }
  const revised = documents.find(({ versionCount }) => versionCount > 1);
  await command('view.documents');
  await page.getByText(revised.title, { exact: true }).first().dblclick();
  await page.locator('[data-painted=true] >> visible=true').first().waitFor();
  await settle(1000);
  await shot('reader-version');
  for (const [name, id] of [
    ['compare', 'document.compareVersions'],
    ['review', 'document.reviewPassages'],
  ]) {
    await command(id);
    await settle(1200);
    await shot(name);
  }
  await command('view.documents');
  await page.getByText(memo.title, { exact: true }).first().dblclick();
  await page.locator('[data-painted=true] >> visible=true').first().waitFor();
  await settle();

  const lines = page.locator('.sp-line >> visible=true');
  const last = await lines.nth(-1).boundingBox();
  if (last !== null) {
    await page.mouse.click(last.x + 20, last.y + last.height / 2);
    await settle(900);
    await shot('passage');
    await page.keyboard.press('Escape');
  }
  const words = page.locator('[data-start] >> visible=true');
  const from = await words.nth(60).boundingBox();
  const to = await words.nth(84).boundingBox();
  await page.mouse.move(from.x + 1, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(to.x + to.width, to.y + to.height / 2, { steps: 10 });
  await page.mouse.up();
  await settle();
  await shot('coding');
  await page.keyboard.press('t');
  await settle();
  await shot('coding-topic');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await settle(300);
  for (const [name, ids] of [
    ['thumbnails', ['reader.toggleSidebar']],
    ['two-pages', ['reader.twoPages', 'reader.fitPage']],
    ['dark-pages', ['reader.darkPages']],
    ['rotated', ['reader.darkPages', 'reader.twoPages', 'reader.rotate']],
  ]) {
    for (const id of ids) await command(id);
    await settle(1500);
    await shot(name);
  }
  for (const id of ['reader.rotateBack', 'reader.fitWidth', 'reader.toggleSidebar']) await command(id);
  await command('reader.find');
  await page.getByRole('textbox', { name: 'Find in document' }).and(page.locator(':focus')).waitFor();
  await page.keyboard.type('the');
  await settle();
  await page.keyboard.press('Enter');
  await settle();
  await shot('find');
  await page.keyboard.press('Escape');
  await command('pane.openToSide');
  await settle(2500);
  await shot('side-by-side');
  await command('pane.close');
  await settle(300);
  for (const [name, id] of [
    ['palette', 'palette.open'],
    ['settings', 'settings.open'],
    ['shortcuts', 'help.shortcuts'],
    ['capture', 'document.capture'],
    ['bag', 'bag.export'],
  ]) {
    await command(id);
    await settle();
    await shot(name);
    await page.keyboard.press('Escape');
    await settle(300);
  }
}
