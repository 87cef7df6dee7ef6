// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { archiveStore, INITIAL_STATE } from '../../../renderer/archive-state.ts';
import { PassageRowMenu } from '../../../renderer/passages/passage-row-menu.tsx';
import { aPassage, aStatus, FakeBridge } from '../support.ts';

beforeEach(() => archiveStore.setState({ ...INITIAL_STATE, status: aStatus() }));
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

describe('PassageRowMenu', () => {
  it('lists briefings of the same title, and one called like the line below them, each by itself', async () => {
    const complaints = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const bridge = new FakeBridge();
    const titles = ['Detainers', 'Detainers', 'New briefing'];
    bridge.answer(
      'briefing.list',
      titles.map((title, at) => ({ id: `b${at}`, title })),
    );
    bridge.answer('briefing.get', { id: 'b1', include: [], exclude: [] });
    bridge.answer('briefing.update', {});
    const menu = { passage: aPassage({ id: 'p' }), ids: ['p'], at: { x: 10, y: 10 } };
    const nothing = () => undefined;
    await act(async () =>
      render(<PassageRowMenu menu={menu} onClose={nothing} onRecode={nothing} onReturn={nothing} />),
    );
    await act(async () => fireEvent.click(screen.getByRole('menuitem', { name: 'Send to briefing' })));
    expect(await screen.findAllByRole('menuitem', { name: 'Detainers' })).toHaveLength(2);
    expect(screen.getAllByRole('menuitem', { name: 'New briefing' })).toHaveLength(2);
    expect(complaints.mock.calls.filter(([words]) => String(words).includes('same key'))).toEqual([]);
  });
});
