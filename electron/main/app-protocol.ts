import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { protocol } from 'electron';

/** Where the window's own files come from. */
export const APP_ORIGIN = 'app://standpoint';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
};

/**
 * What the window may load and run: its own files and the archive's originals, nothing else. Inline styles are
 * allowed, since the preview of a briefing is the very page that is exported, which carries its style sheet; with no
 * address outside to load, a style can tell nobody anything. WebAssembly decodes the images of scanned PDFs.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data: blob: archive:",
  "connect-src 'self' archive:",
  "frame-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join('; ');

/** Serves the built window from `folder` under APP_ORIGIN, with its content security policy. */
export function serveApp(folder: string): void {
  protocol.handle('app', async (request) => {
    const { host, pathname } = new URL(request.url);
    if (host !== 'standpoint' || request.method !== 'GET') return refusal(403);
    const path = normalize(join(folder, decodeURIComponent(pathname === '/' ? '/index.html' : pathname)));
    const contentType = CONTENT_TYPES[extname(path)];
    if (!path.startsWith(folder + sep) || contentType === undefined) return refusal(404);
    const bytes = await readFile(path).catch(() => null);
    if (bytes === null) return refusal(404);
    return new Response(bytes, {
      headers: {
        'content-type': contentType,
        'content-security-policy': CONTENT_SECURITY_POLICY,
        'x-content-type-options': 'nosniff',
      },
    });
  });
}

function refusal(status: number): Response {
  return new Response(null, { status });
}
