import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RowSizes } from '../../../renderer/components/row-sizes.ts';
import { assertProperty } from '../../support/assert-property.ts';

describe('the heights of rows', () => {
  it('say where each row begins and which stands at a place, as adding them up one by one does', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 200 });
    const changes = fc.array(fc.tuple(fc.nat(199), fc.integer({ min: 1, max: 900 })), { maxLength: 30 });
    assertProperty(
      fc.property(sizes, changes, (initial, resized) => {
        const rows = new RowSizes(Float64Array.from(initial));
        const plain = [...initial];
        for (const [index, size] of resized) {
          rows.resize(index, size);
          if (index < plain.length) plain[index] = size;
        }
        let start = 0;
        for (const [index, size] of plain.entries()) {
          expect(rows.startOf(index)).toBe(start);
          expect(rows.indexAt(start)).toBe(index);
          expect(rows.indexAt(start + size - 1)).toBe(index);
          start += size;
        }
        expect(rows.total).toBe(start);
        expect(rows.indexAt(start + 1000)).toBe(plain.length - 1);
        expect(rows.indexAt(-5)).toBe(0);
      }),
    );
  });

  it('are none for a list without rows', () => {
    const rows = new RowSizes(new Float64Array(0));
    expect([rows.total, rows.count, rows.indexAt(10)]).toEqual([0, 0, 0]);
  });
});
