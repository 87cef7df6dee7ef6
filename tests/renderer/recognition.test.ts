import { describe, expect, it } from 'vitest';
import { INITIAL_STATE, reduceBroadcast } from '../../renderer/archive-state.ts';
import { describeRecognition } from '../../renderer/recognition.ts';
import type { RecognitionProgress } from '../../shared/contract/recognition.ts';

const progress: RecognitionProgress = {
  ...{ state: 'running', done: 1, total: 3, page: 4, pages: 12 },
  document: { id: 'd1', title: 'Scan' },
};

describe('the recognition of text, as the window sees it', () => {
  it.each([
    [progress, 'Reading page 5 of 12', 'Recognising text, document 2 of 3, page 5 of 12'],
    [{ ...progress, total: 1, done: 0, page: 12 }, 'Reading page 12 of 12', 'Recognising text, page 12 of 12'],
    [{ ...progress, page: 0, pages: 0 }, 'Recognising text', 'Recognising text, document 2 of 3'],
    [
      { ...progress, state: 'paused' as const },
      'Recognition paused',
      'Text recognition paused, document 2 of 3, page 5 of 12',
    ],
  ])('%o is told in short and at length', (given, short, long) => {
    expect(describeRecognition(given)).toEqual({ short, long });
  });

  it('follows the broadcasts, and forgets them with the archive', () => {
    const running = reduceBroadcast(INITIAL_STATE, { type: 'recognition', progress });
    expect(running.recognition).toEqual(progress);
    expect(reduceBroadcast(running, { type: 'archive', status: null }).recognition).toEqual(INITIAL_STATE.recognition);
  });
});
