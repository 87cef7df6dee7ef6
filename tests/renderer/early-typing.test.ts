// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { catchEarlyTyping } from '../../renderer/early-typing.ts';

const typed = (words: string): void => {
  const input = document.activeElement;
  if (!(input instanceof HTMLInputElement)) throw new Error('The focus is in no field.');
  input.value += words;
};

describe('keys typed before the field that they are meant for has the focus', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    document.body.innerHTML = '<button>Before</button><input id="late" value="old">';
    document.querySelector('button')?.focus();
  });
  afterEach(() => vi.useRealTimers());

  it('are typed into it, in place of what it has selected', async () => {
    catchEarlyTyping();
    typed('mer');
    const late = document.querySelector('input');
    const told: string[] = [];
    late?.addEventListener('input', () => told.push(late.value));
    late?.focus();
    late?.select();
    await Promise.resolve();
    expect(told).toEqual(['mer']);
    typed('ge');
    expect(late?.value).toBe('merge');
  });

  it('leave the focus where it was if no field comes', () => {
    catchEarlyTyping();
    typed('x');
    vi.advanceTimersByTime(5000);
    expect(document.activeElement?.textContent).toBe('Before');
  });

  it('give the focus back when a dialog gives it back to where they were caught', () => {
    catchEarlyTyping();
    const caughtIn = document.activeElement;
    document.querySelector('input')?.focus();
    if (caughtIn instanceof HTMLElement) caughtIn.focus();
    expect(document.activeElement?.textContent).toBe('Before');
  });

  it('take an Enter after them along, once the window has answered', async () => {
    catchEarlyTyping();
    typed('mer');
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    const late = document.querySelector('input');
    const keys: string[] = [];
    late?.addEventListener('keydown', ({ key }) => keys.push(key));
    late?.focus();
    await Promise.resolve();
    vi.advanceTimersByTime(100);
    expect(keys).toEqual(['Enter']);
  });
});
