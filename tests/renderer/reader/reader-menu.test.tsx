// @vitest-environment jsdom
import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { MenuRequest } from '../../../renderer/reader/document-view.ts';
import type { ReaderCoding } from '../../../renderer/reader/reader-coding.ts';
import { ReaderMenu } from '../../../renderer/reader/reader-menu.tsx';

const nothing = () => undefined;
const BY_KEY: MenuRequest = { passageIds: [], isOnSelection: false, isByKey: true, at: { x: 48, y: 48 } };
const WORDS: ReaderCoding = {
  ...{ actions: null, last: null, code: nothing, codeFor: nothing, askCoding: nothing, highlight: nothing },
  ...{ setDetails: nothing, repeat: nothing, askSplit: nothing, openNote: nothing },
};

/** The menu of a reader in which `coding` is in hand. */
function menu(request: MenuRequest | null, coding: ReaderCoding | null, closed: string[]) {
  return (
    <ReaderMenu
      request={request}
      coding={coding}
      codebook={{ agencies: [], stances: [], topics: [] }}
      others={[]}
      copyWords={nothing}
      cite={nothing}
      find={nothing}
      openBeside={nothing}
      select={nothing}
      onClose={() => closed.push('close')}
      onReturn={() => closed.push('return')}
    />
  );
}

afterEach(cleanup);

describe('ReaderMenu', () => {
  it('gives up at once what a key asked for with nothing selected, and leaves the focus where it is', async () => {
    const closed: string[] = [];
    await act(async () => render(menu(BY_KEY, null, closed)));
    expect(closed).toEqual(['close']);
    expect(screen.queryByRole('menu')).toBeNull();
  });

  it('stays open for selected words', async () => {
    const closed: string[] = [];
    await act(async () => render(menu(BY_KEY, WORDS, closed)));
    expect(screen.getByRole('menu', { name: 'Selected words' })).toBeDefined();
    expect(closed).toEqual([]);
  });

  it('gives up when what it was about is no longer selected', async () => {
    const closed: string[] = [];
    const { rerender } = render(menu(BY_KEY, WORDS, closed));
    await act(async () => rerender(menu(BY_KEY, null, closed)));
    expect(closed).toEqual(['close']);
  });
});
