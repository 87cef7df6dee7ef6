// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AreaPicture } from '../../../renderer/reader/area-picture.tsx';
import { FakeBridge } from '../support.ts';

let bridge: FakeBridge;
beforeEach(() => {
  bridge = new FakeBridge();
  bridge.answer('document.areaImage', { png: '', width: 10, height: 10 });
  bridge.answer('passage.recogniseArea', null);
});
afterEach(cleanup);

async function open(hasWords: boolean): Promise<void> {
  const area = { page: 1, rect: [10, 10, 100, 50] as [number, number, number, number], recognised: null };
  await act(async () =>
    render(<AreaPicture passageId="p" documentId="d" version={1} area={area} hasWords={hasWords} />),
  );
}
const recognised = () => bridge.calls.filter(({ method }) => method === 'passage.recogniseArea');

describe('AreaPicture', () => {
  it('offers to recognise the words of an area without text', async () => {
    await open(false);
    await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Recognise the words' })));
    expect(recognised()).toEqual([{ method: 'passage.recogniseArea', input: { id: 'p' } }]);
  });

  it('keeps that in a menu where the words are there already', async () => {
    await open(true);
    expect(screen.queryByRole('button', { name: 'Recognise the words' })).toBeNull();
    await act(async () => fireEvent.click(screen.getByRole('button', { name: 'More for the picture' })));
    await act(async () => fireEvent.click(await screen.findByRole('menuitem', { name: 'Recognise the words' })));
    expect(recognised()).toHaveLength(1);
  });
});
