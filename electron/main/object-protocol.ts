import { type FileHandle, open } from 'node:fs/promises';
import { protocol } from 'electron';
import type { OriginalPart } from '../archive/dispatch.ts';
import { contentTypeOf, parseRange } from './object-headers.ts';

/** Bytes read at a time: the fastest of those measured. */
const CHUNK = 1 << 18;

const ADDRESS = /^archive:\/\/([0-9a-f]{64})\/(pages\.pdf)?$/;

/**
 * Streams originals of the open archive, read-only and by hash alone: GET archive://<sha256>/ with or without a
 * range; archive://<sha256>/pages.pdf is the PDF that shows the pages of a picture. `originalPath` finds the file;
 * `origin` is the window that may read it.
 */
export function serveOriginals(
  originalPath: (sha256: string, part: OriginalPart) => Promise<string | null>,
  origin: string,
): void {
  protocol.handle('archive', async (request) => {
    const [, sha256, name] = ADDRESS.exec(request.url) ?? [];
    if (request.method !== 'GET' || sha256 === undefined) return new Response(null, { status: 403 });
    const part = name === undefined ? 'original' : 'pages';
    const path = await originalPath(sha256, part);
    if (path === null) return new Response(null, { status: 404 });
    // A hash names its bytes for ever; what is made of them may be made better.
    const keep = part === 'original' ? 'private, max-age=31536000, immutable' : 'no-store';
    return streamFile(path, request.headers.get('range'), origin, keep);
  });
}

async function streamFile(path: string, rangeHeader: string | null, origin: string, keep: string): Promise<Response> {
  const file = await open(path, 'r').catch(() => null);
  if (file === null) return new Response(null, { status: 404 });
  const { size } = await file.stat();
  const head = new Uint8Array(8);
  await file.read(head, 0, head.length, 0);
  const headers = new Headers({
    'content-type': contentTypeOf(head),
    'accept-ranges': 'bytes',
    'access-control-allow-origin': origin,
    'access-control-expose-headers': 'Accept-Ranges, Content-Length, Content-Range',
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cache-control': keep,
  });
  const range = parseRange(rangeHeader, size);
  if (range === undefined) {
    await file.close();
    headers.set('content-range', `bytes */${size}`);
    return new Response(null, { status: 416, headers });
  }
  const { start, end } = range ?? { start: 0, end: size - 1 };
  headers.set('content-length', String(end - start + 1));
  if (range !== null) headers.set('content-range', `bytes ${start}-${end}/${size}`);
  return new Response(bytesOf(file, start, end), { status: range === null ? 200 : 206, headers });
}

/** The file's bytes from `start` to `end` inclusive, read as they are asked for; closes the file. */
function bytesOf(file: FileHandle, start: number, end: number): ReadableStream<Uint8Array> {
  let position = start;
  return new ReadableStream({
    async pull(controller) {
      const wanted = Math.min(CHUNK, end - position + 1);
      const { bytesRead, buffer } = await file.read(new Uint8Array(wanted), 0, wanted, position);
      position += bytesRead;
      if (bytesRead > 0) controller.enqueue(buffer.subarray(0, bytesRead));
      if (bytesRead > 0 && position <= end) return;
      controller.close();
      await file.close();
    },
    cancel: () => file.close(),
  });
}
