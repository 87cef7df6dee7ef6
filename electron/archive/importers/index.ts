import type { Format } from '../../../shared/domain/document.ts';
import { ArchiveError } from '../../../shared/errors.ts';
import type { Extraction } from './extraction.ts';
import { identify } from './identify.ts';

/** One source format and how it is read. */
export interface Importer {
  readonly format: Format;
  /** For the file dialog and for help. */
  readonly name: string;
  /** Usual endings of file names, without the dot. They filter dialogs; they decide nothing. */
  readonly extensions: readonly string[];
  /** Largest file that is read, in bytes. */
  readonly maxBytes: number;
  /**
   * Loads what reads the format: only when one is met. It may be told the extractor of a recorded text that is wanted
   * again.
   */
  readonly load: () => Promise<(bytes: Uint8Array, extractor?: string) => Promise<Extraction>>;
}

const MB = 1024 * 1024;

/** Every format that can be imported. Dialogs, help and tests derive from it. */
export const importers: readonly Importer[] = [
  {
    format: 'pdf',
    name: 'PDF',
    extensions: ['pdf'],
    maxBytes: 1024 * MB,
    load: async () => {
      const { extractPdf } = await import('./pdf.ts');
      return (bytes, extractor) => extractPdf(bytes, extractor === undefined ? {} : { extractor });
    },
  },
  {
    format: 'docx',
    name: 'Word document',
    extensions: ['docx', 'docm', 'dotx'],
    maxBytes: 256 * MB,
    load: async () => (await import('./docx.ts')).extractDocx,
  },
  {
    format: 'odt',
    name: 'OpenDocument text',
    extensions: ['odt', 'ott'],
    maxBytes: 256 * MB,
    load: async () => (await import('./odt.ts')).extractOdt,
  },
  {
    format: 'rtf',
    name: 'Rich text',
    extensions: ['rtf'],
    maxBytes: 128 * MB,
    load: async () => (await import('./rtf.ts')).extractRtf,
  },
  {
    format: 'eml',
    name: 'E-mail',
    extensions: ['eml'],
    maxBytes: 128 * MB,
    load: async () => (await import('./eml.ts')).extractEml,
  },
  {
    format: 'mhtml',
    name: 'Saved web page',
    extensions: ['mhtml', 'mht'],
    maxBytes: 128 * MB,
    load: async () => (await import('./mhtml.ts')).extractMhtml,
  },
  {
    format: 'html',
    name: 'Web page',
    extensions: ['html', 'htm', 'xhtml'],
    maxBytes: 64 * MB,
    load: async () => (await import('./html.ts')).extractHtml,
  },
  {
    format: 'text',
    name: 'Plain text',
    extensions: ['txt', 'text'],
    maxBytes: 64 * MB,
    load: async () => (await import('./text.ts')).extractText,
  },
  {
    format: 'markdown',
    name: 'Markdown',
    extensions: ['md', 'markdown'],
    maxBytes: 16 * MB,
    load: async () => (await import('./markdown.ts')).extractMarkdown,
  },
  {
    format: 'png',
    name: 'PNG image',
    extensions: ['png'],
    maxBytes: 256 * MB,
    load: async () => (await import('./image.ts')).extractPng,
  },
  {
    format: 'jpeg',
    name: 'JPEG image',
    extensions: ['jpg', 'jpeg'],
    maxBytes: 256 * MB,
    load: async () => (await import('./image.ts')).extractJpeg,
  },
  {
    format: 'tiff',
    name: 'TIFF image',
    extensions: ['tif', 'tiff'],
    maxBytes: 512 * MB,
    load: async () => (await import('./image.ts')).extractTiff,
  },
];

/**
 * Reads one file in this process: identifies it by its bytes and hands it to its importer. Takes over `bytes`.
 * Rejects with an ArchiveError (encrypted, corrupt, empty, unsupported or too-large) that says what to do. `extractor` names
 * what made a recorded text, if that very text is wanted again.
 */
export async function extract(bytes: Uint8Array, fileName: string, extractor?: string): Promise<Extraction> {
  const format = identify(bytes, fileName);
  const importer = importers.find((each) => each.format === format);
  if (!importer) throw new ArchiveError('unsupported', `No importer reads ${format}.`);
  if (bytes.length > importer.maxBytes) {
    throw new ArchiveError(
      'too-large',
      `This file has ${Math.round(bytes.length / MB)} MB; a ${importer.name} may have ${importer.maxBytes / MB} MB. Split it and import the parts.`,
    );
  }
  const read = await importer.load();
  const extraction = await read(bytes, extractor);
  const { title, author, sourceUrl, ...rest } = extraction.metadata;
  return {
    ...extraction,
    metadata: { ...rest, title: oneLine(title), author: oneLine(author), sourceUrl: oneLine(sourceUrl) },
  };
}

/** Words that a stranger's file says of itself, without characters that steer a terminal or turn a line round. */
function oneLine(words: string | null): string | null {
  const plain = words?.replace(/[\s\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();
  return plain ? plain : null;
}
