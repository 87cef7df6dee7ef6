// @vitest-environment jsdom
import { cleanup, render } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  acceleratorKeys,
  isCommandAvailable,
  matchesAccelerator,
  registerDefaultCommand,
  runCommand,
  startCommands,
  useCommandHandler,
} from '../../renderer/commands.ts';
import { COMMANDS } from '../../shared/commands.ts';

afterEach(cleanup);

const stroke = (
  key: string,
  modifiers: Partial<Record<'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey', boolean>> = {},
) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...modifiers,
});

describe('matchesAccelerator', () => {
  it.each([
    ['CmdOrCtrl+K', stroke('k', { ctrlKey: true }), false, true],
    ['CmdOrCtrl+K', stroke('k', { metaKey: true }), true, true],
    ['CmdOrCtrl+K', stroke('k', { ctrlKey: true }), true, false],
    ['CmdOrCtrl+K', stroke('k', { ctrlKey: true, shiftKey: true }), false, false],
    ['CmdOrCtrl+Shift+Z', stroke('Z', { ctrlKey: true, shiftKey: true }), false, true],
    ['CmdOrCtrl+Z', stroke('z', { ctrlKey: true, shiftKey: true }), false, false],
    ['CmdOrCtrl+Plus', stroke('=', { ctrlKey: true }), false, true],
    ['CmdOrCtrl+Plus', stroke('+', { ctrlKey: true, shiftKey: true }), false, true],
    ['CmdOrCtrl+-', stroke('-', { ctrlKey: true }), false, true],
    ['Ctrl+Tab', stroke('Tab', { ctrlKey: true }), true, true],
    ['Alt+Left', stroke('ArrowLeft', { altKey: true }), false, true],
    ['Alt+Left', stroke('ArrowLeft'), false, false],
  ])('%s and %o (mac: %s) gives %s', (accelerator, keys, isMac, expected) => {
    expect(matchesAccelerator(accelerator, keys, isMac)).toBe(expected);
  });

  it('finds one command at most for a keystroke', () => {
    const accelerators = COMMANDS.flatMap((command) => command.accelerator ?? []);
    expect(new Set(accelerators).size).toBe(accelerators.length);
  });
});

describe('acceleratorKeys', () => {
  it('names the keys as the platform does', () => {
    expect(acceleratorKeys('CmdOrCtrl+Shift+Z', false)).toEqual(['Ctrl', 'Shift', 'Z']);
    expect(acceleratorKeys('CmdOrCtrl+Shift+Z', true)).toEqual(['⌘', '⇧', 'Z']);
  });
});

function Handler({ run, enabled = true }: { readonly run: () => void; readonly enabled?: boolean }) {
  useCommandHandler('reader.find', run, enabled);
  return null;
}

describe('useCommandHandler', () => {
  it('gives a command to the newest enabled handler and back to the default when that goes', () => {
    const byDefault = vi.fn();
    const older = vi.fn();
    const newer = vi.fn();
    const unregister = registerDefaultCommand('reader.find', byDefault);
    const first = render(<Handler run={older} />);
    const second = render(<Handler run={newer} />);
    runCommand('reader.find');
    second.rerender(<Handler run={newer} enabled={false} />);
    runCommand('reader.find');
    first.unmount();
    runCommand('reader.find');
    unregister();
    expect([newer.mock.calls.length, older.mock.calls.length, byDefault.mock.calls.length]).toEqual([1, 1, 1]);
    expect(isCommandAvailable('reader.find')).toBe(false);
    expect(runCommand('reader.find')).toBe(false);
  });

  it('runs the handler of the latest render', () => {
    const old = vi.fn();
    const latest = vi.fn();
    const view = render(<Handler run={old} />);
    view.rerender(<Handler run={latest} />);
    runCommand('reader.find');
    expect([old.mock.calls.length, latest.mock.calls.length]).toEqual([0, 1]);
  });
});

describe('startCommands', () => {
  const press = (target: EventTarget, key: string, modifiers: KeyboardEventInit = {}) => {
    const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...modifiers });
    target.dispatchEvent(event);
    return event.defaultPrevented;
  };

  it('runs a command once when keyboard and menu both deliver it, and again at the next gesture', () => {
    let time = 1000;
    const run = vi.fn();
    const unregister = registerDefaultCommand('view.passages', run);
    const { runFromMenu, stop } = startCommands(() => time);
    expect(press(window, '2', { ctrlKey: true })).toBe(true);
    runFromMenu('view.passages');
    expect(run).toHaveBeenCalledTimes(1);
    time += 500;
    runFromMenu('view.passages');
    press(window, '2', { ctrlKey: true });
    expect(run).toHaveBeenCalledTimes(2);
    stop();
    unregister();
    time += 500;
    press(window, '2', { ctrlKey: true });
    expect(run).toHaveBeenCalledTimes(2);
  });

  it('leaves undo to a text field that has the focus', () => {
    const run = vi.fn();
    const unregister = registerDefaultCommand('history.undo', run);
    const { runFromMenu, stop } = startCommands(() => 0);
    const input = document.createElement('input');
    document.body.append(input);
    input.focus();
    expect(press(input, 'z', { ctrlKey: true })).toBe(false);
    runFromMenu('history.undo');
    expect(run).not.toHaveBeenCalled();
    input.blur();
    press(document.body, 'z', { ctrlKey: true });
    expect(run).toHaveBeenCalledTimes(1);
    input.remove();
    stop();
    unregister();
  });

  it('does nothing from the menu to passages behind a dialog', () => {
    const run = vi.fn();
    const unregister = registerDefaultCommand('passage.delete', run);
    const { runFromMenu, stop } = startCommands(() => 0);
    const dialog = document.createElement('div');
    dialog.dataset.modal = '';
    document.body.append(dialog);
    runFromMenu('passage.delete');
    expect(run).not.toHaveBeenCalled();
    dialog.remove();
    runFromMenu('passage.delete');
    expect(run).toHaveBeenCalledTimes(1);
    stop();
    unregister();
  });

  it('runs nothing behind a dialog', () => {
    const run = vi.fn();
    const unregister = registerDefaultCommand('tab.close', run);
    const { stop } = startCommands(() => 0);
    const dialog = document.createElement('div');
    dialog.dataset.modal = '';
    const button = document.createElement('button');
    dialog.append(button);
    document.body.append(dialog);
    const input = document.createElement('input');
    dialog.append(input);
    // Prevented, so that the menu does not run it either; a text field keeps its own undo.
    expect([
      press(button, 'w', { ctrlKey: true }),
      press(input, 'w', { ctrlKey: true }),
      press(input, 'z', { ctrlKey: true }),
    ]).toEqual([true, true, false]);
    expect(run).not.toHaveBeenCalled();
    dialog.remove();
    stop();
    unregister();
  });

  it('ignores what the menu sends that is no command', () => {
    const { runFromMenu, stop } = startCommands(() => 0);
    expect(() => runFromMenu('no.such.command')).not.toThrow();
    stop();
  });
});
