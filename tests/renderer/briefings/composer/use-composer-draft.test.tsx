// @vitest-environment jsdom
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useComposerDraft } from '../../../../renderer/briefings/composer/use-composer-draft.ts';
import { flushAll, waitingDrafts } from '../../../../renderer/pending-drafts.ts';
import type { Briefing } from '../../../../shared/domain/briefing.ts';
import type { BriefingBody } from '../../../../shared/domain/briefing-body.ts';
import { FakeBridge } from '../../support.ts';

const bodyOf = (text: string): BriefingBody => [{ type: 'paragraph', content: [{ type: 'text', text }] }];
const LONG = 'x'.repeat(100_000);

function briefing(body: BriefingBody): Briefing {
  return {
    id: 'b',
    title: 'Title',
    asOf: null,
    introduction: '',
    groupBy: 'document',
    filter: { agencyIds: [], stanceIds: [], documentIds: [], text: '' },
    include: [],
    exclude: [],
    order: [],
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-01T00:00:00.000Z',
    body,
  };
}

describe('useComposerDraft', () => {
  let bridge: FakeBridge;
  let onPage: BriefingBody;
  beforeEach(() => {
    vi.useFakeTimers();
    bridge = new FakeBridge();
    bridge.answer('briefing.update', briefing([]));
  });
  afterEach(() => {
    cleanup();
    vi.useRealTimers();
  });

  const saves = () => bridge.calls.filter((call) => call.method === 'briefing.update').map((call) => call.input);
  const later = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

  function open(body: BriefingBody) {
    onPage = body;
    const rendered = renderHook(
      ({ stored }) => {
        const draft = useComposerDraft(briefing(stored), {
          read: () => onPage,
          show: (next) => {
            onPage = next;
            draft.touch();
          },
        });
        return draft;
      },
      { initialProps: { stored: body } },
    );
    const write = (text: string) => {
      onPage = bodyOf(text);
      act(() => rendered.result.current.touch());
    };
    return { ...rendered, write, status: () => rendered.result.current.status };
  }

  it('says that what was written is not saved yet, saves it after the pause, then says that it is saved', async () => {
    const { write, status } = open(bodyOf('a'));
    write('ab');
    expect(status()).toBe('waiting');
    await later(1_000);
    expect(status()).toBe('saved');
    expect(saves()).toEqual([{ id: 'b', body: bodyOf('ab') }]);
  });

  it('saves a large page once where somebody writes and pauses again and again', async () => {
    const { write, status } = open(bodyOf(LONG));
    write(`${LONG}1`);
    await later(2_100);
    expect(saves()).toHaveLength(1);
    for (const more of ['2', '3', '4']) {
      write(LONG + more);
      await later(3_000);
      expect(status()).toBe('waiting');
    }
    expect(saves()).toHaveLength(1);
    await later(7_000);
    expect(saves()).toHaveLength(2);
    expect(saves()[1]).toEqual({ id: 'b', body: bodyOf(`${LONG}4`) });
  });

  it('saves at once what waits when the page is left', async () => {
    const { write, result, status } = open(bodyOf(LONG));
    write(`${LONG}1`);
    await later(2_100);
    write(`${LONG}2`);
    act(() => result.current.leave());
    await later(0);
    expect(saves().at(-1)).toEqual({ id: 'b', body: bodyOf(`${LONG}2`) });
    expect(status()).toBe('saved');
  });

  it('holds what waits for whoever closes the window or the tab', async () => {
    const { write } = open(bodyOf(LONG));
    write(`${LONG}1`);
    await later(2_100);
    expect(waitingDrafts()).toHaveLength(0);
    write(`${LONG}2`);
    expect(waitingDrafts()).toHaveLength(1);
    await act(() => flushAll());
    expect(saves().at(-1)).toEqual({ id: 'b', body: bodyOf(`${LONG}2`) });
    expect(waitingDrafts()).toHaveLength(0);
  });

  it('saves what waits when the page goes', async () => {
    const { write, unmount } = open(bodyOf('a'));
    write('last words');
    unmount();
    await later(0);
    expect(saves()).toEqual([{ id: 'b', body: bodyOf('last words') }]);
  });

  it('shows what came from elsewhere without taking it for something to be saved', async () => {
    const { rerender, status } = open(bodyOf('a'));
    rerender({ stored: bodyOf('elsewhere') });
    expect(onPage).toEqual(bodyOf('elsewhere'));
    expect(status()).toBe('saved');
    await later(5_000);
    expect(saves()).toEqual([]);
  });
});
