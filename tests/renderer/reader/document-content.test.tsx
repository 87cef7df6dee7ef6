// @vitest-environment jsdom
import { act, cleanup, renderHook, waitFor } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { useDocumentContent } from '../../../renderer/reader/use-document.ts';
import type { DocumentContent } from '../../../shared/contract.ts';
import type { SourceDocument, Version } from '../../../shared/domain/document.ts';
import { FakeBridge } from '../support.ts';

function aVersion(number: number): Version {
  return {
    ...{ number, sha256: '0'.repeat(64), byteLength: 1, fileName: 'a.pdf', format: 'pdf', pageCount: 1 },
    ...{ importedAt: '2026-01-01T00:00:00.000Z', extractor: 'x 1', textSha256: '0'.repeat(64), textLength: 1 },
  };
}

function aRecord(versions: number): SourceDocument {
  return {
    ...{ id: 'd1', title: 'Statement', kind: 'statement', issuerId: null, author: null, dateIssued: null },
    ...{ sourceUrl: null, dateCaptured: null, collection: null, notes: '', trashedAt: null },
    addedAt: '2026-01-01T00:00:00.000Z',
    versions: Array.from({ length: versions }, (_, index) => aVersion(index + 1)),
  };
}

/** A reader of a document; `serve` sets what its next call is answered with. */
function read(first: number | undefined) {
  const bridge = new FakeBridge();
  const serve = (version: number, versions = 2) => {
    const content: DocumentContent = {
      ...{ document: aRecord(versions), version: aVersion(version), pages: [], rendition: null },
    };
    bridge.answer('document.content', content);
  };
  serve(first ?? 2);
  const hook = renderHook(({ version }) => useDocumentContent('d1', version), {
    initialProps: { version: first },
  });
  const shown = () => {
    const { state } = hook.result.current;
    return state.kind === 'open' ? state.content.version.number : state.kind;
  };
  const asked = () => bridge.calls.map(({ input }) => input);
  return { bridge, serve, shown, asked, ask: (version: number | undefined) => hook.rerender({ version }) };
}

afterEach(cleanup);

it('shows each version it is asked for, and the newest when it is asked for none', async () => {
  const { serve, shown, ask, asked } = read(1);
  await waitFor(() => expect(shown()).toBe(1));
  for (const [version, number] of [
    [2, 2],
    [1, 1],
    [undefined, 2],
  ] as const) {
    serve(number);
    ask(version);
    // Never the version before under the request for another.
    expect(shown()).toBe('loading');
    await waitFor(() => expect(shown()).toBe(number));
  }
  expect(asked()).toEqual([1, 2, 1, 2].map((version) => ({ id: 'd1', version })));
});

it('does not load again what it shows already', async () => {
  const { shown, ask, asked } = read(undefined);
  await waitFor(() => expect(shown()).toBe(2));
  ask(2);
  ask(undefined);
  expect(shown()).toBe(2);
  expect(asked()).toEqual([{ id: 'd1' }]);
});

it.each([
  ['none', undefined, 3],
  ['version 2', 2, 2],
])('asked for %s (%s) shows version %i once version 3 is added', async (_name, version, expected) => {
  const { bridge, serve, shown } = read(version);
  await waitFor(() => expect(shown()).toBe(2));
  serve(3, 3);
  await act(async () =>
    bridge.broadcast({
      ...{ type: 'changes', seq: 2, eventType: 'document.version', label: 'Add a version' },
      changes: [{ entity: 'document', id: 'd1', before: aRecord(2), after: aRecord(3) }],
      history: { undo: null, redo: null },
    }),
  );
  await waitFor(() => expect(shown()).toBe(expected));
});
