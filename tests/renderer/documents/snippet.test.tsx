// @vitest-environment jsdom
import { cleanup, render } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { layHits } from '../../../renderer/documents/search-results.tsx';
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

describe('layHits', () => {
  it('puts hits under their documents, and says how many more a document has', () => {
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
    const match = (documentId: string, count: number, hits: SearchHit[]) => ({
      documentId,
      title: `Title ${documentId}`,
      dateIssued: null,
      count,
      hits,
    });
    const found = [match('b', 7, [hit('b', '1'), hit('b', '3')]), match('a', 1, [hit('a', '2')])];
    const words = (opened: Parameters<typeof layHits>[1]) =>
      layHits(found, opened).map((row) =>
        row.kind === 'document' ? row.match.title : row.kind === 'hit' ? row.hit.snippet : `${row.more} more`,
      );
    expect(words(new Map())).toEqual(['Title b', '1', '3', '5 more', 'Title a', '2']);
    const all = ['1', '2', '3', '4'].map((snippet) => hit('b', snippet));
    expect(words(new Map([['b', match('b', 4, all)]]))).toEqual(['Title b', '1', '2', '3', '4', 'Title a', '2']);
  });
});
