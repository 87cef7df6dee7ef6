// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { archiveStore, INITIAL_STATE } from '../../../renderer/archive-state.ts';
import { ManifestDialog } from '../../../renderer/frame/manifest-dialog.tsx';
import type { ManifestPreview } from '../../../shared/contract/import.ts';
import { aStatus, FakeBridge } from '../support.ts';

const preview: ManifestPreview = {
  format: 'csv',
  columns: ['file', 'name', 'agency'],
  rowCount: 3,
  rows: [['a.pdf', 'Statement of A', 'City of Reno']],
  mapping: { file: 'file', title: 'name', issuer: 'agency' },
  baseDirectory: '/files',
  found: 2,
  missing: ['c.pdf'],
  missingCount: 1,
  newAgencies: ['City of Reno'],
};

describe('ManifestDialog', () => {
  let bridge: FakeBridge;
  beforeEach(() => {
    bridge = new FakeBridge();
    archiveStore.setState({ ...INITIAL_STATE, status: aStatus() });
    bridge.answer('app.chooseFiles', ['/files/list.csv']);
  });
  afterEach(() => {
    cleanup();
    archiveStore.setState(INITIAL_STATE);
  });
  const choose = () => act(async () => fireEvent.click(screen.getByRole('button', { name: 'Choose table…' })));

  it('shows which column holds what, which files are missing, and imports the rest', async () => {
    bridge.answer('manifest.read', preview);
    bridge.answer('manifest.import', []);
    const onClose = vi.fn();
    render(<ManifestDialog open onClose={onClose} />);
    await choose();
    expect(screen.getByLabelText('Title').textContent).toContain('name');
    expect(screen.getByText('Statement of A')).toBeTruthy();
    expect(screen.getByText('c.pdf')).toBeTruthy();
    fireEvent.click(screen.getByRole('checkbox', { name: 'Add the agency “City of Reno” to the codebook' }));
    await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Import 2 files' })));
    expect(bridge.inputsOf('manifest.import')).toMatchObject([
      { path: '/files/list.csv', mapping: preview.mapping, createAgencies: false },
    ]);
    expect(onClose).toHaveBeenCalledOnce();
  });

  it('says what is wrong with a table, and imports nothing of it', async () => {
    bridge.refuse('manifest.read', 'Row 3 of list.csv has 9 cells, the heading 8.');
    render(<ManifestDialog open onClose={() => undefined} />);
    await choose();
    expect(screen.getByRole('alert').textContent).toContain('Row 3');
    expect(screen.getByRole('button', { name: 'Import' }).hasAttribute('disabled')).toBe(true);
  });

  it('asks for the column of the file where none looks like it', async () => {
    bridge.answer('manifest.read', { ...preview, mapping: null, found: 0, missingCount: 0, newAgencies: [] });
    render(<ManifestDialog open onClose={() => undefined} />);
    await choose();
    expect(screen.getByRole('button', { name: 'Import 0 files' }).hasAttribute('disabled')).toBe(true);
    expect(screen.getByLabelText('File').textContent).toContain('—');
  });
});
