import { useEffect, useRef } from 'react';
import { COMMANDS, type CommandId } from '../shared/commands.ts';
import { catchEarlyTyping } from './early-typing.ts';
import { isTextInput } from './text-input.ts';

type Handler = () => void;

interface Registration {
  readonly run: Handler;
}

const registrations = new Map<CommandId, Registration[]>();
const defaults = new Map<CommandId, Handler>();
const watchers = new Set<() => void>();

/** Calls the listener whenever other commands can be run than before; returns the function that stops it. */
export function onCommandsChange(listener: () => void): () => void {
  watchers.add(listener);
  return () => watchers.delete(listener);
}

function tellWatchers(): void {
  for (const listener of watchers) listener();
}

/** True for `Ctrl` on Linux and Windows, for `Cmd` on macOS: what `CmdOrCtrl` means here. */
const IS_MAC = typeof navigator !== 'undefined' && /Mac/.test(navigator.platform);

/** Registers a handler until the returned function is called. The newest registration wins. */
function registerCommand(id: CommandId, run: Handler): () => void {
  const registration = { run };
  registrations.set(id, [...(registrations.get(id) ?? []), registration]);
  tellWatchers();
  return () => {
    const rest = (registrations.get(id) ?? []).filter((other) => other !== registration);
    registrations.set(id, rest);
    tellWatchers();
  };
}

/** Sets what a command does when no view handles it; returns the function that takes it back. */
export function registerDefaultCommand(id: CommandId, run: Handler): () => void {
  defaults.set(id, run);
  return () => {
    if (defaults.get(id) === run) defaults.delete(id);
  };
}

/** Handles a command while the component is mounted and `enabled`; the newest such handler wins. */
export function useCommandHandler(id: CommandId, handler: Handler, enabled = true): void {
  const latest = useRef(handler);
  useEffect(() => {
    latest.current = handler;
  });
  useEffect(() => (enabled ? registerCommand(id, () => latest.current()) : undefined), [id, enabled]);
}

function handlerOf(id: CommandId): Handler | undefined {
  const stack = registrations.get(id) ?? [];
  return stack[stack.length - 1]?.run ?? defaults.get(id);
}

/** True if something handles the command now. */
export function isCommandAvailable(id: CommandId): boolean {
  return handlerOf(id) !== undefined;
}

/** Runs a command; false if nothing handles it now. */
export function runCommand(id: CommandId): boolean {
  const handler = handlerOf(id);
  handler?.();
  return handler !== undefined;
}

/** True for the id of a command of shared/commands.ts. */
function isCommandId(id: string): id is CommandId {
  return COMMANDS.some((command) => command.id === id);
}

/** What of a keyboard event an accelerator is compared with. */
export type Keystroke = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

const KEY_NAMES: Readonly<Record<string, readonly string[]>> = {
  Plus: ['+', '='],
  Left: ['ArrowLeft'],
  Right: ['ArrowRight'],
  '-': ['-', '_'],
  '\\': ['\\', '|'],
};

/** True if the keystroke is the accelerator, in Electron's notation ("CmdOrCtrl+Shift+Z"). */
export function matchesAccelerator(accelerator: string, stroke: Keystroke, isMac = IS_MAC): boolean {
  const parts = accelerator.split('+');
  const key = parts[parts.length - 1] ?? '';
  const wants = (name: string) => parts.slice(0, -1).includes(name);
  const control = wants('Ctrl') || (wants('CmdOrCtrl') && !isMac);
  const meta = wants('CmdOrCtrl') && isMac;
  if (stroke.ctrlKey !== control || stroke.metaKey !== meta || stroke.altKey !== wants('Alt')) return false;
  // "+" needs Shift on many keyboards, so Shift says nothing there.
  if (key !== 'Plus' && stroke.shiftKey !== wants('Shift')) return false;
  return (KEY_NAMES[key] ?? [key]).some((name) => name.toLowerCase() === stroke.key.toLowerCase());
}

/** The accelerator as a person reads it, key by key: ["Ctrl", "Shift", "Z"] or ["⌘", "⇧", "Z"]. */
export function acceleratorKeys(accelerator: string, isMac = IS_MAC): readonly string[] {
  const names: Record<string, string> = isMac
    ? { CmdOrCtrl: '⌘', Ctrl: '⌃', Shift: '⇧', Alt: '⌥', Plus: '+', Left: '←', Right: '→' }
    : { CmdOrCtrl: 'Ctrl', Plus: '+', Left: '←', Right: '→', '-': '−' };
  return accelerator.split('+').map((part) => names[part] ?? part);
}

/** The keys of a command, key by key; none if it has none. */
export function commandKeys(id: CommandId): readonly string[] {
  const command = COMMANDS.find((one) => one.id === id);
  return command?.accelerator ? acceleratorKeys(command.accelerator) : [];
}

/** Commands that open a field to type in. */
const OPENING_FIELD: readonly CommandId[] = ['palette.open', 'reader.find', 'reader.goToPage'];

const EDITING: readonly CommandId[] = ['history.undo', 'history.redo', 'go.back', 'go.forward'];

/** Time within which a menu's message and a keystroke are one gesture, in milliseconds. */
const SAME_GESTURE = 120;

/** Passages lie behind an open dialog: nothing may happen to them unseen. */
const isBehindDialog = (id: CommandId): boolean =>
  document.querySelector('[data-modal]') !== null &&
  COMMANDS.some((command) => command.id === id && command.menu === 'Passage');

/**
 * Starts to run commands from the keyboard and returns what the menu's messages are handed to, and the
 * function that stops. Accelerators reach both: whichever comes second within one gesture is dropped.
 * In a text field undo and redo belong to the field.
 */
export function startCommands(now: () => number = () => performance.now()): {
  readonly runFromMenu: (id: string) => void;
  readonly stop: () => void;
} {
  let last: { readonly id: CommandId; readonly from: 'key' | 'menu'; readonly at: number } | null = null;
  const isRepeat = (id: CommandId, from: 'key' | 'menu') =>
    last !== null && last.id === id && last.from !== from && now() - last.at < SAME_GESTURE;

  const run = (id: CommandId): void => {
    const isTyping = id !== 'palette.open' && isTextInput(document.activeElement);
    if (OPENING_FIELD.includes(id) && !isTyping && isCommandAvailable(id)) catchEarlyTyping();
    runCommand(id);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    const target = event.target instanceof Element ? event.target : null;
    const command = COMMANDS.find((one) => one.accelerator && matchesAccelerator(one.accelerator, event));
    if (!command) return;
    if (target?.closest('[data-modal]') && command.id !== 'palette.open') {
      // A dialog has no commands, and the menu must not run them behind it. What a text field does itself stays its.
      if (!(EDITING.includes(command.id) && isTextInput(target))) event.preventDefault();
      last = { id: command.id, from: 'key', at: now() };
      return;
    }
    if (EDITING.includes(command.id) && isTextInput(target)) {
      last = { id: command.id, from: 'key', at: now() };
      return;
    }
    if (!isCommandAvailable(command.id)) return;
    event.preventDefault();
    if (isRepeat(command.id, 'key')) return;
    last = { id: command.id, from: 'key', at: now() };
    run(command.id);
  };

  window.addEventListener('keydown', onKeyDown);
  return {
    runFromMenu: (id) => {
      if (!isCommandId(id) || isRepeat(id, 'menu') || isBehindDialog(id)) return;
      const isField = isTextInput(document.activeElement) && !document.activeElement?.closest('[data-own-history]');
      if ((id === 'history.undo' || id === 'history.redo') && isField) {
        document.execCommand(id === 'history.undo' ? 'undo' : 'redo');
        return;
      }
      last = { id, from: 'menu', at: now() };
      run(id);
    },
    stop: () => window.removeEventListener('keydown', onKeyDown),
  };
}
