// @vitest-environment jsdom
import { cleanup, render } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { groupHits } from '../../../renderer/documents/search-results.tsx';
import { Snippet } from '../../../renderer/documents/snippet.tsx';
import type { SearchHit } from '../../../shared/contract/search.ts';

afterEach(cleanup);

describe('Snippet', () => {
  it('marks the found words and keeps every character', () => {
    const text = 'We will <b>honor</b> every detainer.';
    const { container } = render(
      <Snippet
        text={text}
        marks={[
          [27, 35],
          [3, 7],
        ]}
      />,
    );
    expect(container.textContent).toBe(text);
    expect([...container.querySelectorAll('mark')].map((mark) => mark.textContent)).toEqual(['will', 'detainer']);
  });

  it('shows overlapping marks once', () => {
    const { container } = render(
      <Snippet
        text="abcdef"
        marks={[
          [0, 4],
          [2, 6],
        ]}
      />,
    );
    expect(container.textContent).toBe('abcdef');
  });
});

describe('groupHits', () => {
  it('puts hits under their documents in the order of the first hit', () => {
    const hit = (documentId: string, snippet: string): SearchHit => ({
      documentId,
      title: `Title ${documentId}`,
      field: 'text',
      version: 1,
      page: null,
      start: null,
      end: null,
      passageId: null,
      snippet,
      marks: [],
    });
    const rows = groupHits([hit('b', '1'), hit('a', '2'), hit('b', '3')]);
    expect(rows.map((row) => (row.kind === 'document' ? row.title : row.hit.snippet))).toEqual([
      'Title b',
      '1',
      '3',
      'Title a',
      '2',
    ]);
  });
});
