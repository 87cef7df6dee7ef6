// Looks at the archive whose folder is its argument as somebody who may not write it, and tells its parent what it saw.
import { startSession } from '../../support/temp-archive.ts';

const [directory = ''] = process.argv.slice(2);
const session = startSession({ now: () => new Date() });
// Everything is loaded by a first look, before the rights go: the program may lie where only root may read.
await session.call('archive.open', { directory, readOnly: true });
await session.call('archive.close', {});
if (process.getuid?.() === 0) process.setuid?.(65_534);

const opened = await session.session.invoke('archive.open', { directory });
const status = await session.call('archive.open', { directory, readOnly: true });
const verified = await session.call('archive.verify', {});
const found = await session.call('search.query', { query: 'immigration' });
const { total } = await session.call('passage.list', {});
process.send?.({
  writing: opened.ok ? 'opened' : { code: opened.error.code, message: opened.error.message },
  reading: {
    problems: [...status.problems, ...verified.problems],
    documents: status.counts.documents,
    total,
    hits: found.length > 0,
  },
});
await session.session.close();
process.disconnect?.();
