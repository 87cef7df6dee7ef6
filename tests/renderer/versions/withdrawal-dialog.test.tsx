// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WithdrawalDialog } from '../../../renderer/versions/withdrawal-dialog.tsx';
import type { SourceDocument } from '../../../shared/domain/document.ts';
import { FakeBridge } from '../support.ts';

const document: SourceDocument = {
  id: 'd1',
  title: 'Statement',
  kind: 'statement',
  issuerId: null,
  author: null,
  dateIssued: null,
  sourceUrl: null,
  dateCaptured: null,
  collection: null,
  notes: '',
  addedAt: '2026-01-01T00:00:00.000Z',
  trashedAt: null,
  versions: [],
};

describe('WithdrawalDialog', () => {
  let bridge: FakeBridge;
  beforeEach(() => {
    bridge = new FakeBridge();
    bridge.answer('document.withdraw', document);
  });
  afterEach(cleanup);
  const type = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });
  const save = () => act(async () => fireEvent.click(screen.getByRole('button', { name: 'Save' })));

  it.each(['3 February 2026', '2026-02-31', '2026-13', '26'])('asks for another form of the date %s', async (date) => {
    render(<WithdrawalDialog document={document} open onClose={() => undefined} />);
    type('Date', date);
    type('Source', 'Minutes of the City Council');
    await save();
    expect(screen.getByLabelText('Date').getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByLabelText('Source').getAttribute('aria-invalid')).toBeNull();
    expect(screen.getByRole('alert').textContent).toBe('Write the date as 2026-02-03, 2026-02 or 2026.');
    expect(bridge.inputsOf('document.withdraw')).toEqual([]);
  });

  it.each(['2026', '2026-02', '2024-02-29'])('takes the date %s', async (date) => {
    const onClose = vi.fn();
    render(<WithdrawalDialog document={document} open onClose={onClose} />);
    type('Date', date);
    type('Source', 'Minutes of the City Council');
    await save();
    expect(bridge.inputsOf('document.withdraw')).toMatchObject([{ id: 'd1', date }]);
    expect(onClose).toHaveBeenCalledOnce();
  });
});
