import { create } from 'zustand';

/** What is said; `turn` tells the same words said twice apart. */
const spoken = create<{ readonly words: string; readonly turn: number }>(() => ({ words: '', turn: 0 }));

/** Says something to those who do not see the screen, when they are not in the middle of something. */
export function announce(words: string): void {
  spoken.setState(({ turn }) => ({ words, turn: turn + 1 }));
}

/** The region whose words are read out; put once in the window. */
export function Announcer() {
  const { words, turn } = spoken();
  return (
    <div className="visually-hidden" role="status" aria-live="polite" aria-label="What was done">
      <span key={turn}>{words}</span>
    </div>
  );
}
