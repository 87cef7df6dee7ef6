import { isTextInput } from './text-input.ts';

/** Time after which a field that was announced is no longer waited for, in milliseconds. */
const PATIENCE = 3000;

interface Catching {
  /** What had the focus before. */
  readonly before: Element | null;
  readonly timer: ReturnType<typeof setTimeout>;
}

let catching: Catching | null = null;
/** Whether Enter was pressed after what was typed. */
let isEntered = false;
let lastBefore: Element | null = null;
let field: HTMLInputElement | null = null;

/**
 * Takes the keys typed between a command that opens a field and the moment when that field has the focus, so that they
 * are not taken for keys of the view, and types them into the field then.
 */
export function catchEarlyTyping(): void {
  const input = catcher();
  if (document.activeElement === input) return;
  stop();
  const before = document.activeElement;
  lastBefore = before;
  catching = { before, timer: setTimeout(giveUp, PATIENCE) };
  input.value = '';
  isEntered = false;
  document.addEventListener('focusin', onFocusIn, true);
  input.focus({ preventScroll: true });
}

function catcher(): HTMLInputElement {
  if (field?.isConnected) return field;
  field = document.createElement('input');
  field.tabIndex = -1;
  field.setAttribute('aria-hidden', 'true');
  field.autocomplete = 'off';
  field.style.cssText =
    'position:fixed;inset:0 auto auto 0;width:1px;height:1px;border:0;opacity:0;pointer-events:none';
  // A dialog that closes gives the focus back to where it was when it opened.
  field.addEventListener('focus', () => {
    if (catching === null) giveBack(lastBefore);
  });
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') isEntered = true;
  });
  document.body.append(field);
  return field;
}

function onFocusIn({ target }: FocusEvent): void {
  if (target === field || !(target instanceof HTMLInputElement) || !isTextInput(target)) return;
  const typed = field?.value ?? '';
  const enters = isEntered;
  stop();
  if (typed === '') return;
  // After the field has selected what it held.
  queueMicrotask(() => {
    target.setRangeText(typed, target.selectionStart ?? 0, target.selectionEnd ?? target.value.length, 'end');
    target.dispatchEvent(new Event('input', { bubbles: true }));
    if (enters) afterAnswer(() => target.dispatchEvent(new KeyboardEvent('keydown', ENTER)));
  });
}

const ENTER = { key: 'Enter', code: 'Enter', bubbles: true, cancelable: true } as const;

/** When the window has shown what fits the words: Enter takes the first of that. */
function afterAnswer(act: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(act));
}

function giveUp(): void {
  const before = catching?.before ?? null;
  const isHeld = document.activeElement === field;
  stop();
  if (isHeld) giveBack(before);
}

function giveBack(before: Element | null): void {
  if (before instanceof HTMLElement && before.isConnected && before !== document.body) before.focus();
  else field?.blur();
}

function stop(): void {
  if (catching !== null) clearTimeout(catching.timer);
  catching = null;
  document.removeEventListener('focusin', onFocusIn, true);
}
