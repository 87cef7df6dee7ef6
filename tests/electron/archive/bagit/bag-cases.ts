import type { BagFaultCode, BagWarningCode } from '../../../../shared/contract/bag.ts';
import { type BagSpec, line, rewrite, textOf } from './make-bag.ts';

/** A bag with the verdict that RFC 8493 (or the draft of its version) gives, and the codes that name why. */
export interface BagCase extends BagSpec {
  readonly name: string;
  /** Codes of all faults, each once; none for a valid bag. */
  readonly faults?: readonly BagFaultCode[];
  /** Codes of warnings that must be there. */
  readonly warnings?: readonly BagWarningCode[];
  /** False if files are missing, unlisted or out of form. */
  readonly incomplete?: boolean;
}

const utf16 = (order: 'be' | 'le', mark: boolean) => (text: string) => {
  const bytes = Buffer.from(`${mark ? '\ufeff' : ''}${text}`, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
};
const latin1 = (text: string) => Buffer.from(text, 'latin1');
const NFC = 'Núñez'.normalize('NFC');
const NFD = 'Núñez'.normalize('NFD');
const BOM = Buffer.from('\ufeff');

/** Puts one more line at the end of a manifest. */
const listing = (manifest: string, path: string, algorithm = 'sha512'): BagSpec => ({
  alter: (files) => rewrite(files, manifest, (text) => text + line(algorithm, 'x', path)),
});
const fetching = (path: string, url = 'https://example.org/file'): BagSpec => ({
  alter: (files) => files.set('fetch.txt', Buffer.from(`${url} - ${path}\n`)),
});
const unsafe = (name: string, path: string): readonly BagCase[] => [
  { name: `${name} in a manifest`, ...listing('manifest-sha512.txt', path), faults: ['unsafe-path'], incomplete: true },
  { name: `${name} in fetch.txt`, ...fetching(path), faults: ['unsafe-path'], incomplete: true },
  {
    name: `${name} in a manifest of 0.97`,
    version: '0.97',
    algorithms: ['md5'],
    ...listing('manifest-md5.txt', path, 'md5'),
    faults: ['unsafe-path'],
    incomplete: true,
  },
];
const declaring = (text: string, version = '1.0'): BagSpec => ({
  version,
  alter: (files) => files.set('bagit.txt', Buffer.from(text)),
});
const informing = (text: string): BagSpec => ({ info: text });

/** Good bags: exit 0, perhaps with warnings. */
export const GOOD_BAGS: readonly BagCase[] = [
  ...['0.93', '0.94', '0.95', '0.96', '0.97'].map((version) => ({
    name: `plain bag of ${version} with md5`,
    version,
    algorithms: ['md5'],
    warnings: ['weak-algorithm'] as const,
  })),
  { name: 'plain bag of 1.0' },
  ...['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'].map((algorithm) => ({
    name: `manifest of ${algorithm}`,
    algorithms: [algorithm],
  })),
  { name: 'several manifests', algorithms: ['md5', 'sha256', 'sha512'] },
  { name: 'neither bag-info.txt nor tag manifests', info: null, tagManifests: false },
  { name: 'empty payload', payload: {} },
  { name: 'empty payload with Payload-Oxum', payload: {}, info: 'Payload-Oxum: 0.0\n' },
  { name: 'file of no bytes', payload: { 'empty.txt': '' } },
  { name: 'Payload-Oxum that fits', info: 'Payload-Oxum: 12.2\n' },
  { name: 'repeated and continued elements', info: 'Contact-Name: A\nContact-Name: B\nNote: one\n  two\n\tthree\n' },
  {
    name: 'repeated elements in package-info.txt of 0.93',
    version: '0.93',
    info: 'Source-Organization: A\nSource-Organization: B\n',
  },
  {
    name: 'uncommon separators in 0.97',
    version: '0.97',
    info: 'One:1\nTwo :2\nThree\t:\t3\nFour:    4\n',
    warnings: ['bag-info-format'],
  },
  { name: 'no space after a colon in 1.0', info: 'One:1\n', warnings: ['bag-info-format'] },
  { name: 'lines that end with CRLF', alter: (files) => rewriteAll(files, (text) => text.replace(/\n/g, '\r\n')) },
  { name: 'lines that end with CR', alter: (files) => rewriteAll(files, (text) => text.replace(/\n/g, '\r')) },
  { name: 'last line without an end', alter: (files) => rewriteAll(files, (text) => text.trimEnd()) },
  {
    name: 'one space between checksum and path',
    alter: (files) => rewrite(files, 'manifest-sha512.txt', (text) => text.replace(/ {2}/g, ' ')),
  },
  {
    name: 'tabs between checksum and path',
    alter: (files) => rewrite(files, 'manifest-sha512.txt', (text) => text.replace(/ {2}/g, '\t\t')),
  },
  {
    name: 'checksums in capitals',
    alter: (files) =>
      rewrite(files, 'manifest-sha512.txt', (text) => text.replace(/^[0-9a-f]+/gm, (hex) => hex.toUpperCase())),
  },
  {
    name: 'tag files in UTF-16 with a mark',
    version: '0.97',
    encoding: 'UTF-16',
    encode: utf16('le', true),
    warnings: ['encoding'],
  },
  {
    name: 'tag files in UTF-16 without a mark, big end first',
    version: '0.97',
    encoding: 'UTF-16',
    encode: utf16('be', false),
    warnings: ['encoding'],
  },
  {
    name: 'tag files in UTF-16BE',
    version: '0.97',
    encoding: 'UTF-16BE',
    encode: utf16('be', false),
    warnings: ['encoding'],
  },
  { name: 'tag files in UTF-16LE', encoding: 'UTF-16LE', encode: utf16('le', false), warnings: ['encoding'] },
  {
    name: 'tag files in ISO-8859-1',
    version: '0.97',
    encoding: 'ISO-8859-1',
    encode: latin1,
    payload: { 'Señor.txt': 'x' },
    warnings: ['encoding'],
  },
  {
    name: 'byte order mark in a manifest',
    alter: (files) => files.set('manifest-sha512.txt', Buffer.concat([BOM, files.get('manifest-sha512.txt') ?? BOM])),
    warnings: ['byte-order-mark'],
  },
  { name: 'names with spaces, also at the beginning', payload: { 'a b.txt': 'x', ' c.txt': 'y', 'd/ e f.txt': 'z' } },
  { name: 'name with a space at the end', payload: { 'a.txt ': 'x' }, warnings: ['unportable-name'] },
  { name: 'names in other scripts', payload: { '声明.txt': 'x', 'Ελλάδα/δήλωση.txt': 'y', '😀.txt': 'z' } },
  {
    name: 'CR, LF and % encoded in 1.0',
    payload: { 'a\nb\rc%d.txt': 'x' },
    alter: (files) => files.set('manifest-sha512.txt', Buffer.from(line('sha512', 'x', 'data/a%0Ab%0dc%25d.txt'))),
    warnings: ['unportable-name'],
  },
  { name: '% not encoded in 1.0', payload: { '100% sure.txt': 'x' }, warnings: ['percent-encoding'] },
  { name: 'name that looks encoded and is not, in 1.0', payload: { 'a%25b.txt': 'x' }, warnings: ['percent-encoding'] },
  {
    name: 'names that look encoded in 0.97',
    version: '0.97',
    payload: { '%7Edir/test.txt': 'x', '%test.txt': 'y', 'a%25b.txt': 'z' },
  },
  {
    name: 'LF encoded in 0.97',
    version: '0.97',
    payload: { 'a\nb.txt': 'x' },
    alter: (files) => files.set('manifest-sha512.txt', Buffer.from(line('sha512', 'x', 'data/a%0Ab.txt'))),
  },
  { name: 'tilde within a path', payload: { '~draft.txt': 'x', 'dir/~other.txt': 'y' } },
  { name: 'names of dots', payload: { '...': 'x', '..a': 'y', 'b..': 'z' } },
  {
    name: '“./” before paths',
    version: '0.97',
    alter: (files) => rewrite(files, 'manifest-sha512.txt', (text) => text.replace(/data\//g, './data/')),
    warnings: ['relative-path'],
  },
  {
    name: '“*” before paths, as md5sum writes',
    version: '0.97',
    algorithms: ['md5'],
    alter: (files) => rewrite(files, 'manifest-md5.txt', (text) => text.replace(/ {2}/g, ' *')),
    warnings: ['md5sum-marker'],
  },
  {
    name: 'line escaped by GNU’s sha512sum',
    payload: { 'a\nb\\c.txt': 'x' },
    alter: (files) => files.set('manifest-sha512.txt', Buffer.from(`\\${line('sha512', 'x', 'data/a\\nb\\\\c.txt')}`)),
    warnings: ['escaped-line', 'backslash-path'],
  },
  {
    name: 'comments and blank lines in a manifest',
    alter: (files) => rewrite(files, 'manifest-sha512.txt', (text) => `# made by hand\n\n${text}`),
  },
  {
    name: 'manifest in decomposed Unicode, file composed',
    version: '0.97',
    payload: { [NFC]: '' },
    alter: (files) => rewrite(files, 'manifest-sha512.txt', (text) => text.normalize('NFD')),
    warnings: ['normalization'],
  },
  {
    name: 'one file listed in both Unicode forms',
    version: '0.97',
    payload: { [NFC]: '' },
    alter: (files) => rewrite(files, 'manifest-sha512.txt', (text) => text + line('sha512', '', `data/${NFD}`)),
    warnings: ['normalization-clash'],
  },
  {
    name: 'two files that differ in their Unicode form',
    payload: { [NFC]: 'a', [NFD]: 'b' },
    warnings: ['normalization-clash'],
  },
  { name: 'two files that differ in capitals', payload: { 'a.txt': '1', 'A.txt': '2' }, warnings: ['case-clash'] },
  {
    name: 'one file listed in two ways of capitals',
    version: '0.97',
    alter: (files) =>
      rewrite(files, 'manifest-sha512.txt', (text) => text + line('sha512', 'hello\n', 'data/HELLO.txt')),
    warnings: ['case-clash'],
  },
  {
    name: 'file listed twice in 0.97',
    version: '0.97',
    alter: (files) =>
      rewrite(files, 'manifest-sha512.txt', (text) => text + line('sha512', 'hello\n', 'data/hello.txt')),
    warnings: ['duplicate-entry'],
  },
  {
    name: 'file in one of two manifests in 0.97',
    version: '0.97',
    algorithms: ['md5', 'sha256'],
    alter: (files) => rewrite(files, 'manifest-md5.txt', (text) => text.slice(0, text.indexOf('\n') + 1)),
    warnings: ['not-in-every-manifest'],
  },
  {
    name: 'tag file in a payload manifest of 0.96',
    version: '0.96',
    alter: (files) =>
      rewrite(files, 'manifest-sha512.txt', (text) => text + line('sha512', files.get('bagit.txt') ?? '', 'bagit.txt')),
    warnings: ['outside-payload'],
  },
  {
    name: 'unknown algorithm beside a known one',
    alter: (files) =>
      files.set(
        'manifest-tiger192.txt',
        Buffer.from(textOf(files, 'manifest-sha512.txt').replace(/^[0-9a-f]+/gm, 'ab'.repeat(24))),
      ),
    warnings: ['unsupported-algorithm'],
  },
  {
    name: 'name of a manifest with a hyphen too many',
    spoil: (files) => move(files, 'manifest-sha512.txt', 'manifest-SHA-512.txt'),
    tagManifests: false,
    warnings: ['manifest-name'],
  },
  { name: 'holey bag that was filled', ...fetching('data/hello.txt'), warnings: [] },
  {
    name: 'fetch.txt with another length',
    alter: (files) => files.set('fetch.txt', Buffer.from('http://example.org/a 99 data/hello.txt\n')),
    warnings: ['fetch-length'],
  },
  {
    name: 'bag in a bag',
    payload: { 'bag/bagit.txt': 'x', 'bag/data/a.txt': 'y', 'bag/manifest-md5.txt': 'z' },
    warnings: ['bag-in-bag'],
  },
  {
    name: 'files of operating systems',
    payload: { '.DS_Store': 'x', 'sub/Thumbs.db': 'y' },
    warnings: ['system-file'],
  },
  { name: 'names that Windows reserves', payload: { 'CON.txt': 'x', 'what?.txt': 'y' }, warnings: ['unportable-name'] },
  { name: 'other tag files and folders', alter: (files) => files.set('metadata/mets.xml', Buffer.from('<mets/>')) },
  {
    name: 'tag file that no tag manifest lists',
    spoil: (files) => files.set('notes.txt', Buffer.from('x')),
    warnings: ['unlisted-tag-file'],
  },
  {
    name: 'third line in bagit.txt of 0.96',
    ...declaring('BagIt-Version: 0.96\nTag-File-Character-Encoding: UTF-8\nMore: 1\n', '0.96'),
    warnings: ['declaration-format'],
  },
  {
    name: 'Payload-Oxum twice in 0.97',
    version: '0.97',
    info: 'Payload-Oxum: 12.2\nPayload-Oxum: 12.2\n',
    warnings: ['payload-oxum'],
  },
];

/** Bad bags: exit 1, each with the fault named. */
export const BAD_BAGS: readonly BagCase[] = [
  {
    name: 'no bagit.txt',
    spoil: (files) => files.delete('bagit.txt'),
    tagManifests: false,
    faults: ['missing-declaration'],
    incomplete: true,
  },
  {
    name: 'byte order mark in bagit.txt',
    alter: (files) => files.set('bagit.txt', Buffer.concat([BOM, files.get('bagit.txt') ?? BOM])),
    faults: ['declaration-bom'],
    incomplete: true,
  },
  {
    name: 'bagit.txt in UTF-16',
    alter: (files) => files.set('bagit.txt', utf16('le', true)(textOf(files, 'bagit.txt'))),
    faults: ['declaration-bom'],
    incomplete: true,
  },
  { name: 'empty bagit.txt', ...declaring(''), faults: ['missing-encoding', 'missing-version'], incomplete: true },
  {
    name: 'no version',
    ...declaring('Tag-File-Character-Encoding: UTF-8\n'),
    faults: ['missing-version'],
    incomplete: true,
  },
  {
    name: 'version “.97”',
    ...declaring('BagIt-Version: .97\nTag-File-Character-Encoding: UTF-8\n', '0.97'),
    faults: ['bad-version'],
    incomplete: true,
  },
  {
    name: 'version “one”',
    ...declaring('BagIt-Version: one\nTag-File-Character-Encoding: UTF-8\n'),
    faults: ['bad-version'],
    incomplete: true,
  },
  { name: 'version 2.0', version: '2.0', faults: ['unsupported-version'], incomplete: true },
  {
    name: 'no character set',
    ...declaring('BagIt-Version: 0.97\n', '0.97'),
    faults: ['missing-encoding'],
    incomplete: true,
  },
  { name: 'unknown character set', encoding: 'KLINGON-8', faults: ['unknown-encoding'], incomplete: true },
  {
    name: 'space before the colons of bagit.txt in 0.97',
    ...declaring('BagIt-Version : 0.97\nTag-File-Character-Encoding : UTF-8\n', '0.97'),
    faults: ['declaration-format'],
    incomplete: true,
  },
  {
    name: 'space before the colons of bagit.txt in 1.0',
    ...declaring('BagIt-Version : 1.0\nTag-File-Character-Encoding : UTF-8\n'),
    faults: ['declaration-format'],
    incomplete: true,
  },
  {
    name: 'two spaces in bagit.txt of 1.0',
    ...declaring('BagIt-Version:  1.0\nTag-File-Character-Encoding: UTF-8\n'),
    faults: ['declaration-format'],
    incomplete: true,
  },
  {
    name: 'lines of bagit.txt the wrong way round in 1.0',
    ...declaring('Tag-File-Character-Encoding: UTF-8\nBagIt-Version: 1.0\n'),
    faults: ['declaration-format'],
    incomplete: true,
  },
  {
    name: 'third line in bagit.txt of 1.0',
    ...declaring('BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\nMore: 1\n'),
    faults: ['declaration-format'],
    incomplete: true,
  },
  {
    name: 'manifest in another character set than named',
    payload: { 'Señor.txt': 'x' },
    alter: (files) => files.set('manifest-sha512.txt', latin1(textOf(files, 'manifest-sha512.txt'))),
    faults: ['wrong-encoding'],
    incomplete: true,
  },
  {
    name: 'bag-info.txt in another character set than named',
    alter: (files) => files.set('bag-info.txt', latin1('Name: Señor\n')),
    faults: ['wrong-encoding'],
    incomplete: true,
  },
  {
    name: 'no folder data',
    payload: {},
    spoil: (files) => files.delete('data/'),
    faults: ['missing-payload-folder'],
    incomplete: true,
  },
  { name: 'no payload manifest', algorithms: [], faults: ['missing-manifest'], incomplete: true },
  {
    name: 'a tag manifest alone',
    spoil: (files) => files.delete('manifest-sha512.txt'),
    faults: ['missing-manifest', 'missing-tag-file'],
    incomplete: true,
  },
  {
    name: 'an unknown algorithm alone',
    spoil: (files) => move(files, 'manifest-sha512.txt', 'manifest-tiger192.txt'),
    tagManifests: false,
    faults: ['unsupported-algorithm'],
    incomplete: true,
  },
  {
    name: 'line that is none',
    alter: (files) => rewrite(files, 'manifest-sha512.txt', (text) => `${text}no checksum here\n`),
    faults: ['manifest-format'],
    incomplete: true,
  },
  {
    name: 'line without a path',
    alter: (files) => rewrite(files, 'manifest-sha512.txt', (text) => `${text}${'a'.repeat(128)}\n`),
    faults: ['manifest-format'],
    incomplete: true,
  },
  {
    name: 'checksum that is too short',
    alter: (files) => rewrite(files, 'manifest-sha512.txt', (text) => text.slice(2)),
    faults: ['manifest-format'],
    incomplete: true,
  },
  {
    name: 'altered payload',
    spoil: (files) => files.set('data/hello.txt', Buffer.from('hallo\n')),
    faults: ['checksum-mismatch'],
  },
  {
    name: 'altered payload and Payload-Oxum',
    info: 'Payload-Oxum: 12.2\n',
    spoil: (files) =>
      files.set('data/hello.txt', Buffer.from('longer')).set('data/hello.txt', Buffer.from('longer than it was')),
    faults: ['checksum-mismatch', 'payload-oxum'],
  },
  {
    name: 'one of two manifests is wrong',
    algorithms: ['md5', 'sha256'],
    alter: (files) => rewrite(files, 'manifest-md5.txt', (text) => text.replace(/^[0-9a-f]{32}/, '0'.repeat(32))),
    faults: ['checksum-mismatch'],
  },
  {
    name: 'altered tag file',
    spoil: (files) => files.set('bag-info.txt', Buffer.from('Name: else\n')),
    faults: ['tag-checksum-mismatch'],
  },
  {
    name: 'altered tag file in 0.96',
    version: '0.96',
    spoil: (files) => files.set('bag-info.txt', Buffer.from('Name: else\n')),
    faults: ['tag-checksum-mismatch'],
  },
  {
    name: 'missing payload file',
    spoil: (files) => files.delete('data/hello.txt'),
    faults: ['missing-file'],
    incomplete: true,
  },
  {
    name: 'missing bag-info.txt that is listed',
    version: '0.97',
    spoil: (files) => files.delete('bag-info.txt'),
    faults: ['missing-tag-file'],
    incomplete: true,
  },
  {
    name: 'file in other capitals',
    spoil: (files) => move(files, 'data/hello.txt', 'data/HELLO.txt'),
    faults: ['missing-file', 'unlisted-file'],
    incomplete: true,
  },
  {
    name: 'payload file that is not listed',
    spoil: (files) => files.set('data/more.txt', Buffer.from('x')),
    faults: ['unlisted-file'],
    incomplete: true,
  },
  {
    name: 'payload file that is not listed in 0.93',
    version: '0.93',
    spoil: (files) => files.set('data/more.txt', Buffer.from('x')),
    faults: ['unlisted-file'],
    incomplete: true,
  },
  {
    name: 'file in one of two manifests in 1.0',
    algorithms: ['md5', 'sha256'],
    alter: (files) => rewrite(files, 'manifest-md5.txt', (text) => text.slice(0, text.indexOf('\n') + 1)),
    faults: ['not-in-every-manifest'],
    incomplete: true,
  },
  {
    name: 'file listed twice in 1.0',
    alter: (files) =>
      rewrite(files, 'manifest-sha512.txt', (text) => text + line('sha512', 'hello\n', 'data/hello.txt')),
    faults: ['duplicate-entry'],
    incomplete: true,
  },
  {
    name: 'file listed twice, once with “./”, in 1.0',
    alter: (files) =>
      rewrite(files, 'manifest-sha512.txt', (text) => text + line('sha512', 'hello\n', './data/hello.txt')),
    faults: ['duplicate-entry'],
    incomplete: true,
  },
  {
    name: 'file listed twice with different checksums in 0.97',
    version: '0.97',
    alter: (files) => rewrite(files, 'manifest-sha512.txt', (text) => text + line('sha512', 'else', 'data/hello.txt')),
    faults: ['checksum-mismatch', 'conflicting-entry'],
  },
  {
    name: 'file listed twice with different checksums in 1.0',
    alter: (files) => rewrite(files, 'manifest-sha512.txt', (text) => text + line('sha512', 'else', 'data/hello.txt')),
    faults: ['checksum-mismatch', 'conflicting-entry'],
  },
  {
    name: 'tag file in a payload manifest of 1.0',
    alter: (files) =>
      rewrite(files, 'manifest-sha512.txt', (text) => text + line('sha512', files.get('bagit.txt') ?? '', 'bagit.txt')),
    faults: ['outside-payload'],
    incomplete: true,
  },
  {
    name: 'payload in a tag manifest of 1.0',
    spoil: (files) =>
      rewrite(files, 'tagmanifest-sha512.txt', (text) => text + line('sha512', 'hello\n', 'data/hello.txt')),
    faults: ['payload-in-tag-manifest'],
    incomplete: true,
  },
  ...unsafe('“..”', '../../../README.md'),
  ...unsafe('“..” after data', 'data/../../x'),
  ...unsafe('absolute path', '/tmp/foo'),
  ...unsafe('home folder', '~/foo'),
  ...unsafe('home folder of another', '~root/foo'),
  ...unsafe('drive letter', 'C:\\Windows\\System32\\setx.exe'),
  ...unsafe('network path', '\\\\?\\UNC\\server\\Windows\\System32\\setx.exe'),
  ...unsafe('variable of Windows', '%HomeDrive%\\Windows\\System32\\setx.exe'),
  ...unsafe('“..” with backslashes', '..\\..\\x'),
  ...unsafe('home folder behind a dot', './~root/foo'),
  {
    name: 'path parted by backslashes',
    payload: { 'sub/a.txt': 'x' },
    alter: (files) => rewrite(files, 'manifest-sha512.txt', (text) => text.replace(/\//g, '\\')),
    faults: ['backslash-path'],
    incomplete: true,
  },
  {
    name: 'holey bag',
    ...fetching('data/hello.txt'),
    spoil: (files) => files.delete('data/hello.txt'),
    faults: ['not-fetched'],
    incomplete: true,
  },
  {
    name: 'holey bag with Payload-Oxum',
    ...fetching('data/hello.txt'),
    info: 'Payload-Oxum: 12.2\n',
    spoil: (files) => files.delete('data/hello.txt'),
    faults: ['not-fetched'],
    incomplete: true,
  },
  {
    name: 'fetch.txt lists what no manifest lists',
    ...fetching('data/none.txt'),
    faults: ['fetch-unlisted', 'not-fetched'],
    incomplete: true,
  },
  { name: 'fetch.txt lists a tag file', ...fetching('bag-info.txt'), faults: ['fetch-unlisted'], incomplete: true },
  {
    name: 'fetch.txt without a length',
    alter: (files) => files.set('fetch.txt', Buffer.from('https://example.org/a data/hello.txt\n')),
    faults: ['fetch-format'],
    incomplete: true,
  },
  {
    name: 'fetch.txt with an address that is none',
    ...fetching('data/hello.txt', 'example.org/a'),
    faults: ['fetch-url'],
    incomplete: true,
  },
  {
    name: 'fetch.txt with an address without a host',
    ...fetching('data/hello.txt', 'http:///a'),
    faults: ['fetch-url'],
    incomplete: true,
  },
  { name: 'Payload-Oxum with other bytes', ...informing('Payload-Oxum: 13.2\n'), faults: ['payload-oxum'] },
  { name: 'Payload-Oxum with other files', ...informing('Payload-Oxum: 12.3\n'), faults: ['payload-oxum'] },
  { name: 'Payload-Oxum that is none', ...informing('Payload-Oxum: much\n'), faults: ['payload-oxum-format'] },
  {
    name: 'Payload-Oxum twice in 1.0',
    ...informing('Payload-Oxum: 12.2\nPayload-Oxum: 12.2\n'),
    faults: ['payload-oxum-format'],
  },
  {
    name: 'bag-info.txt with a line that is none',
    ...informing('just words\n'),
    faults: ['bag-info-format'],
    incomplete: true,
  },
  {
    name: 'bag-info.txt that begins with a continuation',
    ...informing('  of nothing\n'),
    faults: ['bag-info-format'],
    incomplete: true,
  },
  {
    name: 'space before a colon of bag-info.txt in 1.0',
    ...informing('Name : x\n'),
    faults: ['bag-info-format'],
    incomplete: true,
  },
  {
    name: 'all at once',
    spoil: (files) => {
      files.delete('data/hello.txt');
      files.set('data/more.txt', Buffer.from('x'));
      files.set('data/sub/other.txt', Buffer.from('y'));
      files.set('bag-info.txt', Buffer.from('A: b\n'));
    },
    faults: ['checksum-mismatch', 'missing-file', 'tag-checksum-mismatch', 'unlisted-file'],
    incomplete: true,
  },
];

function rewriteAll(files: Map<string, Buffer>, change: (text: string) => string): void {
  for (const path of ['bagit.txt', 'bag-info.txt', 'manifest-sha512.txt']) rewrite(files, path, change);
}

function move(files: Map<string, Buffer>, from: string, to: string): void {
  const bytes = files.get(from);
  if (bytes) files.set(to, bytes);
  files.delete(from);
}
