import { decodeWords } from 'postal-mime';
import { ArchiveError } from '../../../shared/errors.ts';
import { declaredCharset, decodeLabelled, decodeText } from './charset.ts';
import type { Extraction } from './extraction.ts';
import { cleanTitle, findIssueDate, guessKind, parseMetadataDate } from './metadata-evidence.ts';
import { fieldOf, type MimePart, readMime, wordsOf } from './mime.ts';
import { contentIdOf, decodePercent, imageResolver } from './mime-resources.ts';
import { cleanCharacters, joinRenditions, type Rendition, renderHtml } from './rendition.ts';
import { renderLines } from './text.ts';

/** A file that came with an e-mail. */
export interface EmailAttachment {
  /** Its own name, without folders; made from its place and type where the mail gives none. */
  readonly fileName: string;
  /** Media type as the mail states it, in lower case. */
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** What is shown of an e-mail and what comes with it. */
interface SortedParts {
  /** Bodies in the order in which they are shown. */
  readonly bodies: MimePart[];
  /** Pictures and others that bodies name by Content-ID or address. */
  readonly resources: MimePart[];
  readonly attachments: MimePart[];
}

const SIGNATURE = /^application\/(?:pgp-signature|(?:x-)?pkcs7-signature)$/;

const ENDINGS: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'application/msword': 'doc',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.oasis.opendocument.text': 'odt',
  'application/rtf': 'rtf',
  'text/rtf': 'rtf',
  'text/plain': 'txt',
  'text/html': 'html',
  'text/markdown': 'md',
  'text/calendar': 'ics',
  'text/csv': 'csv',
  'text/vcard': 'vcf',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/tiff': 'tif',
  'image/gif': 'gif',
  'message/rfc822': 'eml',
  'application/zip': 'zip',
};

const isShownText = (part: MimePart): boolean =>
  /^(?:text\/(?:plain|html|enriched|markdown)|message\/delivery-status|text\/rfc822-headers)$/.test(part.type);

/** Whether a body could show a part: it has a name for that. */
const isNamed = (part: MimePart): boolean => contentIdOf(part) !== null || fieldOf(part, 'content-location') !== null;

/** Whether a part holds a body that can be shown, at any depth. */
function holdsBody(part: MimePart): boolean {
  return part.children.length > 0 ? part.children.some(holdsBody) : isShownText(part) && !isEmptyText(part);
}

/** Whether a text part shows nothing; its beginning tells. */
const isEmptyText = (part: MimePart): boolean => {
  const text = textOf({ ...part, bytes: part.bytes.subarray(0, 65_536) });
  return !/\S/.test(part.type === 'text/html' ? text.replace(/<[^>]*>/g, '') : text);
};

/** The parts of an alternative that are read: the last that can be shown, as mail programs choose. */
function chooseAlternative(part: MimePart): readonly MimePart[] {
  const chosen = part.children.filter(holdsBody).at(-1) ?? part.children.at(-1);
  // Invitations and the like stand beside the words as alternatives of them; they are kept as attachments.
  const others = part.children.filter((child) => child !== chosen && !child.type.startsWith('multipart/'));
  return [...(chosen ? [chosen] : []), ...others.filter((child) => !isShownText(child))];
}

/** Sorts the parts of a message. The depth of parts is limited where they are read. */
function sortParts(part: MimePart, sorted: SortedParts): SortedParts {
  if (part.type === 'multipart/alternative') {
    for (const child of chooseAlternative(part)) sortParts(child, sorted);
  } else if (part.type === 'multipart/related' && part.children.length > 0) {
    const start = part.parameters.get('start')?.replace(/^<|>$/g, '');
    const root = part.children.find((child) => start !== undefined && contentIdOf(child) === start) ?? part.children[0];
    if (root) sortParts(root, sorted);
    for (const child of part.children) if (child !== root) sortParts(child, sorted);
  } else if (part.children.length > 0) {
    for (const child of part.children) sortParts(child, sorted);
  } else if (part.type.startsWith('multipart/') && part.bytes.length === 0) {
    // A multipart without parts holds nothing.
  } else if (isShownText(part) && part.disposition !== 'attachment' && part.fileName === null) {
    sorted.bodies.push(part);
  } else if (part.disposition !== 'attachment' && /^image\//.test(part.type) && isNamed(part)) {
    sorted.resources.push(part);
  } else sorted.attachments.push(part);
  return sorted;
}

/** Text of a part, its character set undone. */
function textOf(part: MimePart): string {
  const labelled = part.parameters.get('charset') ?? null;
  if (labelled !== null) return decodeLabelled(part.bytes, labelled);
  return decodeText(part.bytes, part.type === 'text/html' ? declaredCharset(part.bytes) : null);
}

/** Rejoins the lines of flowed text (RFC 3676). */
function unflow(text: string, deleteSpace: boolean): string {
  const out: string[] = [];
  let depth = -1;
  let flows = false;
  for (const raw of text.split(/\r?\n/)) {
    const quotes = /^>+/.exec(raw)?.[0].length ?? 0;
    const line = raw.slice(quotes).replace(/^ /, '');
    const last = out.at(-1);
    if (flows && quotes === depth && last !== undefined && line !== '-- ') {
      out[out.length - 1] = (deleteSpace ? last.slice(0, -1) : last) + line;
    } else out.push(quotes > 0 ? `${'>'.repeat(quotes)} ${line}` : line);
    depth = quotes;
    flows = line.endsWith(' ') && line !== '-- ';
  }
  return out.join('\n');
}

const plainText = (text: string): string => cleanCharacters(text).replace(/^\n+|\s+$/g, '');

function renderPart(part: MimePart, resolveImage: (source: string) => string | null): Rendition {
  if (part.type === 'text/html') return renderHtml(textOf(part), { resolveImage });
  const text = textOf(part);
  const flowed = /^flowed$/i.test(part.parameters.get('format') ?? '');
  return renderLines(plainText(flowed ? unflow(text, /^yes$/i.test(part.parameters.get('delsp') ?? '')) : text));
}

const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const LABELS = [
  ['from', 'From'],
  ['to', 'To'],
  ['cc', 'Cc'],
  ['date', 'Date'],
  ['subject', 'Subject'],
] as const;

/** The block of fields that stands above the body. */
function renderFields(message: MimePart): Rendition {
  const lines = LABELS.flatMap(([name, label]) => {
    const values = message.fields.filter(([key]) => key === name).map(([, value]) => decodeWords(value));
    const value = values.join(', ').replace(/\s+/g, ' ').trim();
    return value === '' ? [] : [`<b>${label}:</b> ${escapeText(value)}`];
  });
  return renderHtml(`<header><p>${lines.join('<br>')}</p></header><hr>`);
}

const fileNameOf = (part: MimePart, index: number): string => {
  if (part.fileName !== null) return part.fileName;
  const subject = part.type === 'message/rfc822' ? wordsOf(readMimeHead(part.bytes), 'subject') : null;
  const name = subject
    ?.replace(/[/\\:*?"<>|\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .trim()
    .slice(0, 100);
  return `${name || `attachment-${index + 1}`}.${ENDINGS[part.type] ?? 'bin'}`;
};

/** Fields of an attached message; its parts are its own affair. */
function readMimeHead(bytes: Uint8Array): MimePart {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 262_144)).toString('latin1');
  const end = /\r?\n\r?\n/.exec(head)?.index ?? head.length;
  const withoutType = head.slice(0, end).replace(/^content-type:.*(?:\r?\n[ \t].*)*/gim, '');
  return readMime(new Uint8Array(Buffer.from(withoutType, 'latin1')));
}

function renderAttachments(attachments: readonly MimePart[]): Rendition {
  const items = attachments.map(
    (part, index) =>
      `<li>${escapeText(fileNameOf(part, index))} (${escapeText(part.type)}, ${part.bytes.length.toLocaleString('en-US')} bytes)</li>`,
  );
  return renderHtml(
    items.length > 0 ? `<footer><hr><p><b>Attachments:</b></p><ul>${items.join('')}</ul></footer>` : '',
  );
}

/** Addresses that the HTML bodies name: of pictures in elements and in styles. */
function namedAddresses(bodies: readonly MimePart[]): ReadonlySet<string> {
  const named = new Set<string>();
  for (const part of bodies) {
    if (part.type !== 'text/html') continue;
    for (const [, address] of textOf(part).matchAll(/(?:\bsrc\s*=\s*|\burl\(\s*)["']?([^"'\s>)]+)/gi)) {
      if (address) named.add(decodePercent(address));
    }
  }
  return named;
}

/** Sorts the parts of a message; a picture that no body shows is an attachment. */
function sortMessage(message: MimePart): SortedParts {
  const { bodies, resources, attachments } = sortParts(message, { bodies: [], resources: [], attachments: [] });
  if (resources.length === 0) return { bodies, resources, attachments };
  const named = namedAddresses(bodies);
  const isShown = (part: MimePart) =>
    named.has(`cid:${contentIdOf(part)}`) || named.has(fieldOf(part, 'content-location') ?? '');
  return {
    bodies,
    resources: resources.filter(isShown),
    attachments: [...attachments, ...resources.filter((part) => !isShown(part))],
  };
}

/**
 * The files attached to an e-mail, in their order. A message attached to it is a file of its own, ending in .eml.
 * Pictures that its body shows and signatures are none. Rejects with `too-large` for a message parted beyond reason.
 */
export async function readAttachments(bytes: Uint8Array): Promise<readonly EmailAttachment[]> {
  const { attachments } = sortMessage(readMime(bytes));
  return attachments
    .map((part, index) => ({ fileName: fileNameOf(part, index), mediaType: part.type, bytes: part.bytes }))
    .filter(({ mediaType, bytes: content }) => !SIGNATURE.test(mediaType) && content.length > 0);
}

/** The sender's name, or the address where there is no name. */
function senderOf(message: MimePart): string | null {
  const from = wordsOf(message, 'from');
  const name = from
    ?.replace(/<[^>]*>/g, '')
    .replace(/"/g, '')
    .trim();
  return name || from?.replace(/[<>]/g, '').trim() || null;
}

/** The day of a Date field in the sender's own zone; years of two digits as RFC 5322 reads them (section 4.3). */
function dayOf(date: string): string | null {
  const short = /^(.*?\b\d{1,2}\s+[a-z]{3,9}\.?\s+)(\d{2})(?=\s|$)(.*)$/is.exec(date);
  if (!short) return parseMetadataDate(date);
  const [, before = '', year = '', after = ''] = short;
  return parseMetadataDate(`${before}${Number(year) < 50 ? 20 : 19}${year}${after}`);
}

/**
 * Reads an e-mail (RFC 5322): the fields of its head, its body as words or sanitised HTML, and a list of what is
 * attached. Rejects with `empty`, `encrypted` or `too-large`.
 */
export async function extractEml(bytes: Uint8Array): Promise<Extraction> {
  const message = readMime(bytes);
  if (message.type === 'multipart/encrypted' || /^application\/(?:x-)?pkcs7-mime$/.test(message.type)) {
    throw new ArchiveError(
      'encrypted',
      'This e-mail is encrypted. Open it in the mail program that has the key, save it decrypted or print it to PDF, and import that.',
    );
  }
  const { bodies, resources, attachments } = sortMessage(message);
  const resolveImage = imageResolver(resources, null);
  const fields = renderFields(message);
  const body = joinRenditions(bodies.map((part) => renderPart(part, resolveImage)));
  const rendition = joinRenditions([fields, body, renderAttachments(attachments)]);
  if (!/\S/.test(body.text) && attachments.length === 0 && wordsOf(message, 'subject') === null) {
    throw new ArchiveError(
      'empty',
      'This e-mail holds no words and no attachment. Save it again from the mail program.',
    );
  }
  const lines = body.text.slice(0, 20_000).split('\n');
  const date = fieldOf(message, 'date');
  const archived = fieldOf(message, 'archived-at')?.replace(/^<|>$/g, '') ?? '';
  return {
    format: 'eml',
    extractor: 'eml/1 (postal-mime 4.0.0)',
    metadata: {
      title: cleanTitle(wordsOf(message, 'subject')),
      author: senderOf(message),
      // A date in the words is that of something else where the head bears one.
      dateIssued: date ? dayOf(date) : findIssueDate(lines),
      sourceUrl: /^https?:\/\/\S+$/.test(archived) ? archived : null,
      kind: guessKind(lines) ?? 'letter',
    },
    text: rendition.text,
    paragraphs: rendition.paragraphs,
    pages: [],
    runs: null,
    rendition: rendition.html,
  };
}
