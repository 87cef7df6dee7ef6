import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { PDFDocument, rgb } from '@cantoo/pdf-lib';

/** Colour of the block that marks the first page of the joined PDF; nothing else on the screen has it. */
export const MARK_RGB = /** @type {const} */ ([230, 0, 120]);

/** Side of that block in PDF points. */
export const MARK_POINTS = 72;

/**
 * Where the real PDFs are: the folder asked for, else the test fixtures. Files that are no PDF in truth (some are
 * compressed web pages under that name) are left out.
 * @param {string} checkout
 * @param {string | null} asked
 * @returns {{ directory: string, files: string[], say: string }} absolute paths, sorted
 * @throws {Error} if there are none
 */
export function findStatements(checkout, asked) {
  const directory = asked === null ? join(checkout, 'tests/fixtures/statements') : resolve(asked);
  const files = listPdfs(directory);
  if (files.length === 0) throw new Error(`No PDF was found in ${directory}. Name a folder with --data DIR.`);
  return { directory, files, say: `${files.length} PDFs of ${directory}` };
}

/** @param {string} directory @returns {string[]} */
function listPdfs(directory) {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.toLowerCase().endsWith('.pdf'))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .filter((file) => readFileSync(file).subarray(0, 5).toString('latin1') === '%PDF-')
    .sort();
}

/**
 * The same PDF with other bytes: a comment line after its end, which every reader passes over.
 * @param {Uint8Array} original
 * @param {number} number
 */
export function copyWithOtherHash(original, number) {
  return Buffer.concat([original, Buffer.from(`\n% copy ${number}\n`)]);
}

/**
 * Copies the files round after round until there are `count`, each with a hash of its own. Kept between runs.
 * @param {readonly string[]} files
 * @param {number} count
 * @param {string} cache folder for made things
 * @returns {string} the folder with the copies
 */
export function makeCopies(files, count, cache) {
  const folder = join(cache, `copies-${count}-${fingerprint(files)}`);
  if (existsSync(folder)) return folder;
  const making = `${folder}.making`;
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { recursive: true });
  const originals = files.map((file) => readFileSync(file));
  for (let number = 0; number < count; number++) {
    const index = number % files.length;
    const name = `${String(number + 1).padStart(4, '0')}-${basename(files[index] ?? '')}`;
    writeFileSync(join(making, name), copyWithOtherHash(originals[index] ?? new Uint8Array(), number + 1));
  }
  renameSync(making, folder);
  return folder;
}

/**
 * One PDF of `pageCount` pages out of the real ones, whose first page ends with a block of MARK_RGB in its upper left
 * corner: as the last thing drawn there, its colour on the screen means that the page is painted. Kept between runs.
 * @param {readonly string[]} files
 * @param {number} pageCount
 * @param {string} cache folder for made things
 * @returns {Promise<string>} the file
 */
export async function makeJoinedPdf(files, pageCount, cache) {
  const target = join(cache, `joined-${pageCount}-${fingerprint(files)}.pdf`);
  if (existsSync(target)) return target;
  const joined = await PDFDocument.create();
  joined.setTitle(`Joined statements, ${pageCount} pages`);
  joined.setCreationDate(new Date(0));
  joined.setModificationDate(new Date(0));
  while (joined.getPageCount() < pageCount) {
    for (const file of files) {
      const source = await PDFDocument.load(readFileSync(file), { ignoreEncryption: true });
      const wanted = source.getPageIndices().slice(0, pageCount - joined.getPageCount());
      for (const page of await joined.copyPages(source, wanted)) joined.addPage(page);
    }
  }
  const first = joined.getPage(0);
  first.drawRectangle({
    x: 18,
    y: first.getHeight() - 18 - MARK_POINTS,
    width: MARK_POINTS,
    height: MARK_POINTS,
    color: rgb(MARK_RGB[0] / 255, MARK_RGB[1] / 255, MARK_RGB[2] / 255),
  });
  mkdirSync(cache, { recursive: true });
  writeFileSync(`${target}.making`, await joined.save());
  renameSync(`${target}.making`, target);
  return target;
}

/** @param {readonly string[]} files */
function fingerprint(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(basename(file)).update(readFileSync(file));
  return hash.digest('hex').slice(0, 12);
}
