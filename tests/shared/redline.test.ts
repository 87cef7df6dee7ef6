import fc from 'fast-check';
import { expect, describe as group, it } from 'vitest';
import { compareTexts, isUnchanged, type RedlineSegment } from '../../shared/redline.ts';
import { wordsOf } from '../../shared/redline-words.ts';
import { assertProperty } from '../support/assert-property.ts';

const LETTER = `The Police Department will not take part in the operation. Officers answer calls for help
from every resident of the City, whatever their status.

The Chief has told the agency so in writing, and asks that it give a day of
notice before it acts inside the city limits.

The Council thanks the officers of the Department for their patience in these weeks, and
invites all residents to the meeting at the end of the month.`;

/** The redline in the notation of editors: [-went-] [+came+] [1>moved away<] [1<moved here>]. */
function shown(from: string, to: string): string {
  return compareTexts(from, to)
    .map((segment) => {
      const words = (segment.from ? from.slice(...segment.from) : segment.to ? to.slice(...segment.to) : '').replace(
        /\s+/g,
        ' ',
      );
      if (segment.kind === 'equal') return words.trim();
      if (segment.kind === 'delete') return `[-${words.trim()}-]`;
      if (segment.kind === 'insert') return `[+${words.trim()}+]`;
      return segment.from ? `[${segment.moveId}>${words.trim()}<]` : `[${segment.moveId}<${words.trim()}>]`;
    })
    .join(' ');
}

const plain = (text: string): string => wordsOf(text).keys.join(' ');

/** What holds of every redline: both texts are covered without gaps, in order, and equal pieces are equal. */
function expectSound(from: string, to: string, segments: readonly RedlineSegment[]): void {
  const covered = (side: 'from' | 'to'): (readonly [number, number])[] =>
    segments.flatMap((segment) => (segment[side] === null ? [] : [segment[side]]));
  for (const [side, text] of [
    ['from', from],
    ['to', to],
  ] as const) {
    let at = 0;
    for (const [start, end] of covered(side)) {
      expect(start).toBe(at);
      expect(end).toBeGreaterThanOrEqual(start);
      at = end;
    }
    expect(at).toBe(text.length);
  }
  for (const segment of segments) {
    expect(segment.moveId === null).toBe(segment.kind !== 'moved');
    if (segment.kind === 'equal' && segment.from && segment.to) {
      expect(plain(to.slice(...segment.to))).toBe(plain(from.slice(...segment.from)));
    }
  }
  const moved = segments.filter(({ kind }) => kind === 'moved');
  for (const piece of moved) {
    if (piece.from === null) continue;
    const there = moved.find(({ moveId, to: place }) => moveId === piece.moveId && place !== null);
    expect(plain(to.slice(...(there?.to ?? [0, 0])))).toBe(plain(from.slice(...piece.from)));
  }
}

group('compareTexts', () => {
  it.each([
    ['a word went', LETTER.replace('will not take', 'will take'), 'The Police Department will [-not-] take part'],
    ['a word came in', LETTER.replace('in writing', 'twice in writing'), 'told the agency so [+twice+] in writing'],
    ['a word became another', LETTER.replace('a day', 'a week'), 'that it give a [-day-] [+week+] of notice'],
    ['only its case changed', LETTER.replace('Officers', 'officers'), '[-Officers-] [+officers+] answer calls'],
    ['a mark went', LETTER.replace('City,', 'City'), 'resident of the City [-,-]'],
    ['a number changed', LETTER.replace('a day', '1,500 days'), '[-a day-] [+1,500 days+]'],
  ])('shows that %s', (_name, to, expected) => {
    expect(shown(LETTER, to)).toContain(expected);
  });

  it.each([
    ['lines that break elsewhere', (text: string) => text.replace(/(?<!\n)\n(?!\n)/g, ' ')],
    ['a word broken at the end of a line', (text: string) => text.replace('Department', 'Depart-\nment')],
    ['a word that is written with a hyphen broken at it', (text: string) => text.replace('city limits', 'city limits')],
    ['a page break with page numbers', (text: string) => text.replace('\n\nThe Council', '\n\n1\n\fThe Council')],
    ['other quote marks, dashes and ligatures', (text: string) => text.replace('Officers', 'Oﬃcers')],
  ])('sees no change in %s', (_name, change) => {
    const lines = (text: string): string => `Line one of the page\nLine two of it\nLine three\nLine four\n${text}`;
    expect(isUnchanged(compareTexts(lines(LETTER), lines(change(LETTER))))).toBe(true);
  });

  it('tells a hyphen of a word from one at the end of a line', () => {
    expect(isUnchanged(compareTexts('a well-known case', 'a well-\nknown case'))).toBe(true);
    expect(isUnchanged(compareTexts('a reelection', 'a re-\nelection'))).toBe(true);
    expect(shown('to re-sign the paper', 'to resign the paper')).toBe('to [-re-sign-] [+resign+] the paper');
  });

  it('leaves out page numbers and repeated running heads, but not the first one', () => {
    const page = (head: string, number: number, body: string): string =>
      `${head}\n\n${body}\nsecond line is no ${number + 40} of ${body.length}\nlast line of ${body.slice(-4)}\n\n${number}\n`;
    const head = 'DRAFT – NOT FOR CITATION';
    const bodies = ['The first paragraph of the', 'report ends here.'];
    const first = bodies.map((body, index) => page(head, index + 1, body)).join('\f');
    const flowing = bodies.map((body, index) => page('', index + 1, body).replace(/\n\n\d\n$/, '')).join(' ');
    expect(isUnchanged(compareTexts(first, `${head} ${flowing}`))).toBe(true);
    expect(shown(first, first.replaceAll('DRAFT', 'FINAL'))).toMatch(/^\[-DRAFT-\] \[\+FINAL\+\] – NOT FOR CITATION/);
  });

  it('shows a number that stands alone at the edge of a page but is not its number', () => {
    const page = (first: string, body: string): string => `${first}\n${body}\nsecond line\nthird line\nfourth line\n`;
    const from = [page('Costs', 'in dollars'), page('812', 'for the second year')].join('\f');
    expect(shown(from, from.replace('812', '947'))).toContain('[-812-] [+947+]');
  });

  it('finds a paragraph that moved whole', () => {
    const [first = '', second = '', third = ''] = LETTER.split('\n\n');
    const [one, two, three] = [first, second, third].map((paragraph) => paragraph.replace(/\s+/g, ' '));
    expect(shown(LETTER, [second, first, third].join('\n\n'))).toBe(`[1>${one}<] ${two} [1<${one}>] ${three}`);
  });

  it('begins and ends changes where paragraphs do', () => {
    const from = 'One is here.\n\nThe Mayor strongly opposes it.\n\nThe officers stay at home today.\n\nLast words.';
    const to =
      'One is here.\n\nThe Chief has said so.\n\nThe Mayor opposes it.\n\nSection 14 is of no concern to us.\n\nLast words.';
    expect(shown(from, to)).toBe(
      'One is here. [+The Chief has said so.+] The Mayor [-strongly-] opposes it. [-The officers stay at home today.-] [+Section 14 is of no concern to us.+] Last words.',
    );
  });

  it('shows what changed inside a paragraph that moved', () => {
    const [first = '', second = '', third = ''] = LETTER.split('\n\n');
    const text = shown(LETTER, [third, first, second.replace('told', 'not told')].join('\n\n'));
    expect(text).toContain('[+not+]');
    expect(text).toMatch(/\[1<The Council thanks .* month\.>\]/);
    expect(text).not.toContain('[-The Council');
  });

  it('gives two whole sentences rather than the few words they share', () => {
    expect(
      shown('We support the bill of the Senate as it stands.', 'Nobody asked the mayor of the county about this.'),
    ).toBe('[-We support the bill of the Senate as it stands.-] [+Nobody asked the mayor of the county about this.+]');
  });

  it.each([
    ['', ''],
    ['', 'words'],
    ['words', ''],
    [' \n', '  '],
    [' \n', 'words'],
    ['words', '\f\n'],
    ['  words', 'words \n'],
  ])('covers %j and %j', (from, to) => {
    expectSound(from, to, compareTexts(from, to));
  });

  it('compares a long text that says the same again and again', () => {
    const from = 'The City will not take part. The County will. '.repeat(4000);
    const at = from.indexOf('County', 90_000);
    const to = `${from.slice(0, at)}State ${from.slice(at)}`;
    expect(compareTexts(from, to).filter(({ kind }) => kind !== 'equal')).toEqual([
      { kind: 'insert', from: null, to: [at, at + 6], moveId: null },
    ]);
  });

  const sentence = fc
    .array(
      fc.constantFrom('the', 'Police', 'will', 'not', 'take', 'part', 'bill', 'H.R. 268', '$1,000', 're-\nelect'),
      {
        minLength: 3,
        maxLength: 24,
      },
    )
    .map((words) => `${words.join(' ')}.`);
  const paragraphs = fc.array(sentence, { maxLength: 12 });
  const edited = fc
    .tuple(paragraphs, fc.array(fc.tuple(fc.nat(30), fc.nat(30), sentence), { maxLength: 6 }))
    .map(([from, edits]) => {
      const to = [...from];
      for (const [at, other, put] of edits) {
        const [moved] = to.splice(at % (to.length + 1), 1);
        if (at % 3 === 0) to.splice(other % (to.length + 1), 0, moved ?? put);
        else if (at % 3 === 1) to.splice(other % (to.length + 1), 0, put);
        else if (moved !== undefined) to.splice(at % (to.length + 1), 0, moved.replace('not', 'never'));
      }
      return [from.join('\n\n'), to.join('\n\n')] as const;
    });

  it('gives the newer text if it is applied to the older one, and covers both without gaps', () => {
    assertProperty(
      fc.property(
        fc.oneof(edited, fc.tuple(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }))),
        ([from, to]) => {
          const segments = compareTexts(from, to);
          expectSound(from, to, segments);
          const applied = segments.map((segment) =>
            segment.to === null ? '' : segment.from === null ? to.slice(...segment.to) : from.slice(...segment.from),
          );
          expect(plain(applied.join(' '))).toBe(plain(to));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('finds two hundred edits in a text of four hundred pages', () => {
    let state = 1;
    const next = (): number => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
      return state % 5003;
    };
    const words = Array.from({ length: 200_000 }, () => `w${Math.min(next(), next()).toString(36)}`);
    const from = words
      .map((word, index) => word + (index % 500 === 499 ? '\n\f' : index % 12 === 11 ? '\n' : ' '))
      .join('');
    const changed = [...words];
    for (let edit = 0; edit < 200; edit++) changed[edit * 997 + 13] = 'altered words here';
    const to = changed
      .map((word, index) => word + (index % 430 === 429 ? '\n\f' : index % 11 === 10 ? '\n' : ' '))
      .join('');
    const segments = compareTexts(from, to);
    expect(segments.filter(({ kind }) => kind === 'insert')).toHaveLength(200);
    expect(segments.filter(({ kind }) => kind === 'delete')).toHaveLength(200);
    expect(segments.filter(({ kind }) => kind === 'moved')).toHaveLength(0);
  });
});
