import type { ArchiveStatus, Broadcast, DocumentSummary, PassageView } from '../../shared/contract.ts';
import type { Agency, Stance, Topic } from '../../shared/domain/codebook.ts';
import type { ErrorCode, Result } from '../../shared/errors.ts';

/** A bridge whose answers a test sets, and which it makes broadcast. */
export class FakeBridge {
  readonly calls: { readonly method: string; readonly input: unknown }[] = [];
  private readonly answers = new Map<string, (input: unknown) => Result<unknown> | Promise<Result<unknown>>>();
  private readonly listeners = new Set<(broadcast: Broadcast) => void>();

  constructor() {
    Object.defineProperty(window, 'standpoint', {
      configurable: true,
      value: {
        invoke: (method: string, input: unknown) => {
          this.calls.push({ method, input });
          const answer = this.answers.get(method);
          return answer
            ? Promise.resolve(answer(input))
            : Promise.resolve({ ok: false, error: { code: 'internal', message: `No answer to ${method}` } });
        },
        onChanged: (listener: (broadcast: Broadcast) => void) => {
          this.listeners.add(listener);
          return () => this.listeners.delete(listener);
        },
        pathForFile: (file: File) => `/files/${file.name}`,
      },
    });
  }

  answer(method: string, value: unknown): void {
    this.answers.set(method, () => ({ ok: true, value }));
  }

  /** Answers each call of the method by its input. */
  answerWith(method: string, value: (input: unknown) => unknown): void {
    this.answers.set(method, (input) => ({ ok: true, value: value(input) }));
  }

  refuse(method: string, message: string, code: ErrorCode = 'invalid-input'): void {
    this.answers.set(method, () => ({ ok: false, error: { code, message } }));
  }

  /** Lets the method's calls wait until the returned function answers the oldest of them. */
  hold(method: string): (value: unknown) => void {
    const waiting: ((result: Result<unknown>) => void)[] = [];
    this.answers.set(method, () => new Promise((resolve) => waiting.push(resolve)));
    return (value) => waiting.shift()?.({ ok: true, value });
  }

  /** What the method was called with, oldest first. */
  inputsOf(method: string): unknown[] {
    return this.calls.filter((call) => call.method === method).map((call) => call.input);
  }

  broadcast(broadcast: Broadcast): void {
    for (const listener of this.listeners) listener(broadcast);
  }

  get listenerCount(): number {
    return this.listeners.size;
  }
}

/** An open archive; copies share the id and differ in the directory. */
export function aStatus(id = 'archive-1', documents = 0, directory = '/archive'): ArchiveStatus {
  return {
    info: { id, title: 'Archive', format: 1, createdAt: '2026-01-01T00:00:00.000Z' },
    directory,
    readOnly: false,
    counts: { documents, passages: 0, agencies: 0, briefings: 0, events: 1 },
    problems: [],
    alarms: [],
    pendingImports: [],
    history: { undo: null, redo: null },
  };
}

/** A change as the archive broadcasts it. */
export function aChange(part: Partial<Extract<Broadcast, { type: 'changes' }>> = {}): Broadcast {
  return {
    type: 'changes',
    seq: 2,
    eventType: 'agency.add',
    label: 'Add agency',
    changes: [],
    history: { undo: 'Add agency', redo: null },
    ...part,
  };
}

export function anAgency(part: Partial<Agency> & { readonly id: string }): Agency {
  return { name: part.id, aliases: [], jurisdiction: '', level: 'other', parentId: null, notes: '', ...part };
}

export function aStance(part: Partial<Stance> & { readonly id: string }): Stance {
  return {
    name: part.id,
    definition: '',
    polarity: null,
    color: '#7a7a7a',
    letter: 'X',
    digit: null,
    order: 0,
    ...part,
  };
}

export function aTopic(part: Partial<Topic> & { readonly id: string }): Topic {
  return { name: part.id, definition: '', parentId: null, order: 0, ...part };
}

export function aDocument(part: Partial<DocumentSummary> & { readonly id: string }): DocumentSummary {
  return {
    title: part.id,
    kind: 'statement',
    issuerId: null,
    author: null,
    dateIssued: null,
    collection: null,
    addedAt: '2026-01-01T00:00:00.000Z',
    trashedAt: null,
    format: 'pdf',
    fileName: `${part.id}.pdf`,
    byteLength: 1,
    sha256: '0'.repeat(64),
    pageCount: 1,
    versionCount: 1,
    withdrawal: null,
    passageCount: 0,
    ...part,
  };
}

export function aPassage(part: Partial<PassageView> & { readonly id: string }): PassageView {
  return {
    documentId: 'd1',
    version: 1,
    quote: 'Words.',
    start: 0,
    end: 6,
    page: null,
    pageLabel: null,
    selectors: [{ type: 'TextPositionSelector', start: 0, end: 6 }],
    codings: [],
    note: '',
    coder: '',
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-01T00:00:00.000Z',
    documentTitle: 'Document',
    withdrawal: null,
    dateIssued: null,
    ...part,
  };
}
