// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useRef, useState } from 'react';
import { afterEach, expect, it } from 'vitest';
import { ChoiceChip } from '../../../renderer/components/choice-chip.tsx';

const OPTIONS = [
  { value: 'certain', label: 'Certain', hint: 'The words say it' },
  { value: 'probable', label: 'Probable', hint: 'The words suggest it' },
] as const;

function Chip({ hasNext }: { readonly hasNext: boolean }) {
  const [value, setValue] = useState<'certain' | 'probable' | null>(null);
  const [isOpen, setIsOpen] = useState(true);
  const next = useRef<HTMLButtonElement>(null);
  return (
    <>
      <button ref={next} type="button">
        Next
      </button>
      <ChoiceChip
        label="Certainty"
        value={value}
        options={OPTIONS}
        onChange={setValue}
        isOpen={isOpen}
        onOpenChange={setIsOpen}
        {...(hasNext ? { finalFocus: next } : {})}
      />
    </>
  );
}

afterEach(cleanup);

// A key that is pressed at once comes before anything that is put off to a later task.
it.each([
  [true, /^Next/],
  [false, /^Certainty: ?Probable/],
])('hands the keys on with the choice itself (to another part: %s)', async (hasNext, name) => {
  await act(async () => render(<Chip hasNext={hasNext} />));
  const item = screen.getByRole('menuitemradio', { name: /Probable/ });
  act(() => item.focus());
  let after: Element | null = null;
  await act(async () => {
    fireEvent.keyDown(item, { key: 'Enter' });
    await Promise.resolve();
    after = document.activeElement;
  });
  expect(after).toBe(screen.getByRole('button', { name }));
  expect(document.activeElement).toBe(after);
});
