import { ArchiveError } from '../../../shared/errors.ts';
import type { Extraction, FoundMetadata } from './extraction.ts';
import { findHeading } from './heading.ts';
import { cleanTitle, findIssueDate, guessKind, parseMetadataDate } from './metadata-evidence.ts';
import { odtToHtml } from './odt-html.ts';
import { OdtStyles } from './odt-styles.ts';
import { renderHtml } from './rendition.ts';
import { readXml, XmlError } from './xml-reader.ts';
import { type Package, unpack } from './zip-package.ts';

/** Pictures of one document, as base64, beyond which no more are shown; the rendition keeps no more either. */
const MAX_IMAGE_CHARS = 24_000_000;

const decoder = new TextDecoder();

const textOf = (files: Package, path: string): string => decoder.decode(files[path] ?? new Uint8Array());

/** Data URI of a picture by its first bytes; null for formats that are not shown. */
function dataUri(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  const type = head.startsWith('\x89PNG')
    ? 'png'
    : head.startsWith('\xff\xd8\xff')
      ? 'jpeg'
      : head.startsWith('GIF8')
        ? 'gif'
        : head.slice(8) === 'WEBP'
          ? 'webp'
          : null;
  return type ? `data:image/${type};base64,${Buffer.from(bytes).toString('base64')}` : null;
}

function pictureFinder(files: Package): (path: string) => string | null {
  let chars = 0;
  return (path) => {
    const bytes = Object.hasOwn(files, path) ? files[path] : undefined;
    chars += (bytes?.length ?? 0) * 1.34;
    return bytes && chars <= MAX_IMAGE_CHARS ? dataUri(bytes) : null;
  };
}

/** Headers or footers, each text once: letterheads and "DRAFT" marks stand there. */
function marginsOf(xml: string, kind: 'header' | 'footer', styles: OdtStyles, files: Package): string {
  if (!xml.includes(`:${kind}`)) return '';
  const seen = new Set<string>();
  let html = '';
  for (const variant of ['', '-first', '-left']) {
    const bodies = odtToHtml(xml, `style:${kind}${variant}`, styles, pictureFinder(files), `${kind}${variant}-`);
    for (const body of bodies.slice(0, 12)) {
      const text = body.html.replace(/<[^>]*>/g, '').trim();
      if (text === '' || seen.has(text)) continue;
      seen.add(text);
      html += `<${kind}>${body.html}${body.notes}</${kind}>`;
    }
  }
  return html;
}

/** HTML of the whole document. Throws XmlError, or an ArchiveError `unsupported` where it is no text. */
function toHtml(files: Package): string {
  const content = textOf(files, 'content.xml');
  const common = textOf(files, 'styles.xml');
  const styles = new OdtStyles();
  if (common !== '') styles.read(common);
  styles.read(content);
  const bodies = odtToHtml(content, 'office:text', styles, pictureFinder(files), '');
  if (bodies.length === 0) {
    throw new ArchiveError(
      'unsupported',
      'This OpenDocument file holds no text document: it may be a spreadsheet, a presentation or a drawing. Print it to PDF and import that.',
    );
  }
  return [
    common === '' ? '' : marginsOf(common, 'header', styles, files),
    ...bodies.map((body) => body.html + body.notes),
    common === '' ? '' : marginsOf(common, 'footer', styles, files),
  ].join('');
}

/** What meta.xml says, by element name; damaged properties cost the properties, not the document. */
function readProperties(files: Package): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  let name = '';
  let text = '';
  try {
    readXml(textOf(files, 'meta.xml') || '<none/>', {
      open: (element) => {
        name = element.name;
        text = '';
      },
      text: (part) => {
        text += part;
      },
      close: (element) => {
        if (element.name === name && text.trim() !== '' && !found.has(name)) found.set(name, text.trim());
        name = '';
      },
    });
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
  }
  return found;
}

function readMetadata(files: Package, text: string): FoundMetadata {
  const said = readProperties(files);
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const created = said.get('meta:creation-date') ?? said.get('dc:date');
  return {
    title: findHeading(
      lines.slice(0, 30).map((line) => ({ text: line.trim(), size: 1, startsParagraph: true })),
      cleanTitle(said.get('dc:title')),
    ),
    author: said.get('meta:initial-creator') ?? said.get('dc:creator') ?? null,
    dateIssued: findIssueDate(lines) ?? (created ? parseMetadataDate(created) : null),
    sourceUrl: null,
    kind: guessKind(lines),
  };
}

/**
 * Reads an OpenDocument text (.odt): text with headings, lists, tables, notes, headers and footers, and its
 * properties. Insertions of tracked changes count, deletions do not. Rejects with `corrupt`, `encrypted`, `empty`
 * or `too-large`.
 */
export async function extractOdt(bytes: Uint8Array): Promise<Extraction> {
  const files = unpack(bytes);
  if (/<(?:\w+:)?encryption-data\b/.test(textOf(files, 'META-INF/manifest.xml'))) {
    throw new ArchiveError(
      'encrypted',
      'This OpenDocument text is locked with a password. Open it with the password, save it without one, and import that.',
    );
  }
  let html: string;
  try {
    html = toHtml(files);
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    throw new ArchiveError(
      'corrupt',
      'This OpenDocument text is damaged: its text cannot be read. Open it in a word processor, which may repair it, save it, and import the result.',
      { cause: error },
    );
  }
  const rendition = renderHtml(html);
  if (!/\S/.test(rendition.text)) {
    throw new ArchiveError(
      'empty',
      'This OpenDocument text holds no text. If it holds pictures of text, print it to PDF and import that.',
    );
  }
  return {
    format: 'odt',
    extractor: 'odt/1',
    metadata: readMetadata(files, rendition.text),
    text: rendition.text,
    paragraphs: rendition.paragraphs,
    pages: [],
    runs: null,
    rendition: rendition.html,
  };
}
