// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from 'vitest';
import { flushLayout, saveLayout, saveLayoutLater } from '../../renderer/layout-memory.ts';
import { FakeBridge } from './support.ts';

let bridge: FakeBridge;
beforeEach(() => {
  bridge = new FakeBridge();
  bridge.hold('app.updateSettings');
});

describe('the layout', () => {
  it('keeps what was written before the settings have told of it', () => {
    saveLayout('tabs', ['a']);
    flushLayout();
    saveLayout('window', { rail: 200 });
    flushLayout();
    expect(bridge.inputsOf('app.updateSettings')).toMatchObject([
      { layout: { tabs: ['a'] } },
      { layout: { tabs: ['a'], window: { rail: 200 } } },
    ]);
  });

  it('reads what changes all the time when it is written', () => {
    let place = 1;
    saveLayoutLater('places', () => place);
    place = 2;
    flushLayout();
    expect(bridge.inputsOf('app.updateSettings')).toMatchObject([{ layout: { places: 2 } }]);
  });

  it('writes nothing if nothing waits', () => {
    flushLayout();
    expect(bridge.inputsOf('app.updateSettings')).toEqual([]);
  });
});
