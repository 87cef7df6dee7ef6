import { createReadStream } from 'node:fs';
import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliDecompressSync, constants, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { AsyncIterReader, LimitReader, WARCParser, type WARCRecord } from 'warcio';
import type { Capture } from '../../../shared/domain/document.ts';
import { ArchiveError } from '../../../shared/errors.ts';
import type { UnpackedContainer, UnpackedMember, UnpackTask } from './unpack.ts';

/** Largest page or file that is taken out, in bytes: it is held in memory. */
const LARGEST = 256 * 1024 ** 2;
/** Records that are read. */
const MOST_RECORDS = 2_000_000;

/** Media types of documents, and the ending of a name that an address does not give. */
const DOCUMENTS: Readonly<Record<string, string>> = {
  'text/html': 'html',
  'application/xhtml+xml': 'xhtml',
  'application/pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.oasis.opendocument.text': 'odt',
  'application/rtf': 'rtf',
  'text/rtf': 'rtf',
};

/** Takes the pages and documents out of a WARC or WARC.GZ file, see `unpackContainer`. */
export async function unpackWarc(task: UnpackTask): Promise<UnpackedContainer | null> {
  if (!(await isWarc(task.path))) return null;
  const members: UnpackedMember[] = [];
  const leftOut = new Map<string, number>();
  let agent = '';
  let records = 0;
  let total = 0;
  let passed = 0;
  const parser = new WARCParser(createReadStream(task.path, { highWaterMark: 1 << 16 }), { keepHeadersCase: true });
  try {
    for await (const record of parser) {
      records += 1;
      if (records > MOST_RECORDS) throw tooMuch();
      const reason = whyLeftOut(record);
      if (record.warcType === 'warcinfo') agent = softwareOf((await readPayload(record)).toString('utf8'));
      if (reason !== null) leftOut.set(reason, (leftOut.get(reason) ?? 0) + 1);
      else {
        if (members.length >= task.maxMembers) throw tooMuch();
        const member = await takeOut(record, members.length, agent, task, total);
        total += member.byteLength;
        members.push(member);
      }
      passed += await drain(record);
      if (passed > task.maxBytes * 2) throw tooMuch();
      if (isCutShort(record)) {
        leftOut.set(`everything after record ${records}, where the file is cut short`, 1);
        break;
      }
    }
  } catch (error) {
    if (error instanceof ArchiveError) throw error;
    // What came before the damage is sound.
    const why = error instanceof Error ? error.message : String(error);
    leftOut.set(`everything after record ${records}, where the file is damaged (${why})`, 1);
  }
  if (records === 0)
    throw new ArchiveError('corrupt', 'This web archive (WARC) holds no record. Fetch it again from its source.');
  return { members, skipped: describeLeftOut(leftOut, members.length) };
}

/** Whether a file, unpacked if it is gzip-compressed, begins as a WARC does. */
async function isWarc(path: string): Promise<boolean> {
  const head = Buffer.alloc(1 << 16);
  const file = await open(path);
  try {
    const { bytesRead } = await file.read(head, 0, head.length, 0);
    const bytes = head.subarray(0, bytesRead);
    if (bytes[0] !== 0x1f) return bytes.subarray(0, 5).toString('latin1') === 'WARC/';
    const start = gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 64 * 1024 ** 2 });
    return start.subarray(0, 5).toString('latin1') === 'WARC/';
  } catch (error) {
    if (error instanceof Error && 'code' in error && /^(?:Z_|ERR_BUFFER)/.test(String(error.code))) return false;
    throw error;
  } finally {
    await file.close();
  }
}

const ABOUT_CRAWL = 'record about the crawl itself|records about the crawl itself';

/** Header lines with their names in lower case; of several of one name the first counts. */
function fieldsOf(lines: Iterable<readonly [string, string]> | undefined): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const [name, value] of lines ?? []) if (!fields.has(name.toLowerCase())) fields.set(name.toLowerCase(), value);
  return fields;
}

const mediaTypeOf = (record: WARCRecord): string => {
  const type = record.httpHeaders
    ? fieldsOf(record.httpHeaders.headers).get('content-type')
    : (record.warcHeader('Content-Type') ?? '');
  return (type ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
};

/** What a record that is no document is, one and several of them with a stroke between; null for a document. */
function whyLeftOut(record: WARCRecord): string | null {
  const { warcType } = record;
  if (warcType === 'revisit')
    return 'page that had not changed since a capture before (revisit)|pages that had not changed since a capture before (revisits)';
  if (warcType !== 'response' && warcType !== 'resource') return ABOUT_CRAWL;
  const status = record.httpHeaders?.statusCode;
  if (typeof status === 'number' && status >= 300 && status < 400) return 'redirection|redirections';
  if (record.httpHeaders && status !== 200)
    return `answer with status ${status || 'unknown'}|answers with status ${status || 'unknown'}`;
  if (!(mediaTypeOf(record) in DOCUMENTS))
    return 'file that is no document (picture, style, script …)|files that are no documents (pictures, styles, scripts …)';
  return null;
}

async function takeOut(
  record: WARCRecord,
  number: number,
  agent: string,
  { into, maxBytes }: UnpackTask,
  total: number,
): Promise<UnpackedMember> {
  const url = record.warcTargetURI ?? '';
  const name = record.warcHeader('WARC-Record-ID') ?? `record ${number + 1}`;
  const fileName = nameFromAddress(url, DOCUMENTS[mediaTypeOf(record)] ?? 'html');
  const member = { name, shown: url || name, fileName };
  try {
    const capture = captureOf(record, url, agent);
    const payload = await readPayload(record);
    if (isCutShort(record) || record.warcHeader('WARC-Truncated')) throw cutShort();
    const bytes = decode(payload, fieldsOf(record.httpHeaders?.headers).get('content-encoding'));
    if (total + bytes.length > maxBytes) throw tooMuch();
    await writeFile(join(into, `${number}`), bytes, { flag: 'wx' });
    return { ...member, file: `${number}`, byteLength: bytes.length, fault: null, capture };
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
    return { ...member, file: null, byteLength: 0, fault: error.toData(), capture: null };
  }
}

function captureOf(record: WARCRecord, url: string, agent: string): Capture {
  const date = new Date(record.warcDate ?? '');
  if (Number.isNaN(date.getTime()) || url === '') {
    throw new ArchiveError('corrupt', 'This record of the web archive does not say when or from where it was taken.');
  }
  const { httpHeaders } = record;
  const status = httpHeaders?.statusCode;
  return {
    url,
    finalUrl: url,
    capturedAt: date.toISOString(),
    status: typeof status === 'number' ? status : null,
    headers: httpHeaders ? [...httpHeaders.headers].map(([name, value]) => [name, value]) : [],
    agent,
  };
}

/** The bytes of a record after its header, as they were sent but for the parting in chunks. */
async function readPayload(record: WARCRecord): Promise<Buffer> {
  const isChunked = /\bchunked\b/i.test(fieldsOf(record.httpHeaders?.headers).get('transfer-encoding') ?? '');
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of new AsyncIterReader(bodyOf(record), null, isChunked)) {
    size += chunk.length;
    if (size > LARGEST) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function* bodyOf(record: WARCRecord): AsyncGenerator<Uint8Array> {
  yield* record.reader;
}

/** Passes over what is left of a record: the parser itself waits for ever at the end of a file that is cut short. */
async function drain(record: WARCRecord): Promise<number> {
  let passed = 0;
  for await (const chunk of bodyOf(record)) passed += chunk.length;
  return passed;
}

/** Whether fewer bytes came than the record announces, once it was read to its end. */
const isCutShort = ({ reader }: WARCRecord): boolean => reader instanceof LimitReader && reader.limit > 0;

/** Undoes the compression that a server put on an answer. Some crawlers undo it and leave the header: then nothing is to do. */
function decode(bytes: Buffer, encoding: string | undefined): Buffer {
  const limit = { maxOutputLength: LARGEST };
  let decoded = bytes;
  for (const step of (encoding ?? '').toLowerCase().split(',').reverse()) {
    switch (step.trim()) {
      case '':
      case 'identity':
        break;
      case 'gzip':
      case 'x-gzip':
        if (decoded[0] === 0x1f && decoded[1] === 0x8b) decoded = attempt(() => gunzipSync(decoded, limit), null);
        break;
      case 'deflate':
        decoded = attempt(
          () => inflateSync(decoded, limit),
          () =>
            attempt(
              () => inflateRawSync(decoded, limit),
              () => decoded,
            ),
        );
        break;
      case 'br':
        decoded = attempt(
          () => brotliDecompressSync(decoded, limit),
          () => decoded,
        );
        break;
      default:
        throw new ArchiveError(
          'unsupported',
          `The server packed this page by a method (${step.trim()}) that Standpoint does not know. Open the web archive in a player, and print the page to PDF.`,
        );
    }
  }
  return decoded;
}

function attempt(unpack: () => Buffer, otherwise: (() => Buffer) | null): Buffer {
  try {
    return unpack();
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge();
    if (otherwise) return otherwise();
    throw cutShort();
  }
}

const cutShort = (): ArchiveError =>
  new ArchiveError(
    'corrupt',
    'This record of the web archive is cut short. Fetch the web archive again from its source.',
  );
const tooLarge = (): ArchiveError =>
  new ArchiveError(
    'too-large',
    `This record unpacks to more than ${LARGEST / 1024 ** 2} MB. Open the web archive in a player and save the file from there.`,
  );
const tooMuch = (): ArchiveError =>
  new ArchiveError(
    'too-large',
    'This web archive holds more than can be taken out of one file. Split it with a WARC tool and import the parts.',
  );

/** A name for what lies at an address: its last part, or its host. */
function nameFromAddress(url: string, ending: string): string {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    return `page.${ending}`;
  }
  const last = parsed.pathname.split('/').filter(Boolean).pop() ?? '';
  let name = last;
  try {
    name = decodeURIComponent(last);
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
  }
  const plain =
    name
      .replace(/[\p{Cc}/\\]+/gu, ' ')
      .trim()
      .slice(0, 150) ||
    parsed.hostname ||
    'page';
  return plain.toLowerCase().endsWith(`.${ending}`) || /\.(?:html?|pdf|docx|odt|rtf)$/i.test(plain)
    ? plain
    : `${plain}.${ending}`;
}

/** Program that made a web archive, by its first record. */
const softwareOf = (info: string): string => /^software:\s*(.+)$/im.exec(info)?.[1]?.trim().slice(0, 200) ?? '';

function describeLeftOut(leftOut: ReadonlyMap<string, number>, taken: number): string | null {
  if (leftOut.size === 0 || (taken > 0 && leftOut.size === 1 && leftOut.has(ABOUT_CRAWL))) return null;
  const parts = [...leftOut]
    .sort((a, b) => b[1] - a[1])
    .map(([what, count]) => {
      const [one = '', many] = what.split('|');
      return many === undefined ? one : `${count} ${count === 1 ? one : many}`;
    });
  const found = taken === 1 ? '1 page or document was' : `${taken} pages and documents were`;
  return `${taken === 0 ? 'It holds no pages or documents' : `${found} taken out of it`}. Left out: ${parts.join('; ')}.`;
}
