import { EventEmitter } from 'node:events';
import { expect, it, vi } from 'vitest';
import { collectOpenFiles } from '../../../electron/main/open-files.ts';

it('keeps files that come before the app is ready, and hands on those that come after', () => {
  const app = new EventEmitter();
  const preventDefault = vi.fn();
  const opened: string[] = [];
  const listen = collectOpenFiles(app);
  app.emit('open-file', { preventDefault }, '/a.pdf');
  app.emit('open-file', { preventDefault }, '/b.pdf');
  listen((path) => opened.push(path));
  app.emit('open-file', { preventDefault }, '/c.pdf');
  expect([opened, preventDefault.mock.calls.length]).toEqual([['/a.pdf', '/b.pdf', '/c.pdf'], 3]);
});
