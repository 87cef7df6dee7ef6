import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { menuTemplate } from '../../../electron/main/menu-template.ts';
import { COMMANDS } from '../../../shared/commands.ts';

const itemsOf = (template: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
  template.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []));
const rolesOf = (template: readonly MenuItemConstructorOptions[]) => itemsOf(template).map(({ role }) => role);

describe('menuTemplate', () => {
  it.each(['linux', 'darwin', 'win32'] as const)('has every command once on %s', (platform) => {
    const ids = itemsOf(menuTemplate(() => {}, platform, false)).flatMap(({ id }) => id ?? []);
    expect(ids.sort()).toEqual(COMMANDS.map(({ id }) => id).sort());
  });

  it('runs the command that was chosen', () => {
    const chosen: string[] = [];
    // Electron passes the item, the window and the event; a command needs none of them.
    for (const { click } of itemsOf(menuTemplate((command) => chosen.push(command), 'linux', false)))
      Reflect.apply(click ?? (() => {}), undefined, []);
    expect(chosen.sort()).toEqual(COMMANDS.map(({ id }) => id).sort());
  });

  it('keeps the editing of text fields', () => {
    expect(rolesOf(menuTemplate(() => {}, 'linux', false))).toEqual(
      expect.arrayContaining(['cut', 'copy', 'paste', 'selectAll']),
    );
  });

  it('offers the developer tools in development only', () => {
    const has = (development: boolean) =>
      rolesOf(menuTemplate(() => {}, 'linux', development)).includes('toggleDevTools');
    expect([has(true), has(false)]).toEqual([true, false]);
  });

  it.each(['linux', 'darwin', 'win32'] as const)('leaves the keys of “Close Tab” to it alone on %s', (platform) => {
    const template = menuTemplate(() => {}, platform, true);
    // Off macOS the role of the whole menu brings a Close along; the role of one item brings its keys.
    const closing = itemsOf(template).filter(({ role, accelerator }) => role === 'close' && accelerator === undefined);
    const hidden = template.filter(({ role }) => role === 'windowMenu' && platform !== 'darwin');
    expect([...closing, ...hidden]).toEqual([]);
  });

  it('gives no accelerator to two items', () => {
    const accelerators = itemsOf(menuTemplate(() => {}, 'linux', true)).flatMap(({ accelerator }) => accelerator ?? []);
    expect(accelerators).toEqual([...new Set(accelerators)]);
  });

  it('names what Undo and Redo would do, shortened and without keys in the name', () => {
    const long = `Mark “${'word '.repeat(30)}”`;
    const items = itemsOf(menuTemplate(() => {}, 'linux', false, { undo: 'Code R&D', redo: long }));
    const labelOf = (wanted: string) => items.find(({ id }) => id === wanted)?.label ?? '';
    expect(labelOf('history.undo')).toBe('Undo Code R&&D');
    expect(labelOf('history.redo')).toMatch(/^Redo Mark “word .*…$/);
    expect(labelOf('history.redo').length).toBeLessThan(70);
    expect(labelOf('document.import')).toBe('Import Documents…');
  });

  it('lets of the menu of passages only be chosen what applies to what is selected', () => {
    const applying = new Set(['passage.note', 'passage.delete']);
    const items = itemsOf(menuTemplate(() => {}, 'linux', false, undefined, applying));
    const off = items.filter(({ enabled }) => enabled === false).map(({ id }) => id);
    const passage = COMMANDS.filter(({ menu }) => menu === 'Passage').map(({ id }) => id);
    expect(off).toEqual(passage.filter((id) => !applying.has(id)));
    expect(items.find(({ id }) => id === 'document.import')?.enabled).toBeUndefined();
  });

  it.each(['linux', 'win32', 'darwin'] as const)('listens to no key of a document on %s', (platform) => {
    const items = itemsOf(menuTemplate(() => {}, platform, false));
    const plain = items.filter(({ accelerator }) => /^(Shift\+)?([A-Z0-9]|Delete)$/.test(accelerator ?? ''));
    expect(plain.filter(({ registerAccelerator }) => registerAccelerator !== false)).toEqual([]);
    expect(plain.map(({ id }) => id).includes('passage.note')).toBe(platform !== 'darwin');
    // What has a key of its own is listened to.
    expect(items.find(({ id }) => id === 'document.import')?.registerAccelerator).toBeUndefined();
  });
});
