// The least a PDF reader in Electron can be: one window with the viewer that pdf.js itself brings.
//   electron bare-pdfjs --pdfjs=DIR --pdf=FILE
const { app, BrowserWindow } = require('electron');
const { createReadStream, statSync } = require('node:fs');
const { createServer } = require('node:http');
const { extname, join, normalize } = require('node:path');

const given = (name) => process.argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3) ?? '';
const PAGE = { '/polyfills.js': 'polyfills.js', '/worker.js': 'worker.js' };
const TYPES = {
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.html': 'text/html',
  '.pdf': 'application/pdf',
};

/** Where a path of the page's leads. */
function fileOf(path) {
  if (path === '/document.pdf') return given('pdf');
  const inside = normalize(path);
  return inside.startsWith('/pdfjs/')
    ? join(given('pdfjs'), inside.slice(7))
    : join(__dirname, PAGE[inside] ?? 'index.html');
}

const server = createServer((request, response) => {
  const file = fileOf(new URL(request.url, 'http://localhost').pathname);
  const { size } = statSync(file);
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
  const start = range === null ? 0 : Number(range[1]);
  const end = range === null || range[2] === '' ? size - 1 : Math.min(size - 1, Number(range[2]));
  response.writeHead(range === null ? 200 : 206, {
    'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream',
    'Accept-Ranges': 'bytes',
    'Content-Length': end - start + 1,
    ...(range === null ? {} : { 'Content-Range': `bytes ${start}-${end}/${size}` }),
  });
  const bytes = createReadStream(file, { start, end });
  // The page gives up a whole file as soon as it knows that it can have parts.
  response.on('close', () => bytes.destroy());
  bytes.pipe(response);
});

server.listen(0, '127.0.0.1', () => {
  app.whenReady().then(() => {
    const window = new BrowserWindow({
      width: 1440,
      height: 900,
      x: 0,
      y: 0,
      show: false,
      webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false },
    });
    window.once('ready-to-show', () => window.show());
    window.loadURL(`http://127.0.0.1:${server.address().port}/`);
  });
});
app.on('window-all-closed', () => app.quit());
