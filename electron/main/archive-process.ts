// The core's own process: a utilityProcess that the main process starts (archive-host.ts). The main process keeps
// windows; everything that reads, writes, hashes or indexes happens here, so that no window ever waits for it.
import { userInfo } from 'node:os';
import manifest from '../../package.json' with { type: 'json' };
import { createSession } from '../archive/dispatch.ts';
import type { ParserProcess } from '../archive/importers/extraction.ts';
import { createParserPool } from '../archive/importers/parser-pool.ts';
import type { ProgramCommand } from '../archive/role-process.ts';
import type { FromCore, ToCore } from './core-messages.ts';

const { parentPort } = process;
let coder = userInfo().username;
// How main started this very program is told as the one argument; see archive-host.ts.
const captureCommand: ProgramCommand = JSON.parse(process.argv.at(-1) ?? 'null');

const send = (message: FromCore) => parentPort.postMessage(message);

// Nobody waits for what fails here, and what is saved is saved: the calls under way are not to fall with it.
process.on('unhandledRejection', (reason) => {
  send({ type: 'fault', text: reason instanceof Error ? (reason.stack ?? reason.message) : String(reason) });
});

/** A parser process whose start was asked for: messages wait until its port arrives. */
class RemoteParser implements ParserProcess {
  private port: Electron.MessagePortMain | null = null;
  private readonly waiting: unknown[] = [];
  private readonly messageListeners: ((message: unknown) => void)[] = [];
  private readonly exitListeners: ((reason: string) => void)[] = [];
  private readonly number: number;

  constructor(number: number) {
    this.number = number;
  }

  connect(port: Electron.MessagePortMain): void {
    this.port = port;
    port.on('message', ({ data }) => {
      for (const listener of this.messageListeners) listener(data);
    });
    port.start();
    for (const message of this.waiting.splice(0)) port.postMessage(message);
  }

  exited(reason: string): void {
    this.port?.close();
    for (const listener of this.exitListeners) listener(reason);
  }

  send(message: unknown): void {
    if (this.port === null) this.waiting.push(message);
    else this.port.postMessage(message);
  }

  onMessage(listener: (message: unknown) => void): void {
    this.messageListeners.push(listener);
  }

  onExit(listener: (reason: string) => void): void {
    this.exitListeners.push(listener);
  }

  kill(): void {
    send({ type: 'kill-parser', parser: this.number });
  }
}

const parsers = new Map<number, RemoteParser>();
let parserCount = 0;

const session = createSession({
  coder: () => coder,
  software: `${manifest.productName} ${manifest.version}`,
  hasUpkeep: true,
  captureCommand,
  createPool: (launch) => createParserPool(launch),
  recognisesByItself: true,
  broadcast: (broadcast) => send({ type: 'broadcast', broadcast }),
  launchParser: () => {
    parserCount += 1;
    const parser = new RemoteParser(parserCount);
    parsers.set(parserCount, parser);
    send({ type: 'launch-parser', parser: parserCount });
    return parser;
  },
});

async function answer(message: ToCore, ports: readonly Electron.MessagePortMain[]): Promise<void> {
  switch (message.type) {
    case 'invoke':
      send({ type: 'reply', id: message.id, result: await session.invoke(message.method, message.input) });
      return;
    case 'original-path': {
      const value = session.originalPath(message.sha256, message.part);
      send({ type: 'reply', id: message.id, result: { ok: true, value } });
      return;
    }
    case 'coder':
      coder = message.coder;
      return;
    case 'parser-started': {
      const [port] = ports;
      if (port !== undefined) parsers.get(message.parser)?.connect(port);
      return;
    }
    case 'parser-exited': {
      const parser = parsers.get(message.parser);
      parsers.delete(message.parser);
      parser?.exited(message.reason);
      return;
    }
    case 'close':
      await session.close();
      send({ type: 'reply', id: message.id, result: { ok: true, value: null } });
      return;
  }
}

parentPort.on('message', ({ data, ports }) => {
  const message: ToCore = data;
  answer(message, ports).catch((error: unknown) => {
    const text = error instanceof Error ? error.message : String(error);
    if ('id' in message)
      send({ type: 'reply', id: message.id, result: { ok: false, error: { code: 'internal', message: text } } });
    else throw error;
  });
});
