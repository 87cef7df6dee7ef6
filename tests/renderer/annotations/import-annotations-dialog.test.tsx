// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ImportAnnotationsDialog } from '../../../renderer/annotations/import-annotations-dialog.tsx';
import type { PdfAnnotation } from '../../../shared/contract/annotations.ts';
import { FakeBridge } from '../support.ts';

const annotation = (id: string, more: Partial<PdfAnnotation> = {}): PdfAnnotation => ({
  id,
  parts: [id],
  page: 1,
  kind: 'highlight',
  quads: [[0, 0, 10, 10]],
  author: 'Jane Doe',
  contents: `Comment ${id}`,
  date: '2024-05-03',
  color: '#ffd100',
  isOwn: false,
  quote: `words ${id}`,
  spans: [{ start: 0, end: 5 }],
  codings: [],
  unknownStances: [],
  passageId: null,
  obstacle: null,
  ...more,
});

describe('ImportAnnotationsDialog', () => {
  let bridge: FakeBridge;
  const onClose = vi.fn();
  beforeEach(() => {
    bridge = new FakeBridge();
    bridge.answer('passage.importAnnotations', { passages: [], skipped: [] });
    onClose.mockClear();
  });
  afterEach(cleanup);
  const show = (found: readonly PdfAnnotation[] | null, trouble: unknown = null) =>
    render(<ImportAnnotationsDialog documentId="d1" version={2} found={found} trouble={trouble} onClose={onClose} />);
  const press = (name: string) => act(async () => fireEvent.click(screen.getByRole('button', { name })));
  const check = (name: string | RegExp) => act(async () => fireEvent.click(screen.getByRole('checkbox', { name })));

  it('imports those that are chosen', async () => {
    show([annotation('a'), annotation('b'), annotation('c')]);
    await check('Highlight on page 1: words b');
    await press('Import 2');
    expect(bridge.inputsOf('passage.importAnnotations')).toEqual([
      { documentId: 'd1', version: 2, only: ['a', 'c'], withCodings: false },
    ]);
    expect(onClose).toHaveBeenCalledOnce();
  });

  it('offers neither those that are passages already nor those that cannot become one', () => {
    show([
      annotation('a', { passageId: 'p1' }),
      annotation('b', { kind: 'note', contents: '', quote: null, obstacle: 'It is a note without a word.' }),
      annotation('c'),
    ]);
    expect(screen.getByRole('button', { name: 'Import 1' })).toBeDefined();
    expect(screen.getByText('· Already a passage')).toBeDefined();
    expect(screen.getByText('· It is a note without a word.')).toBeDefined();
    expect(screen.getByRole('checkbox', { name: 'All 1' })).toBeDefined();
  });

  it('codes those of an exported copy as they say, unless that is not wanted', async () => {
    const own = annotation('a', { isOwn: true, codings: [{ agency: 'Sheriff', stance: 'Opposes' }] });
    show([own, annotation('b')]);
    await press('Import 2');
    await check('This copy names 1 agency and 1 stance: code by them');
    await press('Import 2');
    expect(bridge.inputsOf('passage.importAnnotations')).toMatchObject([{ withCodings: true }, { withCodings: false }]);
  });

  it('lists the stances of an exported copy that the codebook has not', () => {
    show([annotation('a', { isOwn: true, unknownStances: ['Waits'] }), annotation('b', { unknownStances: ['Waits'] })]);
    expect(screen.getByText(/The codebook has no stance “Waits”/)).toBeDefined();
    expect(screen.queryByRole('checkbox', { name: /code by them/ })).toBeNull();
  });

  it('stays and says why if nothing was imported', async () => {
    bridge.refuse('passage.importAnnotations', '“Statement” is in the trash. Restore it first.', 'conflict');
    show([annotation('a')]);
    await press('Import 1');
    expect(screen.getByRole('alert').textContent).toBe('“Statement” is in the trash. Restore it first.');
    expect(onClose).not.toHaveBeenCalled();
  });

  it('says that it reads, and what is wrong with the PDF', () => {
    show(null);
    expect(screen.getByRole('status').textContent).toBe('Reading the PDF…');
    cleanup();
    show(null, new Error('The annotations of this PDF cannot be read.'));
    expect(screen.getByRole('alert').textContent).toBe('The annotations of this PDF cannot be read.');
  });
});
