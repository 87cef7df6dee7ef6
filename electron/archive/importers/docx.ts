import mammoth from 'mammoth';
import { SaxesParser } from 'saxes';
import { ArchiveError } from '../../../shared/errors.ts';
import type { Extraction, FoundMetadata } from './extraction.ts';
import { findHeading } from './heading.ts';
import { cleanTitle, findIssueDate, guessKind, parseMetadataDate } from './metadata-evidence.ts';
import { renderHtml } from './rendition.ts';
import { type Package, pack, unpack } from './zip-package.ts';

const MAX_IMAGE_BYTES = 6_000_000;
const STYLES = [
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='Subtitle'] => h2:fresh",
  "p[style-name='Quote'] => blockquote > p:fresh",
  "p[style-name='Intense Quote'] => blockquote > p:fresh",
  'u => u',
  'strike => s',
];

const decoder = new TextDecoder();
const encoder = new TextEncoder();

const convertImage = mammoth.images.imgElement(async (image) => {
  if (!/^image\/(?:png|jpeg|gif|webp)$/.test(image.contentType)) return { src: '' };
  const data = await image.readAsBase64String();
  return { src: data.length > MAX_IMAGE_BYTES * 1.4 ? '' : `data:${image.contentType};base64,${data}` };
});

async function toHtml(files: Package, idPrefix: string): Promise<string> {
  const { value } = await mammoth.convertToHtml(
    { buffer: pack(files) },
    { styleMap: STYLES, convertImage, idPrefix, externalFileAccess: false, includeEmbeddedStyleMap: false },
  );
  // The converter's own way back from a note is not in the document.
  return value.replace(/ ?<a href="#[^"]*note-ref-\d+">↑<\/a>/g, '');
}

/**
 * Headers or footers of a document, each text once. The converter reads the main part only, so each of them is
 * handed to it as if it were one: letterheads and "DRAFT" marks stand there.
 */
async function marginsToHtml(files: Package, kind: 'header' | 'footer', main: string): Promise<string> {
  const root = kind === 'header' ? 'hdr' : 'ftr';
  const folder = main.slice(0, main.lastIndexOf('/') + 1);
  const name = main.slice(folder.length);
  const parts = Object.keys(files)
    .filter((path) => path.startsWith(`${folder}${kind}`) && path.endsWith('.xml'))
    .sort();
  const seen = new Set<string>();
  let html = '';
  for (const path of parts.slice(0, 12)) {
    const xml = decoder.decode(files[path]);
    if (!/<w:t[ >]/.test(xml)) continue;
    const asMain = xml
      .replace(new RegExp(`<w:${root}\\b([^>]*)>`), '<w:document$1><w:body>')
      .replace(`</w:${root}>`, '</w:body></w:document>');
    const relations = files[`${folder}_rels/${path.slice(folder.length)}.rels`];
    const variant: Record<string, Uint8Array> = { ...files, [main]: encoder.encode(asMain) };
    if (relations) variant[`${folder}_rels/${name}.rels`] = relations;
    else delete variant[`${folder}_rels/${name}.rels`];
    const converted = await toHtml(variant, `${kind}-`);
    const text = converted.replace(/<[^>]*>/g, '').trim();
    if (text === '' || seen.has(text)) continue;
    seen.add(text);
    html += `<${kind}>${converted}</${kind}>`;
  }
  return html;
}

/** Text of the elements of a small XML part by local name, first occurrence. */
function readElements(xml: string, names: readonly string[]): Map<string, string> {
  const found = new Map<string, string>();
  let current = '';
  let text = '';
  const parser = new SaxesParser({ xmlns: false });
  parser.on('opentag', (tag) => {
    current = tag.name.replace(/^.*:/, '');
    text = '';
  });
  parser.on('text', (data) => {
    text += data;
  });
  parser.on('closetag', (tag) => {
    const name = tag.name.replace(/^.*:/, '');
    if (name === current && names.includes(name) && !found.has(name) && text.trim() !== '')
      found.set(name, text.trim());
    current = '';
  });
  // Damaged properties cost the properties, not the document.
  parser.on('error', () => undefined);
  parser.write(xml).close();
  return found;
}

function readMetadata(files: Package, text: string): FoundMetadata {
  const core = files['docProps/core.xml'];
  const said = core ? readElements(decoder.decode(core), ['title', 'creator', 'created']) : new Map<string, string>();
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const created = said.get('created');
  return {
    title: findHeading(
      lines.slice(0, 30).map((line) => ({ text: line.trim(), size: 1, startsParagraph: true })),
      cleanTitle(said.get('title')),
    ),
    author: said.get('creator') ?? null,
    dateIssued: findIssueDate(lines) ?? (created ? parseMetadataDate(created) : null),
    sourceUrl: null,
    kind: guessKind(lines),
  };
}

/** Path of the main part, as the package's relations name it. */
function mainPart(files: Package): string {
  const relations = files['_rels/.rels'] ? decoder.decode(files['_rels/.rels']) : '';
  const relation = /<Relationship\b[^>]*officeDocument"[^>]*>/.exec(relations)?.[0] ?? '';
  const target = /Target="\/?([^"]+)"/.exec(relation)?.[1] ?? 'word/document.xml';
  return files[target] ? target : 'word/document.xml';
}

/**
 * Reads a Word document (.docx): text with headings, lists, tables, notes, headers and footers, and core
 * properties. Insertions of tracked changes count, deletions do not. Rejects with `corrupt`, `empty` or
 * `too-large`.
 */
export async function extractDocx(bytes: Uint8Array): Promise<Extraction> {
  const files = unpack(bytes);
  const main = mainPart(files);
  let html: string;
  try {
    html =
      (await marginsToHtml(files, 'header', main)) +
      (await toHtml(files, '')) +
      (await marginsToHtml(files, 'footer', main));
  } catch (error) {
    throw new ArchiveError(
      'corrupt',
      'This Word document is damaged: its text cannot be read. Open it in a word processor, which may repair it, save it, and import the result.',
      { cause: error },
    );
  }
  const rendition = renderHtml(html);
  if (!/\S/.test(rendition.text)) {
    throw new ArchiveError(
      'empty',
      'This Word document holds no text. If it holds pictures of text, print it to PDF and import that.',
    );
  }
  return {
    format: 'docx',
    extractor: 'docx/1 (mammoth 1.13.0)',
    metadata: readMetadata(files, rendition.text),
    text: rendition.text,
    paragraphs: rendition.paragraphs,
    pages: [],
    runs: null,
    rendition: rendition.html,
  };
}
