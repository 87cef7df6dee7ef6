import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type DocumentPlace,
  PLACE_LIMIT,
  type Places,
  placeKey,
  readPlaces,
  UNKNOWN_PLACE,
  withPlace,
  writePlaces,
} from '../../../renderer/reader/document-places.ts';
import { assertProperty } from '../../support/assert-property.ts';

const aPlace: fc.Arbitrary<DocumentPlace> = fc.record({
  position: fc.option(
    fc.record({
      page: fc.integer({ min: 1, max: 9999 }),
      fraction: fc.integer({ min: 0, max: 1e6 }).map((n) => n / 1e6),
    }),
  ),
  zoom: fc.option(
    fc.oneof(
      fc.constant({ kind: 'fit-page' } as const),
      fc.constant({ kind: 'fit-width' } as const),
      fc.record({ kind: fc.constant('fit-width' as const), most: fc.constantFrom(1, 1.25) }),
      fc.record({ kind: fc.constant('factor' as const), factor: fc.constantFrom(0.5, 1, 2.5) }),
    ),
  ),
  rotation: fc.constantFrom(0, 1, 2, 3),
  spread: fc.constantFrom('single', 'double'),
  sidebar: fc.option(fc.record({ isOpen: fc.boolean(), tab: fc.constantFrom('thumbnails', 'outline') })),
});

describe('the places of documents', () => {
  it('come back as they were written', () => {
    const places = fc.array(fc.tuple(fc.stringMatching(/^document:[a-z]{1,6}$/), aPlace), { maxLength: 5 });
    assertProperty(
      fc.property(places, (given) => {
        expect(readPlaces(JSON.parse(JSON.stringify(writePlaces(given))))).toEqual(given);
      }),
    );
  });

  it.each([
    ['nothing', undefined],
    ['another shape', { a: 1 }],
    ['lines of other shapes', [null, 3, 'x', {}, { key: 4 }]],
  ])('are none for %s', (_name, value) => {
    expect(readPlaces(value)).toEqual([]);
  });

  it('leave out what is not known', () => {
    const read = readPlaces([
      { key: 'document:a', page: -1, fraction: 'x', zoom: { kind: 'huge' }, rotation: 7, sidebar: 1 },
    ]);
    expect(read).toEqual([['document:a', UNKNOWN_PLACE]]);
  });

  it('keep those used last', () => {
    let places: Places = [];
    for (let n = 0; n < PLACE_LIMIT + 50; n += 1) places = withPlace(places, `document:${n}`, UNKNOWN_PLACE);
    places = withPlace(places, 'document:60', { ...UNKNOWN_PLACE, rotation: 1 });
    expect(places).toHaveLength(PLACE_LIMIT);
    expect(places[0]?.[0]).toBe('document:50');
    expect(places.filter(([key]) => key === 'document:60')).toEqual([
      ['document:60', { ...UNKNOWN_PLACE, rotation: 1 }],
    ]);
  });

  it('are kept apart for a document in both panes, each standing in for the other', () => {
    expect(placeKey('document:a')).toEqual({ own: 'document:a', other: 'side:a' });
    expect(placeKey('side:a')).toEqual({ own: 'side:a', other: 'document:a' });
  });
});
