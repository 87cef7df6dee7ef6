import { describe, expect, it } from 'vitest';
import type { Briefing } from '../../../shared/domain/briefing.ts';
import type { BlockNode, BriefingBody } from '../../../shared/domain/briefing-body.ts';
import { selectPassages } from '../../../shared/domain/compose-briefing.ts';
import { composeReport, gapsOf, quotedPassages } from '../../../shared/domain/compose-report.ts';
import type { Report, ReportBlock, ReportInline } from '../../../shared/domain/report.ts';
import type { ReportInput } from '../../../shared/domain/report-input.ts';
import { GROUPINGS } from '../../../shared/domain/vocabulary.ts';
import { plainCitations } from '../../support/plain-citations.ts';
import { sampleInput } from '../sample-briefing.ts';

const OPTIONS = { namesCoders: false, page: 'a4' } as const;

const compose = (input: ReportInput, kind: 'note' | 'in-text' = 'note'): Report =>
  composeReport(input, plainCitations(kind), OPTIONS);

/** The sample with a composed body. */
function withBody(body: BriefingBody, fields: Partial<Briefing> = {}): ReportInput {
  return sampleInput({ ...fields, body });
}

const words = (content: readonly ReportInline[]): string =>
  content
    .map((part) => {
      if (part.kind === 'text') return part.text.text;
      if (part.kind === 'quote') return `“${part.use.printed}”^${part.use.note ?? ''}`;
      if (part.kind === 'citation') return `^${part.use.note ?? ''}`;
      return part.kind === 'note' ? `^${part.number}` : '\n';
    })
    .join('');

/** One line a block. */
const outline = (blocks: readonly ReportBlock[]): readonly string[] =>
  blocks.map((block) => {
    if (block.kind === 'heading') {
      const mark = block.stance === null ? '' : ` [${block.stance.letter}]`;
      return `${'#'.repeat(block.level)} ${words(block.content)}${mark}${block.subheading === '' ? '' : ` (${block.subheading})`}`;
    }
    if (block.kind === 'paragraph') return words(block.content);
    if (block.kind === 'quote') return `> ${block.use.quote.number}${block.isBrief ? ' again' : ''}`;
    if (block.kind === 'gap') return `gap: ${block.reason}`;
    return block.kind;
  });

const quote = (passageId: string, excerpt: string | null = null, useId = `use-${passageId}`): BlockNode => ({
  type: 'quote',
  attrs: { useId, passageId, excerpt, showCodings: true },
});
const text = (value: string) => ({ type: 'text' as const, text: value });

describe('composeReport of a briefing that arranges itself', () => {
  it.each(GROUPINGS)('has introduction, summary, passages, sources and method, grouped by %s', (groupBy) => {
    const input = sampleInput({ groupBy });
    const report = compose(input);
    const lines = outline(report.blocks);
    expect([...lines.slice(0, 4), ...lines.slice(-4)]).toEqual([
      ...input.briefing.introduction.split('\n\n'),
      '# Summary',
      'matrix',
      '# Sources',
      'sources',
      '# Method',
      'method',
    ]);
    expect(report.quotes.map(({ passageId }) => passageId)).toEqual(quotedPassages(input).map(({ id }) => id));
    expect(quotedPassages(input)).toEqual(selectPassages(input));
    expect(report.counts).toEqual({ exact: 5, normalised: 1, flagged: 1, areas: 0 });
    expect(report.uses.map(({ useId }) => useId)).toEqual([...new Set(report.uses.map(({ useId }) => useId))]);
  });
});

describe('composeReport of a composed briefing', () => {
  it('numbers citations and own notes together, in the order of the briefing', () => {
    const report = compose(
      withBody([
        {
          type: 'paragraph',
          content: [
            text('The chief says '),
            {
              type: 'inlineQuote',
              attrs: { useId: 'a', passageId: 'p2', excerpt: 'must never have to weigh their safety' },
            },
            { type: 'footnote', attrs: { useId: 'n', text: 'Said in March.' } },
            text('.'),
          ],
        },
        quote('p1'),
        { type: 'paragraph', content: [text('See'), { type: 'citation', attrs: { useId: 'c', passageId: 'p2' } }] },
      ]),
    );
    expect(outline(report.blocks)).toEqual([
      'The chief says “must never have to weigh their safety”^1^2.',
      '> 2',
      'See^4',
    ]);
    expect(report.notes.map(({ number, useId, text: [first] }) => [number, useId, first?.text])).toEqual([
      [1, 'a', 'Statement on immigration status and calls for service, p. 2'],
      [2, null, 'Said in March.'],
      [3, 'use-p1', 'Statement on immigration status and calls for service, p. 1'],
      [4, 'c', 'Statement on immigration status and calls for service, p. 2'],
    ]);
    expect(report.uses.map(({ number, printed, isAbridged, fault }) => [number, printed, isAbridged, fault])).toEqual([
      [1, 'must never have to weigh their safety', true, null],
      [2, report.quotes[1]?.text, false, null],
      [3, '', false, null],
    ]);
  });

  it('cites in the text where the style does, and numbers only own notes then', () => {
    const report = compose(
      withBody([
        quote('p2'),
        { type: 'paragraph', content: [{ type: 'footnote', attrs: { useId: 'n', text: 'Own.' } }] },
      ]),
      'in-text',
    );
    expect(report.notes).toEqual([{ number: 1, text: [{ text: 'Own.' }], useId: null }]);
    expect(report.uses.map(({ note, inText }) => [note, inText[0]?.text])).toEqual([
      [null, 'Statement on immigration status and calls for service, p. 2'],
    ]);
  });

  it('leaves a gap with its reason where a passage is gone, kept back, in the trash or too late', () => {
    const base = withBody([quote('p1'), quote('p2'), quote('p4'), quote('p6'), quote('gone')], { asOf: '2026-05-10' });
    const documents = new Map(base.documents);
    const trashed = documents.get('c-release');
    if (trashed === undefined) throw new Error('no document');
    documents.set('c-release', { ...trashed, trashedAt: '2026-11-01T09:00:00.000Z' });
    const passages = base.passages.map((each) => (each.id === 'p2' ? { ...each, internal: 'passage' as const } : each));
    const input = { ...base, documents, passages };
    const report = compose(input);
    expect(outline(report.blocks)).toEqual([
      '> 1',
      'gap: The passage that stood here is left out.',
      'gap: The document of the passage that stood here is in the trash.',
      'gap: The document of the passage that stood here was issued (May 12, 2026) after the as-of date, May 10, 2026.',
      'gap: The passage that stood here was deleted.',
    ]);
    expect(gapsOf(input).map(({ useId }) => useId)).toEqual(['use-p2', 'use-p4', 'use-p6', 'use-gone']);
    expect(gapsOf(input)[0]?.reason).toBe('The passage that stood here is kept in the house.');
    expect(JSON.stringify(report)).not.toMatch(/weigh their safety|kept in the house/);
    expect(report.sources.map(({ documentId }) => documentId)).toEqual(['a-statement']);
  });

  it('flags words that are no faithful abridgement, and counts the passage as flagged once', () => {
    const report = compose(withBody([quote('p2', 'A person must never'), quote('p2', null, 'again'), quote('p7')]));
    expect(report.flagged.map(({ useId, fault }) => [useId, fault !== null])).toEqual([
      ['use-p2', true],
      ['use-p7', false],
    ]);
    expect(report.counts).toEqual({ exact: 0, normalised: 0, flagged: 2, areas: 0 });
  });

  it('gives a use whose id is taken another one', () => {
    const report = compose(withBody([quote('p1', null, 'same'), quote('p2', null, 'same')]));
    expect(report.uses.map(({ useId }) => useId)).toEqual(['same', 'same-2']);
  });

  it('keeps passages that are internal out of queries, without a word', () => {
    const base = sampleInput();
    const passages = base.passages.map((each) => (each.id === 'p4' ? { ...each, internal: 'passage' as const } : each));
    const report = compose({ ...base, passages });
    expect(report.quotes.map(({ passageId }) => passageId)).not.toContain('p4');
    expect(report.blocks.filter(({ kind }) => kind === 'gap')).toEqual([]);
  });
});
