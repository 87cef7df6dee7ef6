import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SketchBands } from '../../../electron/archive/sketch-bands.ts';
import { sketchText } from '../../../electron/archive/text-sketch.ts';
import { assertProperty } from '../../support/assert-property.ts';

/** Words by patterns, as a sketch is defined; what the archive does walks over the text once. */
function wordsByPattern(text: string): readonly string[] {
  const joined = text.normalize('NFKC').replace(/([\p{L}\p{N}])[-\u00ad\u2010\u2011]\s*(?=[\p{L}\p{N}])/gu, '$1');
  return joined.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

const awkward = fc.constantFrom(
  ...['a', 'Z', '7', 'é', 'e\u0301', 'İ', 'Σ', 'ß', 'ﬁ', '²', 'Ⅳ', '中', '१', '\u{10400}', '\u{1d400}', '\u{1f600}'],
  ...['\ud800', '\udc00', '-', '\u00ad', '\u2010', '\u2011', '–', ' ', '\n', '\u2028', '.', '\u0307', '_'],
);

describe('the words of a sketch', () => {
  it('are those that the patterns for words find, in any text', () => {
    assertProperty(
      fc.property(fc.array(fc.oneof(awkward, fc.string({ unit: 'binary' })), { maxLength: 40 }), (pieces) => {
        const text = pieces.join('');
        const words = wordsByPattern(text);
        const digest = createHash('sha256').update(words.join(' ')).digest('hex');
        expect(sketchText(text)?.words).toBe(words.length === 0 ? undefined : digest);
      }),
      { numRuns: 600 },
    );
  });

  it('keep the signature that was stored for a text before', () => {
    const text = Array.from({ length: 60 }, (_value, index) => `Word${index * 7} well-known`).join(', ');
    const signature = sketchText(text)?.signature ?? new Uint32Array();
    expect(createHash('sha256').update(signature).digest('hex')).toBe(
      '5497d212cf7aa1b9cec5f2441300a0e23fc11e2bdb527a9d4e9052349013282f',
    );
  });
});

describe('bands', () => {
  const signatureOf = (seed: number, last = ''): Uint32Array => {
    const words = Array.from({ length: 120 }, (_value, index) => `w${seed}x${index}`);
    return sketchText(`${words.join(' ')} ${last}`)?.signature ?? new Uint32Array(128);
  };
  const bands = new SketchBands();
  for (let doc = 1; doc <= 3000; doc += 1) bands.add(doc, signatureOf(doc));
  for (let doc = 3001; doc <= 3100; doc += 1) bands.add(doc, signatureOf(5000));

  it('find a document among thousands by nearly the same words', () => {
    for (const doc of [1, 700, 3000]) {
      expect([...bands.sharing(signatureOf(doc, 'and one more'), () => true, 32)]).toContain(doc);
    }
    expect(bands.sharing(signatureOf(9999), () => true, 32).size).toBeLessThan(3);
  });

  it('name the newest of many equal ones, and those alone that are wanted', () => {
    const newest = [...bands.sharing(signatureOf(5000), () => true, 32)];
    expect([Math.min(...newest), Math.max(...newest), newest.length]).toEqual([3069, 3100, 32]);
    const before = [...bands.sharing(signatureOf(5000), (doc) => doc < 3005, 32)];
    expect(before.sort((a, b) => a - b)).toEqual([3001, 3002, 3003, 3004]);
  });
});
