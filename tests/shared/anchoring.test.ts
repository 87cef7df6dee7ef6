import fc from 'fast-check';
import { expect, describe as group, it } from 'vitest';
import { ANCHOR_THRESHOLD, type AnchorText, anchor, describe, findQuote, indexText } from '../../shared/anchoring.ts';
import type { Selector } from '../../shared/domain/selector.ts';
import { assertProperty } from '../support/assert-property.ts';

const STATEMENT = `CITY OF ALDER FALLS
POLICE DEPARTMENT

Statement of the Chief of Police

The Alder Falls Police Department does not enforce civil immi-
gration law. Our officers “do not ask” about status — and we will not
start now. Every resident must be able to call 911 without fear.

Where a judge has signed a warrant, we will honor it. Where no judge has
signed, we will not hold any person a minute longer than state law allows.
The Department thanks its partners for their patience.

\fThe Department will cooperate in criminal matters, including joint task
forces against trafficking in persons, narcotics and firearms. Nothing in
this statement limits that work.

The Department thanks its partners for their patience.

Questions may be sent to the Office of Public Information.`;

const SENTENCE = 'Every resident must be able to call 911 without fear.';

/** Selectors of the nth place of the words in the text. */
function selectorsOf(text: string, words: string, nth = 0): Selector[] {
  let at = text.indexOf(words);
  for (let i = 0; i < nth; i++) at = text.indexOf(words, at + 1);
  if (at === -1) throw new Error(`The text lacks “${words}”`);
  return describe(text, at, at + words.length);
}

function anchoredWords(text: string, selectors: readonly Selector[]): string {
  const result = anchor(text, selectors);
  return result.kind === 'orphan' ? `orphan: ${result.reason}` : text.slice(result.start, result.end);
}

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc
    .array(fc.constantFrom('the ', 'police ', 'we will not. ', '\n', '\f', 'e\u0301', '😀', 'ﬁ', '—', 'a'), {
      maxLength: 80,
    })
    .map((p) => p.join('')),
);

const isOnce = (text: string, words: string): boolean => text.indexOf(words) === text.lastIndexOf(words);

group('describe', () => {
  it('gives words, context, position and page', () => {
    const start = STATEMENT.indexOf('The Department will cooperate');
    const pageBreak = STATEMENT.indexOf('\f') + 1;
    const pages = [
      { number: 1, label: null, start: 0, end: pageBreak, width: 612, height: 792 },
      { number: 2, label: 'ii', start: pageBreak, end: STATEMENT.length, width: 612, height: 792 },
    ];
    expect(describe(STATEMENT, start, start + 29, pages)).toEqual([
      {
        type: 'TextQuoteSelector',
        exact: 'The Department will cooperate',
        prefix: STATEMENT.slice(start - 48, start),
        suffix: STATEMENT.slice(start + 29, start + 77),
      },
      { type: 'TextPositionSelector', start, end: start + 29 },
      { type: 'FragmentSelector', conformsTo: 'http://tools.ietf.org/rfc/rfc3778', value: 'page=2' },
    ]);
  });

  it('gives words that stand more than once as much context as tells them apart', () => {
    const words = 'We will not comply.';
    const paragraph = (number: number): string =>
      `Order ${number}. ${'The Office has read it with care. '.repeat(5)}${words} ${'It said so before. '.repeat(8)}\n`;
    const text = [1, 2, 3].map(paragraph).join('');
    for (const nth of [0, 1, 2]) {
      const [quote] = selectorsOf(text, words, nth);
      const { prefix = '', suffix = '', exact = '' } = quote?.type === 'TextQuoteSelector' ? quote : {};
      const whole = prefix + exact + suffix;
      expect(text.indexOf(whole)).toBe(text.lastIndexOf(whole));
      expect(prefix.length).toBeLessThanOrEqual(600);
      expect(anchor(`Put before it.\n\n${text}`, selectorsOf(text, words, nth))).toMatchObject({
        kind: 'anchored',
        start: text.indexOf(whole) + prefix.length + 16,
      });
    }
  });

  it('takes words broken into other lines for the same', () => {
    const text = 'We honor every warrant that a judge signed. Once more: we honor every\nwarrant that a judge signed.';
    const [quote] = selectorsOf(text, 'honor every warrant that a judge signed');
    expect(quote?.type === 'TextQuoteSelector' && quote.suffix.length).toBeGreaterThan(48);
  });

  it('gives longer context to words that stand more than once', () => {
    const [quote] = selectorsOf(STATEMENT, 'The Department thanks its partners for their patience.');
    expect(quote?.type === 'TextQuoteSelector' && quote.prefix.length).toBe(64);
  });

  it('widens a span that would split a surrogate pair', () => {
    expect(describe('a😀b', 2, 2)).toEqual([
      { type: 'TextQuoteSelector', exact: '😀', prefix: 'a', suffix: 'b' },
      { type: 'TextPositionSelector', start: 1, end: 3 },
    ]);
  });

  it('never leaves half a surrogate pair in words or context', () => {
    assertProperty(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.nat(220), fc.nat(220), (text, a, b) => {
        const [quote] = describe(text, a, b);
        const parts = quote?.type === 'TextQuoteSelector' ? [quote.exact, quote.prefix, quote.suffix] : [];
        expect(parts).toHaveLength(3);
        for (const part of parts) expect(part).not.toMatch(/\p{Cs}/u);
      }),
    );
  });
});

group('anchor on the text it was described in', () => {
  it('returns exactly the span, for any text and any span', () => {
    assertProperty(
      fc.property(anyText, fc.nat(320), fc.nat(320), (text, a, b) => {
        const selectors = describe(text, a, b);
        const position = selectors.find((selector) => selector.type === 'TextPositionSelector');
        expect(anchor(text, selectors)).toEqual({
          kind: 'anchored',
          start: position?.start,
          end: position?.end,
          confidence: 1,
          method: 'exact',
        });
      }),
      { numRuns: 500 },
    );
  });

  it('needs no position where the words stand once', () => {
    assertProperty(
      fc.property(anyText, fc.nat(320), fc.nat(320), (text, a, b) => {
        const [quote, position] = describe(text, a, b);
        if (quote?.type !== 'TextQuoteSelector' || position?.type !== 'TextPositionSelector')
          throw new Error('no quote');
        fc.pre(quote.exact.trim() !== '' && isOnce(text, quote.exact.trim()));
        expect(anchor(text, [quote])).toMatchObject({ kind: 'anchored', start: position.start, end: position.end });
      }),
      { numRuns: 300 },
    );
  });
});

group('anchor on an edited text', () => {
  const rows: readonly { name: string; words: string; edit: (text: string) => string; expected: string }[] = [
    {
      name: 'other white space',
      words: SENTENCE,
      edit: (t) => t.replace(/\s+/g, '\n'),
      expected: SENTENCE.replace(/ /g, '\n'),
    },
    {
      name: 'a hyphen at the line end taken away',
      words: 'does not enforce civil immi-\ngration law',
      edit: (t) => t.replace('immi-\ngration', 'immigration'),
      expected: 'does not enforce civil immigration law',
    },
    {
      name: 'other quote marks and dashes',
      words: '“do not ask” about status — and',
      edit: (t) => t.replace(/[“”]/g, '"').replace('—', '--'),
      expected: '"do not ask" about status -- and',
    },
    {
      name: 'closing marks at the end of the quote',
      words: 'Our officers “do not ask”',
      edit: (t) => t.replace('officers “do not ask”', 'offcers "do not ask"'),
      expected: 'Our offcers "do not ask"',
    },
    {
      name: 'typing errors',
      words: SENTENCE,
      edit: (t) => t.replace('resident must', 'residnet msut').replace('fear', 'faer'),
      expected: 'Every residnet msut be able to call 911 without faer.',
    },
    {
      name: 'errors of text recognition',
      words: SENTENCE,
      edit: (t) => t.replace(SENTENCE, 'Evcry rcsident rnust bc ab1e to ca11 9l1 without fcar.'),
      expected: 'Evcry rcsident rnust bc ab1e to ca11 9l1 without fcar.',
    },
    {
      name: 'a sentence put before it',
      words: SENTENCE,
      edit: (t) => t.replace(SENTENCE, `This has been our practice since 1998. ${SENTENCE}`),
      expected: SENTENCE,
    },
    {
      name: 'a sentence put into it',
      words:
        'Where a judge has signed a warrant, we will honor it. Where no judge has\nsigned, we will not hold any person',
      edit: (t) => t.replace('honor it. Where', 'honor it. That is the law of this state. Where'),
      expected:
        'Where a judge has signed a warrant, we will honor it. That is the law of this state. Where no judge has\nsigned, we will not hold any person',
    },
    {
      name: 'its paragraph moved to the end',
      words: SENTENCE,
      edit: (t) => {
        const from = t.indexOf('The Alder Falls Police');
        const to = t.indexOf('Where a judge');
        return `${t.slice(0, from)}${t.slice(to)}\n\n${t.slice(from, to)}`;
      },
      expected: SENTENCE,
    },
    {
      name: 'one word of it changed',
      words: 'forces',
      edit: (t) => t.replace('forces', 'force5'),
      expected: 'force5',
    },
    {
      name: 'decomposed accents and ligatures',
      words: 'café office finds',
      edit: () => 'In the cafe\u0301 oﬃce ﬁnds a place.',
      expected: 'cafe\u0301 oﬃce ﬁnds',
    },
  ];
  it.each(rows)('finds the words after: $name', ({ name, words, edit, expected }) => {
    const text = name.startsWith('decomposed') ? 'In the café office finds a place.' : STATEMENT;
    expect(anchoredWords(edit(text), selectorsOf(text, words))).toBe(expected);
  });

  it('tells repeated sentences apart by what stands around them', () => {
    const words = 'The Department thanks its partners for their patience.';
    const edited = `A new first line.\n\n${STATEMENT}`;
    for (const nth of [0, 1]) {
      const selectors = selectorsOf(STATEMENT, words, nth);
      const result = anchor(edited, selectors);
      const wanted = selectorsOf(edited, words, nth).find((selector) => selector.type === 'TextPositionSelector');
      expect(result).toMatchObject({ kind: 'anchored', start: wanted?.start, method: 'exact' });
    }
  });

  it('says normalised where only the typesetting differs, and fuzzy where words do', () => {
    const selectors = selectorsOf(STATEMENT, SENTENCE);
    expect(anchor(STATEMENT.replace(/\s+/g, ' '), selectors)).toMatchObject({ method: 'exact' });
    expect(anchor(STATEMENT.replace(/ /g, '  '), selectors)).toMatchObject({ method: 'normalised' });
    expect(anchor(STATEMENT.replace('resident', 'residnet'), selectors)).toMatchObject({ method: 'fuzzy' });
  });

  it('gives the same from an indexed text', () => {
    const edited = STATEMENT.replace('resident', 'residnet');
    const selectors = selectorsOf(STATEMENT, SENTENCE);
    expect(anchor(indexText(edited), selectors)).toEqual(anchor(edited, selectors));
  });
});

group('anchor where much is alike', () => {
  const filler = (from: number, count: number): string =>
    Array.from({ length: count }, (_, i) => `Item ${((from + i) * 7919) % 100_003} stands as it was read there. `).join(
      '',
    );

  it('finds a very long quote to its ends, whatever came into it', () => {
    const text = filler(0, 900);
    const [start, end] = [text.indexOf('Item', 4000), text.indexOf('Item', 24_000) - 1];
    let count = 0;
    const edited = text.replace(/there\. /g, (words) =>
      count++ % 9 === 4 ? `${words}Page ${count} of the continued statement of policy. ` : words,
    );
    const found = anchor(edited, describe(text, start, end));
    if (found.kind !== 'anchored') throw new Error(found.reason);
    expect(edited.slice(found.start, found.start + 60)).toBe(text.slice(start, start + 60));
    expect(edited.slice(found.end - 30, found.end)).toBe(text.slice(end - 30, end));
  });

  it('takes the first of two where the stretch that holds the words was doubled', () => {
    const paragraph = `${filler(5000, 3)}We will not assist in any raid. ${filler(6000, 3)}`;
    const text = `${filler(0, 9)}\n\n${paragraph}\n\n${filler(100, 9)}`;
    const edited = text.replace(paragraph, `${paragraph}\n\n${paragraph}`);
    const found = anchor(edited, selectorsOf(text, 'We will not assist in any raid.'));
    expect(found).toMatchObject({ kind: 'anchored', start: edited.indexOf('We will not assist') });
  });

  it('makes an orphan of deleted words whose sibling has another number', () => {
    const sentence = (number: string): string =>
      `The bill provides $${number} million for the renewal of the county’s two oldest stations. `;
    const text = `${filler(0, 60)}${sentence('4,250')}${filler(100, 60)}${sentence('1,385')}${filler(200, 60)}`;
    const selectors = selectorsOf(text, sentence('4,250').trim());
    expect(anchor(text.replace(sentence('4,250'), ''), selectors).kind).toBe('orphan');
  });

  it('makes an orphan of deleted words whose sibling says the opposite in the same surroundings', () => {
    const paragraph = (word: string): string =>
      `The security of our nation is linked to the economy of the county. The sheriff is ${word} willing to lock in the cuts that the board has asked him for. He looks forward to working with the board. `;
    const text = `${filler(0, 300)}${paragraph('never')}${filler(400, 900)}${paragraph('not')}${filler(2000, 60)}`;
    const words = 'The sheriff is never willing to lock in the cuts that the board has asked him for. ';
    const selectors = selectorsOf(text, words.trim());
    // Much was taken out before it, so that the position says little.
    expect(anchor(text.replace(words, '').replace(filler(0, 100), ''), selectors).kind).toBe('orphan');
    expect(anchor(text.replace('never willing', 'hardly willing'), selectors)).toMatchObject({
      kind: 'anchored',
      start: text.indexOf(words),
    });
  });

  it('makes an orphan of deleted words whose sibling far off names another year', () => {
    const sentence = (year: number): string =>
      `It looks forward to working with the board as the ${year} appropriations process moves forward. `;
    const text = `${filler(0, 60)}${sentence(2016)}${filler(100, 400)}${sentence(2017)}${filler(600, 60)}`;
    const selectors = selectorsOf(text, 'the 2016 appropriations process');
    expect(anchor(text.replace(sentence(2016), ''), selectors).kind).toBe('orphan');
  });

  it('gives enough context to know the one copy when the other is gone, far from where it stood', () => {
    const copy = `${filler(7000, 2)}We hold nobody without a warrant. ${filler(8000, 2)}`;
    const text = `${filler(0, 40)}${copy}${filler(100, 40)}${copy}${filler(200, 40)}`;
    const words = 'We hold nobody without a warrant.';
    const without = text.replace(copy, '');
    expect(anchor(without, selectorsOf(text, words, 0)).kind).toBe('orphan');
    expect(anchor(without, selectorsOf(text, words, 1))).toMatchObject({
      kind: 'anchored',
      start: without.indexOf(words),
    });
  });

  it('ends with the quote’s own mark where tags came before it', () => {
    const edited = STATEMENT.replace('resident', '<b>resident</b>').replace('fear.', '<b>fear</b>.');
    expect(anchoredWords(edited, selectorsOf(STATEMENT, SENTENCE))).toBe(
      SENTENCE.replace('resident', '<b>resident</b>').replace('fear.', '<b>fear</b>.'),
    );
  });

  it('takes the word that the rest follows where the first was said twice', () => {
    const edited = STATEMENT.replace(SENTENCE, `Every ${SENTENCE.replace('without', 'with no')}`);
    expect(anchoredWords(edited, selectorsOf(STATEMENT, SENTENCE))).toBe(SENTENCE.replace('without', 'with no'));
  });
});

group('anchor on a text that has lost the words', () => {
  const rows: readonly { name: string; words: string; nth?: number; edit: (text: string) => string }[] = [
    { name: 'the sentence deleted', words: SENTENCE, edit: (t) => t.replace(SENTENCE, '') },
    {
      name: 'the sentence replaced by another',
      words: SENTENCE,
      edit: (t) => t.replace(SENTENCE, 'Officers complete forty hours of training each year.'),
    },
    {
      name: 'the sentence deleted where one like it stands elsewhere',
      words: 'Where a judge has signed a warrant, we will honor it.',
      edit: (t) =>
        `${t.replace('Where a judge has signed a warrant, we will honor it. ', '')}\n\nWhere a judge has not signed a warrant, we will not honor it. Nor will the county.`,
    },
    {
      name: 'the sentence replaced where the very words stand in another place',
      words: 'Nothing in\nthis statement limits that work.',
      edit: (t) =>
        `${t.replace('Nothing in\nthis statement limits that work.', 'The Chief may name an officer for them.')}\n\nAnnex. Nothing limits that work. This statement is short.`,
    },
    { name: 'a negation deleted', words: 'not', nth: 2, edit: (t) => t.replace('will not\nstart', 'will\nstart') },
    { name: 'the whole text replaced', words: SENTENCE, edit: () => 'The county fair opens on Saturday at noon.' },
    { name: 'the whole text gone', words: SENTENCE, edit: () => '' },
    {
      name: 'one of two copies deleted',
      words: 'The Department thanks its partners for their patience.',
      edit: (t) => t.replace('The Department thanks its partners for their patience.', ''),
    },
  ];
  it.each(rows)('makes an orphan after: $name', ({ words, nth, edit }) => {
    expect(anchor(edit(STATEMENT), selectorsOf(STATEMENT, words, nth)).kind).toBe('orphan');
  });

  it('never lets the position decide over the words', () => {
    const selectors: Selector[] = [
      { type: 'TextQuoteSelector', exact: 'We support the bill.', prefix: '', suffix: '' },
      { type: 'TextPositionSelector', start: 0, end: 20 },
    ];
    expect(anchor('We oppose this text. Nothing else is said in it.', selectors).kind).toBe('orphan');
  });

  it('does not take the end of the text for a context that nobody gave', () => {
    const selectors: Selector[] = [{ type: 'TextQuoteSelector', exact: 'We agree.', prefix: '', suffix: '' }];
    expect(anchor('One says: We agree. Another says: We agree.', selectors).kind).toBe('orphan');
    expect(anchor('One says: We agree. Another does not.', selectors)).toMatchObject({ kind: 'anchored', start: 10 });
  });

  it('reports words that stand in several places with nothing to choose by', () => {
    const text = 'x'.repeat(30).concat(' we will not comply ').repeat(3);
    const result = anchor(text, [{ type: 'TextQuoteSelector', exact: 'we will not comply', prefix: '', suffix: '' }]);
    expect(result.kind).toBe('orphan');
  });
});

group('anchor always', () => {
  const anySelector: fc.Arbitrary<Selector> = fc.oneof(
    fc.record({ type: fc.constant('TextQuoteSelector' as const), exact: anyText, prefix: anyText, suffix: anyText }),
    fc.record({ type: fc.constant('TextPositionSelector' as const), start: fc.nat(900), end: fc.nat(900) }),
  );

  it('answers in bounds or with an orphan, never below the threshold, and never throws', () => {
    assertProperty(
      fc.property(anyText, fc.array(anySelector, { maxLength: 3 }), (text, selectors) => {
        const result = anchor(text, selectors);
        if (result.kind === 'orphan') {
          expect(result.reason).not.toBe('');
        } else {
          expect(result.start).toBeGreaterThanOrEqual(0);
          expect(result.end).toBeGreaterThanOrEqual(result.start);
          expect(result.end).toBeLessThanOrEqual(text.length);
          expect(result.confidence).toBeGreaterThanOrEqual(ANCHOR_THRESHOLD);
          expect(result.confidence).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('comes to an end on one word, on a very long quote and on a text of one letter', () => {
    const sentences = Array.from(
      { length: 4000 },
      (_, i) => `Section ${i} of order ${(i * 7919) % 10007} stands as written. `,
    );
    const long = sentences.join('');
    const edited = long.replace(/order (\d)/g, 'ordre $1');
    const quotes = [long.slice(100_000, 110_000), 'Section', long.slice(150_000, 150_003)];
    const found = quotes.map((words) => anchor(edited, selectorsOf(long, words)).kind);
    const ofOneLetter = anchor('e'.repeat(200_000), describe('e'.repeat(100_000), 50_000, 50_100)).kind;
    expect([...found, ofOneLetter]).toEqual(['anchored', 'anchored', 'anchored', 'anchored']);
  });
});

/** A text made ready that counts how often its letters and the places of its grams are read, one by one. */
function counting(source: string): { readonly text: AnchorText; readonly reads: () => number } {
  const plain = indexText(source);
  let count = 0;
  const counted = <T extends Uint16Array | Int32Array>(values: T): T =>
    new Proxy(values, {
      get: (target, key) => {
        count++;
        const value: unknown = Reflect.get(target, key);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  const letters = { ...plain.letters(), units: counted(plain.letters().units) };
  const grams = { ...plain.grams(), positions: counted(plain.grams().positions) };
  return { text: { ...plain, letters: () => letters, grams: () => grams }, reads: () => count };
}

group('anchor on hostile texts', () => {
  const sentence = 'The Administration strongly opposes passage of this bill. ';
  const texts: readonly { name: string; make: (size: number) => string; quote: (text: string) => [number, number] }[] =
    [
      {
        name: 'one letter',
        make: (size) => 'a'.repeat(size),
        quote: (text) => [text.length >> 1, (text.length >> 1) + 200],
      },
      {
        name: 'one sentence again and again',
        make: (size) => sentence.repeat(size / sentence.length),
        quote: () => [sentence.length * 40, sentence.length * 41 - 1],
      },
      {
        name: 'a very long quote',
        make: (size) =>
          Array.from({ length: size / 40 }, (_, i) => `Item ${(i * 7919) % 100_003} stands as it was read. `).join(''),
        quote: (text) => [text.length >> 2, text.length >> 1],
      },
      {
        name: 'one word',
        make: (size) =>
          Array.from({ length: size / 40 }, (_, i) => `Item ${(i * 7919) % 100_003} stands as it was read. `).join(''),
        quote: (text) => [text.indexOf('stands'), text.indexOf('stands') + 6],
      },
    ];

  it.each(texts)('reads no more than its share of the text on $name, sixteen times as long', ({ make, quote }) => {
    const readsIn = (size: number): number => {
      const text = make(size);
      const selectors = describe(text, ...quote(text));
      const { text: edited, reads } = counting(`b${text.slice(0, 10)}bb${text.slice(10)}`);
      anchor(edited, selectors);
      return reads();
    };
    expect(readsIn(320_000)).toBeLessThan(20 * Math.max(50_000, readsIn(20_000)));
  });

  it('reports the same sentence ten thousand times rather than guess, once its place is gone', () => {
    const text = sentence.repeat(10_000);
    const at = sentence.length * 5000;
    const selectors = describe(text, at, at + sentence.length - 1);
    expect(anchor(text, selectors)).toMatchObject({ kind: 'anchored', start: at, method: 'exact' });
    const result = anchor(`${'New words before it. '.repeat(40)}${text}`, selectors);
    expect(result.kind).toBe('orphan');
  });
});

group('findQuote', () => {
  const text = 'We oppose immi-\ngration non-\ncitizen “raids” — the ofﬁce\fsaid café. We oppose it.';
  const rows: readonly { name: string; quote: string; found: readonly string[] }[] = [
    { name: 'exact words, twice', quote: 'We oppose', found: ['We oppose', 'We oppose'] },
    { name: 'a word hyphenated at a line end', quote: 'immigration', found: ['immi-\ngration'] },
    { name: 'a compound hyphenated at a line end', quote: 'non-citizen', found: ['non-\ncitizen'] },
    {
      name: 'plain marks, a ligature and a page break',
      quote: '"raids" - the office said',
      found: ['“raids” — the ofﬁce\fsaid'],
    },
    { name: 'a decomposed accent', quote: 'cafe\u0301', found: ['café'] },
    { name: 'white space around the quote', quote: '  oppose it.\n', found: ['oppose it.'] },
    { name: 'other words', quote: 'we support', found: [] },
    { name: 'another case', quote: 'WE OPPOSE', found: [] },
    { name: 'nothing', quote: ' \n', found: [] },
  ];
  it.each(rows)('finds: $name', ({ quote, found }) => {
    expect(findQuote(text, quote).map(({ start, end }) => text.slice(start, end))).toEqual(found);
  });

  it('does not take a hyphen inside a line for nothing', () => {
    expect(findQuote('re-sign', 'resign')).toEqual([]);
  });

  it('finds any span again at its own place', () => {
    assertProperty(
      fc.property(anyText, fc.nat(320), fc.nat(320), (any, a, b) => {
        const [quote] = describe(any, a, b);
        if (quote?.type !== 'TextQuoteSelector') throw new Error('no quote');
        fc.pre(quote.exact.trim() !== '');
        expect(findQuote(any, quote.exact).length).toBeGreaterThan(0);
      }),
    );
  });
});
