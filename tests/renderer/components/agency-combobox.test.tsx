// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { archiveStore, INITIAL_STATE } from '../../../renderer/archive-state.ts';
import { AgencyCombobox } from '../../../renderer/components/agency-combobox.tsx';
import { matchAgencies } from '../../../renderer/components/agency-matching.ts';
import { anAgency } from '../support.ts';

const AGENCIES = [
  anAgency({ id: 'chi', name: 'Chicago Police Department', aliases: ['CPD'] }),
  anAgency({ id: 'las', name: 'Las Vegas Metropolitan Police Department', aliases: ['LVMPD', 'Metro'] }),
  anAgency({ id: 'jus', name: 'Department of Justice', aliases: ['DOJ'] }),
  anAgency({ id: 'pen', name: 'Policía de Peñasco' }),
];
const names = (typed: string, recent: readonly string[] = []) =>
  matchAgencies(AGENCIES, typed, recent).map((item) => (item.kind === 'agency' ? item.agency.id : `+${item.name}`));

describe('matchAgencies', () => {
  it.each([
    ['chic', ['chi', '+chic']],
    ['LVMPD', ['las']],
    ['metro', ['las']],
    ['department', ['jus', 'chi', 'las', '+department']],
    ['chicago police department', ['chi']],
    ['penasco', ['pen', '+penasco']],
    [' Alder County ', ['+Alder County']],
  ])('for %j gives %j', (typed, expected) => {
    expect(names(typed)).toEqual(expected);
  });

  it('offers recent agencies first when nothing is typed', () => {
    expect(names('', ['las', 'jus'])).toEqual(['las', 'jus', 'chi', 'pen']);
  });

  it('says by which alias it found', () => {
    expect(matchAgencies(AGENCIES, 'doj')[0]).toMatchObject({ matchedAlias: 'DOJ' });
  });
});

function Host() {
  const [value, setValue] = useState<string | null>(null);
  return (
    <>
      <AgencyCombobox label="Agency" value={value} onChange={setValue} />
      <output>{value ?? 'none'}</output>
    </>
  );
}

describe('AgencyCombobox', () => {
  beforeEach(() =>
    archiveStore.setState({
      ...INITIAL_STATE,
      codebook: { agencies: AGENCIES, stances: [], topics: [] },
      agenciesById: new Map(AGENCIES.map((agency) => [agency.id, agency])),
    }),
  );
  afterEach(cleanup);

  const type = async (words: string) => {
    const input = screen.getByRole('combobox', { name: 'Agency' });
    act(() => input.focus());
    fireEvent.mouseDown(input);
    fireEvent.click(input);
    fireEvent.change(input, { target: { value: words } });
    await screen.findAllByRole('option');
    return input;
  };

  it('takes the agency found by an alias and shows its name', async () => {
    render(<Host />);
    const input = await type('lvmpd');
    fireEvent.click(screen.getByRole('option', { name: /Las Vegas/ }));
    expect(screen.getByRole('status').textContent).toBe('las');
    expect(input).toHaveProperty('value', 'Las Vegas Metropolitan Police Department');
  });

  it('hands on the words typed as a new name', async () => {
    render(<Host />);
    await type('Omaha Police');
    fireEvent.click(screen.getByRole('option', { name: 'Create “Omaha Police”' }));
    expect(screen.getByRole('status').textContent).toBe('Omaha Police');
  });
});
