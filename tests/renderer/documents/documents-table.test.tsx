// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { DocumentsTable } from '../../../renderer/documents/documents-table.tsx';
import { NO_SELECTION } from '../../../renderer/list-selection.ts';
import type { DocumentSummary } from '../../../shared/contract.ts';
import { aDocument } from '../support.ts';

const titled = (id: string): DocumentSummary => aDocument({ id, title: `Document ${id}` });

/** The table, of which selecting a row moves all rows, as a toolbar that wraps would. */
function Moving({ onOpen }: { readonly onOpen: (document: DocumentSummary) => void }) {
  const [selection, setSelection] = useState(NO_SELECTION);
  const documents = ['a', 'b', 'c'].map(titled);
  return (
    <>
      <p>{`selected: ${[...selection.selected].join(' ')}`}</p>
      <DocumentsTable
        label="Documents"
        documents={documents}
        sorting={{ column: 'title', isDescending: false }}
        onSort={() => undefined}
        selection={selection}
        onSelect={setSelection}
        onOpen={onOpen}
        onDelete={() => undefined}
        onMenu={() => undefined}
      />
    </>
  );
}

// Nothing has a size here: every row is made.
vi.mock('@tanstack/react-virtual', () => ({
  useVirtualizer: ({ count }: { readonly count: number }) => ({
    getTotalSize: () => 36 * count,
    getVirtualItems: () => Array.from({ length: count }, (_, index) => ({ index, size: 36, start: 36 * index })),
    measure: () => undefined,
    scrollToIndex: () => undefined,
  }),
}));
afterEach(cleanup);

function press(name: string, detail: number): void {
  const row = screen.getByText(name);
  fireEvent.mouseDown(row, { detail });
  fireEvent.mouseUp(row, { detail });
  fireEvent.click(row, { detail });
  if (detail === 2) fireEvent.doubleClick(row, { detail });
}

it('opens by a double click the row that was pressed first, though another lies under the pointer by then', () => {
  const onOpen = vi.fn();
  render(<Moving onOpen={onOpen} />);
  press('Document b', 1);
  press('Document a', 2);
  expect(onOpen.mock.calls.map(([document]) => document.id)).toEqual(['b']);
  expect(screen.getByText('selected: b')).toBeDefined();
  press('Document c', 1);
  press('Document c', 2);
  expect(onOpen.mock.calls.map(([document]) => document.id)).toEqual(['b', 'c']);
});

it('stands on the first row when the keyboard comes, and selects nothing by that', () => {
  render(<Moving onOpen={() => undefined} />);
  const grid = screen.getByRole('grid');
  fireEvent.focus(grid);
  expect(grid.getAttribute('aria-activedescendant')).toBe('document-row-a');
  expect(screen.getByText('selected:')).toBeDefined();
});
