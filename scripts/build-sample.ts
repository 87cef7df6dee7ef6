// Writes the sample documents to resources/sample/sources/ and makes resources/sample/archive/ of them through the
// core. Run it again after a change of the texts, their coding or the archive's format:
//   npm run sample
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildArchive } from './sample/build-archive.ts';
import { writeSources } from './sample/sources.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const sample = join(root, 'resources', 'sample');
const sources = join(sample, 'sources');

rmSync(sources, { recursive: true, force: true });
await writeSources(sources);
// Git must not change a byte of them, whatever the system's line ends are.
writeFileSync(join(sample, '.gitattributes'), '* -text\n');

const work = mkdtempSync(join(tmpdir(), 'standpoint-sample-'));
try {
  const archive = join(work, 'archive');
  const parser = join(root, 'electron', 'archive', 'importers', 'parser-process.ts');
  const counts = await buildArchive(archive, sources, parser);
  rmSync(join(sample, 'archive'), { recursive: true, force: true });
  cpSync(archive, join(sample, 'archive'), { recursive: true });
  console.log(`${counts.documents} documents, ${counts.passages} passages, ${counts.agencies} agencies.`);
  console.log(readdirSync(join(sample, 'archive')).join(' '));
} finally {
  rmSync(work, { recursive: true, force: true });
}
