// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { createRef } from 'react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { archiveStore, INITIAL_STATE } from '../../../renderer/archive-state.ts';
import { type CodingDraft, EMPTY_DRAFT as EMPTY } from '../../../renderer/reader/coding-draft.ts';
import { CodingPopover, type CodingPopoverHandle } from '../../../renderer/reader/coding-popover.tsx';
import { anAgency, aStance } from '../support.ts';

const AGENCIES = [anAgency({ id: 'omb', name: 'Office of Management and Budget' }), anAgency({ id: 'fbi' })];
const STANCES = [
  aStance({ id: 'opposes', name: 'Opposes', digit: 1 }),
  aStance({ id: 'supports', name: 'Supports', digit: 5 }),
];
const CODEBOOK = { agencies: AGENCIES, stances: STANCES, topics: [] };

/** An open popover; `save` is what it hands its draft to. */
function open(
  given: {
    readonly initial?: CodingDraft;
    readonly last?: CodingDraft;
    readonly mentioned?: readonly string[];
    readonly isNew?: boolean;
    readonly refusal?: string;
  } = {},
) {
  const saved: CodingDraft[] = [];
  const drafts: CodingDraft[] = [];
  const left: string[] = [];
  const handle = createRef<CodingPopoverHandle>();
  render(
    <CodingPopover
      ref={handle}
      codebook={CODEBOOK}
      initial={given.initial ?? { ...EMPTY, agency: 'omb' }}
      last={given.last ?? null}
      mentioned={given.mentioned ?? []}
      recent={[]}
      quote="The Administration strongly opposes"
      isNew={given.isNew ?? true}
      wordRects={() => [{ x: 100, y: 300, width: 200, height: 14 }]}
      bounds={() => ({ x: 0, y: 0, width: 900, height: 700 })}
      onSave={(draft) => {
        saved.push(draft);
        return given.refusal === undefined ? Promise.resolve() : Promise.reject(new Error(given.refusal));
      }}
      onDraft={(draft) => drafts.push(draft)}
      onLeave={() => left.push('leave')}
      onClose={() => left.push('close')}
    />,
  );
  const press = (run: (popover: CodingPopoverHandle) => void) =>
    act(async () => {
      if (handle.current === null) throw new Error('The popover is not open.');
      run(handle.current);
    });
  return { saved, drafts, left, press };
}

const agencyField = () => screen.getByRole('combobox', { name: 'Agency' });

beforeEach(() =>
  archiveStore.setState({
    ...INITIAL_STATE,
    codebook: CODEBOOK,
    agenciesById: new Map(AGENCIES.map((agency) => [agency.id, agency])),
    stancesById: new Map(STANCES.map((stance) => [stance.id, stance])),
  }),
);
afterEach(cleanup);

describe('CodingPopover', () => {
  it('shows the agency and every stance with its digit, and leaves the focus where it is', () => {
    open();
    expect(agencyField()).toHaveProperty('value', 'Office of Management and Budget');
    const stances = screen.getByRole('group', { name: 'Stance' }).querySelectorAll('button');
    expect([...stances].map((button) => button.textContent)).toEqual(['XOpposes1', 'XSupports5']);
    expect(document.activeElement).toBe(document.body);
  });

  it('saves at a digit with the agency it shows', async () => {
    const { saved, press } = open();
    await press((popover) => expect(popover.pressDigit('5')).toBe(true));
    expect(saved).toEqual([{ ...EMPTY, agency: 'omb', stanceId: 'supports' }]);
  });

  it('saves the words no second time at a key that comes before it is taken away', async () => {
    const { saved, press } = open();
    await act(async () => {
      const dialog = screen.getByRole('dialog');
      fireEvent.keyDown(dialog, { key: '5' });
      // The answer is there, and nothing is drawn yet.
      for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
      fireEvent.keyDown(dialog, { key: '1' });
    });
    expect(saved).toEqual([{ ...EMPTY, agency: 'omb', stanceId: 'supports' }]);
    // One that stays is for something else.
    await press((popover) => popover.pressDigit('1'));
    expect(saved).toHaveLength(2);
  });

  it('leaves a digit without a stance to others', async () => {
    const { saved, press } = open();
    await press((popover) => expect(popover.pressDigit('7')).toBe(false));
    expect(saved).toEqual([]);
  });

  it('asks for the agency at a digit if none is known', async () => {
    const { saved, press } = open({ initial: EMPTY });
    await press((popover) => popover.pressDigit('5'));
    expect(saved).toEqual([]);
    expect(document.activeElement).toBe(agencyField());
  });

  it('asks for the agency at once if it opens for a stance', () => {
    open({ initial: { ...EMPTY, stanceId: 'supports' }, isNew: false });
    expect(document.activeElement).toBe(agencyField());
    expect(screen.queryByRole('button', { name: /Highlight/ })).toBeNull();
  });

  it('keeps everything and says why if saving is refused', async () => {
    const initial = { ...EMPTY, agency: 'omb', note: 'Compare with 2019.' };
    const { saved, press } = open({ initial, refusal: 'The archive can’t be written to.' });
    await press((popover) => popover.pressDigit('1'));
    expect(saved).toHaveLength(1);
    expect(screen.getByRole('alert').textContent).toBe('The archive can’t be written to.');
    expect(screen.getByRole('textbox', { name: 'Note' })).toHaveProperty('value', 'Compare with 2019.');
    expect(agencyField()).toHaveProperty('value', 'Office of Management and Budget');
    expect(screen.getByRole('button', { name: /Opposes/ }).getAttribute('aria-pressed')).toBe('true');
    await press((popover) => popover.submit());
    expect(saved).toHaveLength(2);
  });

  it('tells of every letter of the note, and a highlight takes it along', async () => {
    const { saved, drafts, press } = open();
    await press((popover) => popover.openNote());
    const note = screen.getByRole('textbox', { name: 'Note' });
    expect(document.activeElement).toBe(note);
    fireEvent.change(note, { target: { value: 'Why' } });
    expect(drafts).toEqual([{ ...EMPTY, agency: 'omb', note: 'Why' }]);
    await press((popover) => popover.highlight());
    expect(saved).toEqual([{ ...EMPTY, agency: 'omb', note: 'Why' }]);
  });

  it('asks for the stance at Enter if only the agency is known, and a second Enter chooses none', async () => {
    const { saved, press } = open();
    await press((popover) => popover.submit());
    const stances = screen.getByRole('group', { name: 'Stance' });
    expect(document.activeElement).toBe(stances);
    expect(screen.getByRole('status').textContent).toContain('Choose a stance');
    fireEvent.keyDown(stances, { key: 'Enter' });
    fireEvent.keyDown(stances, { key: 'Enter' });
    expect(saved).toEqual([]);
    fireEvent.keyDown(stances, { key: 'ArrowDown' });
    expect(document.activeElement).toBe(screen.getByRole('button', { name: /Opposes/ }));
    await act(async () => void fireEvent.keyDown(screen.getByRole('button', { name: /Opposes/ }), { key: '5' }));
    expect(saved).toEqual([{ ...EMPTY, agency: 'omb', stanceId: 'supports' }]);
  });

  it('says what Enter repeats, and repeats it', async () => {
    const last = { ...EMPTY, agency: 'fbi', stanceId: 'opposes', voice: 'spokesperson' as const };
    const { saved, press } = open({ last, initial: { ...EMPTY, agency: 'fbi' } });
    expect(screen.getByRole('dialog').textContent).toContain('fbi · Opposes · Spokesperson, as last');
    await press((popover) => popover.submit());
    expect(saved).toEqual([last]);
  });

  it('repeats nothing at Enter while the field shows another agency, and asks for the stance', async () => {
    const { saved, press } = open({ last: { ...EMPTY, agency: 'fbi', stanceId: 'opposes' } });
    expect(screen.getByRole('dialog').textContent).not.toContain('as last');
    await press((popover) => popover.submit());
    const stances = screen.getByRole('group', { name: 'Stance' });
    expect(document.activeElement).toBe(stances);
    fireEvent.keyDown(stances, { key: 'Enter' });
    expect(saved).toEqual([]);
  });

  it('asks for agency and stance where nothing was ever coded and no agency is known', async () => {
    const { saved, press } = open({ initial: EMPTY });
    await press((popover) => popover.submit());
    expect(screen.getByRole('status').textContent).toContain('Choose a stance');
    await press((popover) => popover.submit());
    expect(saved).toEqual([]);
    await press((popover) => popover.pressDigit('1'));
    expect(document.activeElement).toBe(agencyField());
    expect(saved).toEqual([]);
  });

  it('repeats nothing once something else was chosen', async () => {
    const { saved, press } = open({ last: { ...EMPTY, agency: 'omb', stanceId: 'opposes' } });
    expect(screen.getByRole('dialog').textContent).toContain('as last');
    await press((popover) => popover.take({ voice: 'spokesperson' }));
    expect(screen.getByRole('dialog').textContent).not.toContain('as last');
    await press((popover) => popover.submit());
    expect(saved).toEqual([]);
    await press((popover) => popover.take({ stanceId: 'supports' }));
    expect(saved).toEqual([{ ...EMPTY, agency: 'omb', stanceId: 'supports', voice: 'spokesperson' }]);
  });

  it('offers the agency that the text names first, ready for Enter, once a stance was chosen', async () => {
    const { saved, press } = open({ initial: EMPTY, mentioned: ['omb'] });
    await press((popover) => popover.pressDigit('5'));
    const [first] = await screen.findAllByRole('option');
    expect(first?.textContent).toBe('Office of Management and Budgetin the text');
    await act(async () => void fireEvent.keyDown(agencyField(), { key: 'Enter' }));
    expect(saved).toEqual([{ ...EMPTY, agency: 'omb', stanceId: 'supports' }]);
  });

  it('opens topic, voice and certainty by a letter, and with Alt from a field', async () => {
    const { press } = open();
    await press((popover) => popover.walkIn(1));
    fireEvent.keyDown(agencyField(), { key: 't', code: 'KeyT', altKey: true });
    expect(document.activeElement).toBe(screen.getByRole('combobox', { name: 'Topic' }));
    await press((popover) => popover.submit());
    fireEvent.keyDown(screen.getByRole('group', { name: 'Stance' }), { key: 'v', code: 'KeyV' });
    expect((await screen.findAllByRole('menuitemradio')).map((item) => item.textContent)).toHaveLength(5);
  });

  it('is walked through by Tab and left at its ends', async () => {
    const { left, press } = open();
    await press((popover) => popover.walkIn(1));
    expect(document.activeElement).toBe(agencyField());
    fireEvent.keyDown(agencyField(), { key: 'Tab' });
    expect(left).toEqual([]);
    fireEvent.keyDown(agencyField(), { key: 'Tab', shiftKey: true });
    expect(left).toEqual(['leave']);
    await press((popover) => popover.walkIn(-1));
    const last = screen.getByRole('button', { name: /Certainty/ });
    expect(document.activeElement).toBe(last);
    fireEvent.keyDown(last, { key: 'Tab' });
    fireEvent.keyDown(last, { key: 'Escape' });
    expect(left).toEqual(['leave', 'leave', 'close']);
  });
});
