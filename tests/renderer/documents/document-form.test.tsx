// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DocumentForm } from '../../../renderer/documents/document-form.tsx';
import { formatTime } from '../../../renderer/formats.ts';
import type { SourceDocument } from '../../../shared/domain/document.ts';
import { aDocument as stored } from '../../shared/sample-briefing.ts';
import { FakeBridge } from '../support.ts';

beforeEach(() => {
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function shown(dateCaptured: SourceDocument['dateCaptured']): string {
  new FakeBridge();
  render(<DocumentForm document={{ ...stored('d'), dateCaptured }} />);
  const { value } = screen.getByLabelText<HTMLInputElement>('Date captured');
  cleanup();
  return value;
}

it('shows the instant of a capture as day and time, and a date as it is', () => {
  const instant = '2026-11-22T19:04:05.678Z';
  expect(shown(instant)).toBe(formatTime(instant));
  expect(shown('2026-11')).toBe('2026-11');
  expect(shown(null)).toBe('');
});
