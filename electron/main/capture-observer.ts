import type { WebContents } from 'electron';
import type { HeaderLines } from './capture-headers.ts';
import { headerLines } from './capture-headers.ts';

/** What is seen of the traffic of a page. */
export interface CaptureObserver {
  /** Header lines of the newest answer to the page's own address, as received; null if none was seen. */
  head(): HeaderLines | null;
  /** Bytes that have arrived, unpacked. */
  readonly bytes: number;
  readonly requests: number;
  readonly failedRequests: number;
  /** Resolves when nothing has been under way for so many milliseconds. */
  untilQuiet(duration: number, signal: AbortSignal): Promise<void>;
}

interface NetworkEvent {
  readonly requestId?: string;
  readonly loaderId?: string;
  readonly type?: string;
  readonly frameId?: string;
  readonly dataLength?: number;
  readonly canceled?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  readonly headersText?: string;
  readonly sessionId?: string;
  readonly response?: RemoteAnswer;
  readonly redirectResponse?: RemoteAnswer;
  readonly frameTree?: { readonly frame: { readonly id: string } };
}

interface RemoteAnswer {
  readonly url: string;
  readonly remoteIPAddress?: string;
}

/** What is told of the traffic as it goes. */
export interface CaptureTraffic {
  /** So many bytes have arrived, unpacked. */
  onBytes(bytes: number): void;
  /** An answer came from this IP address, which may be a proxy's. */
  onAnswer(url: string, ip: string): void;
}

/** How often the traffic is looked at while it is waited for, in milliseconds. */
const LOOK = 50;

/**
 * Watches a page's traffic by Chromium's protocol. The page must have loaded about:blank. Dialogs for printing are taken away from the page: they would wait for a person.
 */
export async function observe(contents: WebContents, traffic: CaptureTraffic): Promise<CaptureObserver> {
  const underWay = new Set<string>();
  const heads = new Map<string, HeaderLines>();
  let mainRequest: string | null = null;
  let mainFrame: string | null = null;
  let bytes = 0;
  let requests = 0;
  let failedRequests = 0;
  let lastMove = Date.now();
  const { debugger: protocol } = contents;
  protocol.attach('1.3');
  protocol.on('message', (_event, method: string, event: NetworkEvent, session: string) => {
    const id = `${session} ${event.requestId}`;
    for (const answer of [event.response, event.redirectResponse])
      if (answer?.remoteIPAddress) traffic.onAnswer(answer.url, answer.remoteIPAddress);
    switch (method) {
      case 'Network.requestWillBeSent':
        if (!underWay.has(id)) requests += 1;
        underWay.add(id);
        if (event.type === 'Document' && event.frameId === mainFrame) mainRequest = event.requestId ?? null;
        break;
      case 'Network.responseReceived':
        break;
      case 'Network.responseReceivedExtraInfo':
        heads.set(event.requestId ?? '', headerLines({ headersText: event.headersText, headers: event.headers ?? {} }));
        break;
      case 'Network.dataReceived':
        bytes += event.dataLength ?? 0;
        traffic.onBytes(bytes);
        break;
      case 'Network.loadingFinished':
        underWay.delete(id);
        break;
      case 'Network.loadingFailed':
        if (!event.canceled) failedRequests += 1;
        underWay.delete(id);
        break;
      case 'Target.attachedToTarget':
        // Frames of other sites have a process and a session of their own.
        protocol
          .sendCommand('Network.enable', {}, event.sessionId)
          .catch((error) => console.error('A frame is not watched:', error));
        return;
      default:
        return;
    }
    lastMove = Date.now();
  });
  const tree: NetworkEvent = await protocol.sendCommand('Page.getFrameTree');
  mainFrame = tree.frameTree?.frame.id ?? null;
  await protocol.sendCommand('Network.enable');
  await protocol.sendCommand('Page.enable');
  await protocol.sendCommand('Page.addScriptToEvaluateOnNewDocument', { source: 'window.print = () => undefined;' });
  await protocol.sendCommand('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: true,
  });
  return {
    head: () => (mainRequest === null ? null : (heads.get(mainRequest) ?? null)),
    get bytes() {
      return bytes;
    },
    get requests() {
      return requests;
    },
    get failedRequests() {
      return failedRequests;
    },
    async untilQuiet(duration, signal) {
      while (!signal.aborted && (underWay.size > 0 || Date.now() - lastMove < duration))
        await new Promise((resolve) => setTimeout(resolve, LOOK));
    },
  };
}
