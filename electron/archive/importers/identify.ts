import { constants, gunzipSync } from 'node:zlib';
import type { Format } from '../../../shared/domain/document.ts';
import { ArchiveError } from '../../../shared/errors.ts';
import { decodeText, sniffUtf16 } from './charset.ts';
import { listEntries } from './zip-package.ts';

/** What a file is by its bytes: a format that can be read, or what else it is and what to do about it. */
type Finding =
  | { readonly format: Format }
  | { readonly what: string; readonly remedy: string; readonly code?: 'encrypted' | 'corrupt' | 'empty' };

const NAMES: Readonly<Record<Format, string>> = {
  pdf: 'a PDF',
  docx: 'a Word document',
  odt: 'an OpenDocument text',
  rtf: 'an RTF document',
  mhtml: 'a saved web page (MHTML)',
  eml: 'an e-mail',
  png: 'a PNG picture',
  jpeg: 'a JPEG picture',
  tiff: 'a TIFF picture',
  html: 'an HTML web page',
  text: 'plain text',
  markdown: 'Markdown text',
};

const CLAIMS: Readonly<Record<string, string>> = {
  pdf: 'a PDF',
  docx: 'a Word document',
  doc: 'a Word document',
  odt: 'an OpenDocument text',
  rtf: 'an RTF document',
  eml: 'an e-mail',
  mht: 'a saved web page',
  mhtml: 'a saved web page',
  html: 'a web page',
  htm: 'a web page',
  txt: 'plain text',
  md: 'Markdown text',
};

const ascii = (bytes: Uint8Array, from: number, to: number): string => {
  const part = bytes.subarray(from, to);
  return Buffer.from(part.buffer, part.byteOffset, part.byteLength).toString('latin1');
};

const PRINT = 'Open it in a program that can read it, print it to PDF, and import that.';
const OCR = 'Convert it to PDF (text recognition makes its words searchable) and import that.';
const UNPACK = 'Unpack it and import the files in it.';

/** First bytes (as Latin-1) of the pictures that are read. */
const PICTURES: readonly (readonly [string, Format])[] = [
  ['\x89PNG\r\n\x1a\n', 'png'],
  ['\xff\xd8\xff', 'jpeg'],
  ['II*\0', 'tiff'],
  ['MM\0*', 'tiff'],
];

/** Magic numbers: offset, bytes (as Latin-1), what it is, what to do. */
const SIGNATURES: readonly (readonly [number, string, string, string])[] = [
  [0, 'GIF8', 'a GIF picture', OCR],
  [0, 'BM', 'a BMP picture', OCR],
  [0, '\0\0\0\x0cjP  ', 'a JPEG 2000 picture', OCR],
  [0, 'AT&TFORM', 'a DjVu document', PRINT],
  [0, '%!PS', 'a PostScript document', 'Convert it to PDF (for example with ps2pdf) and import that.'],
  [0, '\xffWPC', 'a WordPerfect document', 'Open it in a word processor, save it as .docx, and import that.'],
  [0, '7z\xbc\xaf\x27\x1c', 'a 7-Zip archive', UNPACK],
  [0, 'Rar!\x1a\x07', 'a RAR archive', UNPACK],
  [0, 'BZh', 'bzip2-compressed data', 'Unpack it (bunzip2) and import the result.'],
  [0, '\xfd7zXZ\0', 'xz-compressed data', 'Unpack it (unxz) and import the result.'],
  [0, '\x28\xb5\x2f\xfd', 'Zstandard-compressed data', 'Unpack it (unzstd) and import the result.'],
  [257, 'ustar', 'a tar archive', UNPACK],
  [0, 'MZ', 'a Windows program', 'It is not a document and was not opened.'],
  [0, '\x7fELF', 'a Linux program', 'It is not a document and was not opened.'],
  [0, '\xcf\xfa\xed\xfe', 'a macOS program', 'It is not a document and was not opened.'],
  [0, '\xca\xfe\xba\xbe', 'a program', 'It is not a document and was not opened.'],
  [0, 'SQLite format 3\0', 'an SQLite database', 'Export what you need as text or PDF and import that.'],
  [0, 'ID3', 'an MP3 recording', 'Import its transcript.'],
  [0, 'OggS', 'a recording', 'Import its transcript.'],
  [0, 'fLaC', 'a recording', 'Import its transcript.'],
  [0, '\x1aE\xdf\xa3', 'a video', 'Import its transcript.'],
  [4, 'ftypheic', 'a HEIC picture', OCR],
  [4, 'ftypavif', 'an AVIF picture', OCR],
  [4, 'ftyp', 'a video or recording', 'Import its transcript.'],
  [8, 'WEBP', 'a WebP picture', OCR],
  [8, 'WAVE', 'a recording', 'Import its transcript.'],
  [8, 'AVI ', 'a video', 'Import its transcript.'],
  [0, '!BDN', 'an Outlook mail store', 'Open it in a mail program, print the messages to PDF, and import those.'],
  [0, 'WARC/', 'a web archive (WARC)', 'Open it in a web archive player, print the page to PDF, and import that.'],
];

/** Office documents, books and others that come as ZIP packages. */
function identifyZip(bytes: Uint8Array): Finding {
  const names = listEntries(bytes);
  if (names.length === 0) {
    return {
      what: 'a damaged ZIP package (a Word document cut short, perhaps)',
      remedy: 'Fetch it again from its source.',
      code: 'corrupt',
    };
  }
  const has = (test: (name: string) => boolean) => names.some(test);
  if (has((name) => /^word\/[^/]*document[^/]*\.xml$/.test(name))) return { format: 'docx' };
  if (has((name) => name.startsWith('xl/'))) return { what: 'an Excel workbook', remedy: PRINT };
  if (has((name) => name.startsWith('ppt/'))) return { what: 'a PowerPoint presentation', remedy: PRINT };
  const mimetype = /mimetype(application\/[\w.+-]+)/.exec(ascii(bytes, 0, 200))?.[1] ?? '';
  // The next entry's header follows at once.
  if (/opendocument\.text(?:-template|-web)?(?:PK|$)/.test(mimetype)) return { format: 'odt' };
  if (mimetype.includes('opendocument')) return { what: 'an OpenDocument file', remedy: PRINT };
  if (mimetype === '' && names.includes('content.xml') && names.includes('META-INF/manifest.xml'))
    return { format: 'odt' };
  if (mimetype.includes('epub')) return { what: 'an EPUB book', remedy: PRINT };
  return { what: `a ZIP archive of ${names.length} ${names.length === 1 ? 'file' : 'files'}`, remedy: UNPACK };
}

const wide = (text: string): string => text.split('').join('\0');

/** OLE compound files: old Office formats, Outlook messages, and locked new ones. */
function identifyCompound(bytes: Uint8Array): Finding {
  const content = ascii(bytes, 0, bytes.length);
  if (content.includes(wide('EncryptedPackage'))) {
    return {
      what: 'an Office document locked with a password',
      remedy: 'Open it with the password, remove the password, save it, and import that.',
      code: 'encrypted',
    };
  }
  if (content.includes(wide('WordDocument'))) {
    return {
      what: 'a Word 97–2003 document (.doc)',
      remedy: 'Open it in a word processor, save it as .docx, and import that.',
    };
  }
  if (content.includes(wide('__substg1.0'))) return { what: 'an Outlook message (.msg)', remedy: PRINT };
  return { what: 'an Office 97–2003 file', remedy: PRINT };
}

/** What gzip-compressed data hold, from their first bytes. */
function identifyGzip(bytes: Uint8Array): Finding {
  let inside = '';
  try {
    const start = gunzipSync(bytes.subarray(0, 65_536), {
      finishFlush: constants.Z_SYNC_FLUSH,
      maxOutputLength: 16 * 1024 * 1024,
    });
    inside = ` (inside: ${describe(identifyBytes(start.subarray(0, 65_536), ''))})`;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
  }
  return { what: `gzip-compressed data${inside}`, remedy: 'Unpack it (gunzip) and import the result.' };
}

const describe = (finding: Finding): string => ('format' in finding ? NAMES[finding.format] : finding.what);

const htmlStart =
  /^(?:\s|<!--[\s\S]*?-->|<\?xml[^>]*\?>)*<(?:!doctype\s+html|html|head|body|title|meta|link|script|style|div|p|h[1-6]|table|article|main|section|span|center|font|ul|ol|br|a|b)\b/i;

function identifyText(bytes: Uint8Array, fileName: string): Finding {
  const text = decodeText(bytes.subarray(0, 65_536)).slice(0, 65_536);
  if (htmlStart.test(text)) return { format: 'html' };
  if (/^(?:\s|<!--[\s\S]*?-->)*<(?:svg)\b/i.test(text)) return { what: 'an SVG picture', remedy: PRINT };
  if (/^\s*<\?xml\b/.test(text)) {
    return /<html[\s>]/i.test(text.slice(0, 4000)) ? { format: 'html' } : { what: 'XML data', remedy: PRINT };
  }
  if (/^\s*[[{]/.test(text) && isJson(bytes)) {
    return { what: 'JSON data', remedy: 'Import the document that it describes, or a text or PDF made from it.' };
  }
  return { format: /\.(?:md|markdown|mdown|mkd)$/i.test(fileName) ? 'markdown' : 'text' };
}

/** Names and values of the fields with which a file begins, names in lower case; null if it does not begin so. */
function leadingFields(bytes: Uint8Array): Map<string, string> | null {
  const head = ascii(bytes, 0, 65_536).replace(/^(?:\xef\xbb\xbf)?\s*/, '');
  const fields = new Map<string, string>();
  let last = '';
  for (const [index, line] of head.split(/\r\n|\n|\r/).entries()) {
    if (line === '' && fields.size > 0) return fields;
    if (index === 0 && /^From \S+ /.test(line)) continue;
    if (/^[ \t]/.test(line) && last !== '') {
      fields.set(last, `${fields.get(last) ?? ''} ${line.trim()}`);
      continue;
    }
    const match = /^([\w-]{1,80}):\s?(.*)$/.exec(line);
    if (!match?.[1]) return bytes.length > 65_536 && fields.size > 20 ? fields : null;
    last = match[1].toLowerCase();
    if (!fields.has(last)) fields.set(last, match[2] ?? '');
  }
  return fields.size > 0 ? fields : null;
}

/**
 * Tells e-mails and saved pages from text that begins like one, such as a memorandum with From: and To:. What mail
 * programs and relays write counts, or the name together with the fields that every message has.
 */
function identifyMessage(bytes: Uint8Array, fileName: string): 'eml' | 'mhtml' | null {
  const fields = leadingFields(bytes);
  if (!fields) return null;
  const has = (...names: string[]) => names.some((name) => fields.has(name));
  const type = fields.get('content-type') ?? '';
  const from = fields.get('from') ?? '';
  const isSaved =
    has('snapshot-content-location') ||
    /\bsaved by\b/i.test(from) ||
    (has('content-location') && !has('to', 'received'));
  const isRelated = /^multipart\/related\b/i.test(type) && !has('to', 'cc', 'received', 'message-id');
  if (has('mime-version') && (isRelated || (isSaved && /^(?:multipart\/|text\/html\b)/i.test(type)))) return 'mhtml';
  const letters = ['from', 'to', 'date', 'subject'].filter((name) => fields.has(name)).length;
  if (has('mime-version', 'received', 'message-id', 'return-path') && letters > 0) return 'eml';
  return /\.eml$/i.test(fileName) && has('from') && letters > 1 ? 'eml' : null;
}

function isJson(bytes: Uint8Array): boolean {
  if (bytes.length > 50_000_000) return true;
  try {
    JSON.parse(decodeText(bytes));
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

/** NULs or many controls: no text. Text in UTF-16 has NULs, so that is asked first. */
function isBinary(bytes: Uint8Array): boolean {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) return false;
  if (sniffUtf16(bytes)) return false;
  const length = Math.min(bytes.length, 65_536);
  let controls = 0;
  for (let i = 0; i < length; i++) {
    const byte = bytes[i] ?? 0;
    if (byte === 0) return true;
    if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27)) controls++;
  }
  return controls > length * 0.02;
}

function identifyBytes(bytes: Uint8Array, fileName: string): Finding {
  if (bytes.length === 0) {
    return {
      what: 'an empty file (0 bytes)',
      remedy: 'Its download or copy may have failed: fetch it again from its source.',
      code: 'empty',
    };
  }
  const message = identifyMessage(bytes, fileName);
  if (message) return { format: message };
  if (/^(?:\xef\xbb\xbf)?\s{0,16}\{\\rtf/.test(ascii(bytes, 0, 32))) return { format: 'rtf' };
  // Readers accept junk before the header, and so do we.
  if (ascii(bytes, 0, 1024).includes('%PDF-')) return { format: 'pdf' };
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return identifyGzip(bytes);
  if (ascii(bytes, 0, 4) === 'PK\x03\x04' || ascii(bytes, 0, 4) === 'PK\x05\x06') return identifyZip(bytes);
  if (ascii(bytes, 0, 8) === '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1') return identifyCompound(bytes);
  for (const [magic, format] of PICTURES) if (ascii(bytes, 0, magic.length) === magic) return { format };
  for (const [at, magic, what, remedy] of SIGNATURES) {
    const isText = magic === 'BM' || magic === 'MZ' || magic === 'ID3' || magic === 'BZh';
    if (ascii(bytes, at, at + magic.length) === magic && !(isText && !isBinary(bytes))) return { what, remedy };
  }
  if (isBinary(bytes)) {
    return {
      what: 'binary data of a kind that Standpoint does not know',
      remedy: PRINT,
    };
  }
  return identifyText(bytes, fileName);
}

/**
 * The format of a file by its bytes; the name only tells Markdown and bare e-mails from plain text. Throws an ArchiveError
 * `unsupported`, `empty`, `encrypted` or `corrupt` that says what the file really is and what to do.
 */
export function identify(bytes: Uint8Array, fileName: string): Format {
  const finding = identifyBytes(bytes, fileName);
  if ('format' in finding) return finding.format;
  const extension = /\.(\w{1,10})$/.exec(fileName)?.[1]?.toLowerCase() ?? '';
  const claim = CLAIMS[extension];
  const mislabelled =
    claim && finding.code === undefined ? `, not ${claim}, although its name ends in .${extension}` : '';
  throw new ArchiveError(finding.code ?? 'unsupported', `This is ${finding.what}${mislabelled}. ${finding.remedy}`);
}
