import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FolderNames, safeName } from '../../../../electron/archive/bagit/bag-names.ts';
import {
  decodePath,
  encodePath,
  foldName,
  toSafePath,
  unportable,
} from '../../../../electron/archive/bagit/bag-paths.ts';
import { assertProperty } from '../../../support/assert-property.ts';

const anyName = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: fc.constantFrom('a', '.', ' ', '%', '~', '/', '\\', 'é', '\n', ':'), maxLength: 200 }),
  fc.constantFrom('CON', 'nul.txt', 'com1', 'LPT9.pdf', '..', '.', '', 'a'.repeat(300), `${'ñ'.repeat(200)}.pdf`),
);

describe('names in a bag', () => {
  it('can be held by every system, whatever they were before', () => {
    assertProperty(
      fc.property(anyName, (name) => {
        const safe = safeName(name, 'file');
        expect(unportable(safe)).toBeNull();
        expect(safe).not.toBe('');
        expect(safe.normalize('NFC')).toBe(safe);
        expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(128);
        expect(toSafePath(safe)).toEqual({ ok: true, path: safe, isNormal: true });
        // What sha256sum reads in a manifest is the name itself.
        expect(encodePath(safe)).toBe(safe);
      }),
    );
  });

  it('stay apart where capitals and Unicode forms do not count', () => {
    assertProperty(
      fc.property(fc.array(anyName, { maxLength: 20 }), (names) => {
        const folder = new FolderNames(['companions']);
        const taken = names.map((name) => folder.take(safeName(name, 'file')));
        expect(new Set([...taken, 'companions'].map(foldName)).size).toBe(taken.length + 1);
      }),
    );
  });

  it.each([
    ['Memo: final?.pdf', 'Memo=3A final=3F.pdf'],
    ['100%.txt', '100=25.txt'],
    ['a/b\\c', 'a=2Fb=5Cc'],
    ['aux.txt', '_aux.txt'],
    ['~draft', '=7Edraft'],
    ['ends. ', 'ends.=20'],
    ['Señor.txt'.normalize('NFD'), 'Señor.txt'.normalize('NFC')],
  ])('turns %j into %j', (name, expected) => {
    expect(safeName(name, 'file')).toBe(expected);
  });
});

describe('a path of a manifest', () => {
  it('comes back as it was after encoding and decoding', () => {
    assertProperty(fc.property(fc.string({ unit: 'binary' }), (path) => decodePath(encodePath(path)) === path));
  });

  it('never leads out of the bag once it is safe', () => {
    const part = fc.constantFrom('..', '.', '', 'a', 'data', '~', 'C:', '\\', '%X%', '..\\');
    assertProperty(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const safe = toSafePath(parts.join('/'));
        if (!safe.ok) return;
        expect(safe.path).not.toMatch(/^([/\\~]|[A-Za-z]:)|(^|\/)\.\.(\/|$)/);
        expect(toSafePath(safe.path)).toEqual({ ok: true, path: safe.path, isNormal: true });
      }),
    );
  });
});
