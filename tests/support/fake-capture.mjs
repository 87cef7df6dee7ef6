// Stands in for the capture role of the desktop program: speaks its messages, and misbehaves as its address says.
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

process.once('disconnect', () => process.exit(1));
process.once('message', ({ url, folder }) => {
  const { pathname, searchParams } = new URL(url);
  const send = (message, then = () => process.exit(0)) => process.send(message, undefined, undefined, then);
  const write = (name, content) => writeFileSync(join(folder, name), content);
  const take = (changes = {}) =>
    send({
      type: 'taken',
      taken: {
        kind: 'file',
        hasPrint: false,
        title: '',
        capture: {
          url,
          finalUrl: searchParams.get('final') ?? url,
          capturedAt: '2026-03-18T09:30:00.000Z',
          status: Number(searchParams.get('status') ?? 200),
          headers: [
            ['Content-Type', 'text/plain'],
            ['X-One', '1'],
          ],
          agent: 'A plain browser',
        },
        notes: ['Not loaded: 1 address of this network or computer.'],
        requests: 3,
        failedRequests: 1,
        isComplete: true,
        ...changes,
      },
    });
  send({ type: 'progress', phase: 'loading', bytes: 12 }, () => undefined);
  switch (pathname) {
    case '/printed':
      write('file', searchParams.get('text') ?? 'We will not take part.');
      write('print.pdf', '%PDF-1.4 a print');
      take({ hasPrint: true, title: 'A title of the page' });
      return;
    case '/hangs':
      setInterval(() => undefined, 1000);
      return;
    case '/crashes':
      process.exit(3);
      return;
    case '/lies':
      send({ type: 'taken', taken: { path: '/etc/passwd' } });
      return;
    case '/nothing':
      take();
      return;
    case '/link':
      symlinkSync('/etc/hostname', join(folder, 'file'));
      take();
      return;
    case '/refused':
      send({ type: 'failed', code: 'io', message: 'There is no such host.' });
      return;
    default:
      write('file', searchParams.get('text') ?? 'We will not take part.');
      take();
  }
});
