import { randomUUID } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BrowserWindow, net, type Session, session, type WebContents } from 'electron';
import type { CaptureMessage, CaptureRequest, Taken } from '../archive/capture-messages.ts';
import { CAPTURE_FILES } from '../archive/capture-terms.ts';
import { type AddressPolicy, createAddressPolicy, nearnessOfName } from './capture-addresses.ts';
import { CaptureError, failureOfLoad, OFFLINE } from './capture-failures.ts';
import { type HeaderLines, isPageType, mediaTypeOf } from './capture-headers.ts';
import { type CaptureObserver, observe } from './capture-observer.ts';

/** A page that has begun to show but does not come to its end is taken as it is after this share of its time. */
const PATIENCE = 0.5;
/** How long nothing must happen before a page counts as loaded, in milliseconds; and for which share of its time that is waited for. */
const QUIET = 700;
const QUIET_SHARE = 0.15;
/** How often a page may send its reader on to another one by script. */
const MAX_SCRIPTED_REDIRECTS = 5;
const WIDTH = 1280;
const HEIGHT = 1600;

/** Goes down the page once, so that what loads when it comes into sight is there, and back to the top. */
const SCROLL = `(async () => {
  const step = innerHeight * 0.9;
  for (let count = 0; count < 40 && scrollY + innerHeight < document.documentElement.scrollHeight - 1; count += 1) {
    scrollBy({ top: step, behavior: 'instant' });
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
  scrollTo({ top: 0, behavior: 'instant' });
})()`;
const SCROLL_WORLD = 999;

/** What was answered to the page's own address. */
interface Answer {
  readonly url: string;
  readonly status: number;
  readonly lines: HeaderLines;
}

/**
 * Loads one address in a partition that is in memory only and saves what came. Throws a CaptureError. `tell` hears how
 * far it is.
 */
export async function takePage(request: CaptureRequest, tell: (message: CaptureMessage) => void): Promise<Taken> {
  const { host, hostname } = new URL(request.url);
  if (!net.isOnline() && nearnessOfName(hostname) !== 'own') throw new CaptureError('io', OFFLINE);
  const policy = await createAddressPolicy(request.url, async (name) =>
    (await lookup(name, { all: true })).map(({ address }) => address),
  );
  // Without "persist:" it is kept in memory; the name is new each time.
  const partition = session.fromPartition(`capture ${randomUUID()}`, { cache: false });
  const capture = new PageCapture(request, partition, policy, tell);
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      const seconds = Math.round(request.limit / 1000);
      reject(new CaptureError('timeout', `${host} was not there whole after ${seconds} seconds. Try again later.`));
    }, request.limit);
  });
  try {
    return await Promise.race([capture.take(), capture.failed, limit]);
  } finally {
    clearTimeout(timer);
  }
}

/** The taking of one page. */
class PageCapture {
  /** Rejects when the capture must end. */
  readonly failed: Promise<never>;
  #fail: (error: CaptureError) => void = () => undefined;
  readonly #request: CaptureRequest;
  readonly #policy: AddressPolicy;
  readonly #session: Session;
  readonly #tell: (message: CaptureMessage) => void;
  readonly #contents: WebContents;
  #observer: CaptureObserver | null = null;
  #answer: Answer | null = null;
  #file: Promise<void> | null = null;
  #phase: 'starting' | 'loading' | 'saving' | 'printing' = 'starting';
  /** Bytes of a file; those of a page are the observer's. */
  #fileBytes = 0;
  #lastTold = 0;
  #scriptedRedirects = 0;
  #isFrozen = false;
  readonly #refused = { near: new Set<string>(), scheme: new Set<string>() };
  readonly #begunAt = new Date();

  constructor(
    request: CaptureRequest,
    partition: Session,
    policy: AddressPolicy,
    tell: (message: CaptureMessage) => void,
  ) {
    this.#request = request;
    this.#policy = policy;
    this.#session = partition;
    this.#tell = tell;
    this.failed = new Promise((_resolve, reject) => {
      this.#fail = reject;
    });
    this.failed.catch(() => undefined);
    this.#confineSession();
    const window = new BrowserWindow({
      show: false,
      width: WIDTH,
      height: HEIGHT,
      webPreferences: {
        session: partition,
        // Painted as if it were seen: pages hold back what nobody looks at.
        offscreen: true,
        backgroundThrottling: false,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
        allowRunningInsecureContent: false,
        webviewTag: false,
        plugins: false,
        spellcheck: false,
        disableDialogs: true,
        navigateOnDragDrop: false,
        enableWebSQL: false,
      },
    });
    this.#contents = window.webContents;
    this.#confineContents();
  }

  /** Loads the address and saves what came. */
  async take(): Promise<Taken> {
    const { url, limit } = this.#request;
    const contents = this.#contents;
    await contents.loadURL('about:blank');
    contents.setFrameRate(10);
    const observer = await observe(contents, {
      onBytes: (bytes) => this.#count(bytes),
      onAnswer: (from, ip) => this.#checkAnswer(from, ip),
    });
    this.#observer = observer;
    this.#enter('loading');
    const isComplete = await this.#load(url, limit * PATIENCE);
    if (this.#file !== null) {
      await this.#file;
      return this.#describe('file', false, true, observer);
    }
    await this.#settle(observer);
    this.#isFrozen = true;
    // What never comes to its end would keep the saving waiting.
    contents.stop();
    this.#enter('saving');
    const page = join(this.#request.folder, CAPTURE_FILES.page);
    const title = contents.getTitle();
    await contents.savePage(page, 'MHTML');
    await this.#requireSize(page);
    this.#enter('printing');
    const hasPrint = await this.#print();
    return { ...this.#describe('page', hasPrint, isComplete, observer), title };
  }

  #enter(phase: 'loading' | 'saving' | 'printing'): void {
    this.#phase = phase;
    this.#tell({ type: 'progress', phase, bytes: this.#bytes() });
  }

  #bytes(): number {
    return (this.#observer?.bytes ?? 0) + this.#fileBytes;
  }

  #count(bytes: number): void {
    const { maxBytes, url } = this.#request;
    if (bytes > maxBytes) {
      const size = Math.round(maxBytes / 1_000_000);
      this.#fail(
        new CaptureError('too-large', `${new URL(url).host} sends more than ${size} MB. Save the part you need.`),
      );
      return;
    }
    if (Date.now() - this.#lastTold < 200) return;
    this.#lastTold = Date.now();
    this.#tell({ type: 'progress', phase: this.#phase, bytes: this.#bytes() });
  }

  /** Resolves when the page has loaded (true), or shows but does not come to its end (false), or is a file. */
  #load(url: string, patience: number): Promise<boolean> {
    const contents = this.#contents;
    return new Promise((resolve, reject) => {
      let timer: NodeJS.Timeout | undefined;
      const done = (isComplete: boolean) => {
        clearTimeout(timer);
        resolve(isComplete);
      };
      contents.on('dom-ready', () => {
        timer ??= setTimeout(() => done(false), patience);
      });
      contents.once('did-finish-load', () => done(true));
      contents.on('did-fail-load', (_event, code, description, address, isMainFrame) => {
        // -3: the load was given up for another one, or became a file.
        if (!isMainFrame || code === -3 || this.#file !== null) return;
        const failure = failureOfLoad(code, description, address || url);
        const error = new CaptureError(failure.code, failure.message);
        reject(error);
        this.#fail(error);
      });
      contents.on('render-process-gone', (_event, { reason }) => {
        if (reason !== 'clean-exit')
          this.#fail(new CaptureError('io', `The page ended the process that showed it (${reason}). Try again.`));
      });
      this.#session.on('will-download', () => this.#file !== null && done(true));
      // Whether and why it failed, the events say more exactly.
      contents.loadURL(url, { userAgent: this.#session.getUserAgent() }).catch(() => undefined);
    });
  }

  /** Lets the page load what it loads late, and follow where its scripts send it. */
  async #settle(observer: CaptureObserver): Promise<void> {
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), this.#request.limit * QUIET_SHARE);
    const over = new Promise((resolve) => limit.signal.addEventListener('abort', resolve, { once: true }));
    await observer.untilQuiet(QUIET, limit.signal);
    const scrolled = this.#contents.executeJavaScriptInIsolatedWorld(SCROLL_WORLD, [{ code: SCROLL }]);
    // A page that is replaced meanwhile answers with an error: there is nothing to scroll then.
    await Promise.race([scrolled.catch(() => undefined), over]);
    await observer.untilQuiet(QUIET, limit.signal);
    clearTimeout(timer);
  }

  async #print(): Promise<boolean> {
    const url = escapeHtml(this.#contents.getURL());
    const line = 'font: 7px sans-serif; color: #444; width: 100%; margin: 0 10mm; display: flex; gap: 4mm';
    try {
      const pdf = await this.#contents.printToPDF({
        printBackground: true,
        pageSize: 'A4',
        displayHeaderFooter: true,
        headerTemplate: '<span></span>',
        footerTemplate: `<div style="${line}"><span style="flex: 1; overflow: hidden">${url}</span><span>${this.#begunAt.toISOString()}</span><span><span class="pageNumber"></span>/<span class="totalPages"></span></span></div>`,
      });
      if (pdf.length > this.#request.maxBytes) return false;
      await writeFile(join(this.#request.folder, CAPTURE_FILES.print), pdf);
      return true;
    } catch (error) {
      // The page itself is saved; a print is one more form of it.
      console.error('The page could not be printed:', error);
      return false;
    }
  }

  async #requireSize(path: string): Promise<void> {
    const { size } = await stat(path);
    if (size > this.#request.maxBytes)
      throw new CaptureError('too-large', 'The saved page is larger than 100 MB. Save the part you need.');
  }

  #describe(kind: Taken['kind'], hasPrint: boolean, isComplete: boolean, observer: CaptureObserver): Taken {
    const answer = this.#answer;
    const near = this.#refused.near.size;
    const notes = [
      ...(isComplete ? [] : ['The page had not loaded to its end: what was there after a while was taken.']),
      ...(kind === 'page' && !hasPrint ? ['It could not be printed to PDF.'] : []),
      ...(near === 0
        ? []
        : [`Not loaded: ${near} ${near === 1 ? 'address' : 'addresses'} of this network or computer.`]),
      ...(this.#refused.scheme.size === 0
        ? []
        : [`Not loaded: addresses other than http and https (${[...this.#refused.scheme].join(', ')}).`]),
    ];
    return {
      kind,
      hasPrint,
      title: '',
      capture: {
        url: this.#request.url,
        finalUrl: answer?.url ?? this.#request.url,
        capturedAt: this.#begunAt.toISOString(),
        status: answer?.status ?? null,
        headers: observer.head() ?? answer?.lines ?? [],
        agent: this.#session.getUserAgent(),
      },
      notes,
      requests: observer.requests,
      failedRequests: observer.failedRequests,
      isComplete,
    };
  }

  #confineSession(): void {
    const partition = this.#session;
    // What any browser of this make says of itself: neither our name nor the languages of the person.
    const agent = partition.getUserAgent().replace(/ (?!Mozilla|AppleWebKit|Chrome|Safari)[\w.-]+\/[\w.-]+(?= )/g, '');
    partition.setUserAgent(agent, 'en-US,en');
    partition.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
    partition.setPermissionCheckHandler(() => false);
    partition.setDevicePermissionHandler(() => false);
    const { webRequest } = partition;
    webRequest.onBeforeRequest(({ url, resourceType }, answer) => {
      this.#refusalOf(url, resourceType === 'mainFrame').then(
        (isRefused) => answer({ cancel: isRefused }),
        () => answer({ cancel: true }),
      );
    });
    webRequest.onHeadersReceived(({ url, resourceType, statusCode, responseHeaders = {} }, answer) => {
      const isMain = resourceType === 'mainFrame';
      if (!isMain || (statusCode >= 300 && statusCode < 400)) {
        answer({});
        return;
      }
      const lines = Object.entries(responseHeaders).flatMap(([name, values]) =>
        values.map((value): [string, string] => [name, value]),
      );
      this.#answer = { url, status: statusCode, lines };
      if (statusCode === 204 || statusCode === 205)
        this.#fail(new CaptureError('io', `${new URL(url).host} answered, but sent nothing to show (${statusCode}).`));
      if (isPageType(mediaTypeOf(lines))) answer({});
      else
        answer({ responseHeaders: { ...withoutDisposition(responseHeaders), 'content-disposition': ['attachment'] } });
    });
    partition.on('will-download', (event, item) => {
      const isOurs = this.#file === null && this.#answer !== null && item.getURL() === this.#answer.url;
      if (!isOurs) {
        event.preventDefault();
        return;
      }
      item.setSavePath(join(this.#request.folder, CAPTURE_FILES.file));
      item.on('updated', () => {
        this.#fileBytes = item.getReceivedBytes();
        this.#count(this.#fileBytes);
      });
      this.#file = new Promise((resolve, reject) => {
        item.once('done', (_event, state) => {
          if (state === 'completed') resolve();
          else reject(new CaptureError('io', 'The file did not arrive whole. Try again.'));
        });
      });
      this.#file.catch(() => undefined);
    });
  }

  #confineContents(): void {
    const contents = this.#contents;
    contents.setAudioMuted(true);
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
    contents.on('will-redirect', (event, url, _isInPlace, isMainFrame) => {
      if (/^https?:/i.test(url)) return;
      event.preventDefault();
      if (isMainFrame) {
        const { code, message } = failureOfLoad(-301, '', url);
        this.#fail(new CaptureError(code, message));
      }
    });
    contents.on('will-navigate', (event, url) => {
      this.#scriptedRedirects += 1;
      const isAllowed = /^https?:/i.test(url) && !this.#isFrozen && this.#scriptedRedirects <= MAX_SCRIPTED_REDIRECTS;
      if (!isAllowed) event.preventDefault();
    });
  }

  /** Behind a proxy the address is the proxy's. Without one, a name has changed its meaning since it was looked up. */
  #checkAnswer(url: string, ip: string): void {
    if (this.#policy.mayAnswer(ip)) return;
    this.#session.resolveProxy(url).then(
      (way) => way === 'DIRECT' && this.#fail(tooNear(url)),
      () => this.#fail(tooNear(url)),
    );
  }

  async #refusalOf(url: string, isMain: boolean): Promise<boolean> {
    if (url.startsWith('about:')) return false;
    if (isMain && this.#isFrozen) return true;
    const refusal = await this.#policy.refusalOf(url);
    if (refusal === null) return false;
    if (refusal === 'scheme') this.#refused.scheme.add(url.slice(0, url.indexOf(':')));
    else if (isMain) this.#fail(tooNear(url));
    else this.#refused.near.add(url);
    return true;
  }
}

const tooNear = (url: string): CaptureError =>
  new CaptureError(
    'invalid-input',
    `${new URL(url).host} leads to this computer or its network, where a page from outside may not lead. If that is what you want to keep, give that address itself.`,
  );

function withoutDisposition(headers: Record<string, string[]>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'content-disposition'));
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
