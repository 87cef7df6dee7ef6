import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(__dirname, '../..');

/** The paths that the tree in docs/architecture.md names: indented by two spaces for each folder. */
function pathsInTree(): string[] {
  const [, tree = ''] =
    /## The tree\n\n```\n([^`]*)```/.exec(readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8')) ?? [];
  const folders: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const [, indent = '', words = ''] = /^( *)(\S.*?)(?: {2,}.*)?$/.exec(line) ?? [];
    const depth = indent.length / 2;
    // A line so far to the right goes on explaining the one above.
    if (words === '' || depth > 3) return [];
    const names = words.split(/,? /);
    folders.splice(depth, folders.length, names[0] ?? '');
    return names.map((name) => join(...folders.slice(0, depth), name));
  });
}

it('docs/architecture.md names folders and files that are there', () => {
  const paths = pathsInTree();
  expect(paths).toEqual(
    expect.arrayContaining(['electron/archive/importers/', 'shared/verify-quote.ts', 'renderer/reader/']),
  );
  expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});
