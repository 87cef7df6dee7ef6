import CSL from 'citeproc';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { citationPositions } from '../../../shared/citations/citation-positions.ts';
import { parseReportFormat, REPORT_FORMAT } from '../../../shared/citations/report-format.ts';
import { copyElement, readLocale, readStyle } from '../../../shared/citations/style-file.ts';
import type { CslItem } from '../../../shared/domain/citation.ts';
import { assertProperty } from '../../support/assert-property.ts';
import { builtInCsl, formatterOf, LOCALES, marked } from './sources.ts';

const at = (itemId: string, note: number, locator: string | null = null) => ({ itemId, note, locator });

describe('citationPositions', () => {
  it.each([
    ['another page of the source of the note before', [at('a', 1, '2'), at('a', 2, '3')], 'ibid-with-locator', 1],
    ['the same page', [at('a', 1, '2'), at('a', 2, '2')], 'ibid', 1],
    ['a page after none', [at('a', 1), at('a', 2, '3')], 'ibid-with-locator', 1],
    ['none after a page', [at('a', 1, '2'), at('a', 2)], 'subsequent', 1],
    ['another source between', [at('a', 1), at('b', 2), at('a', 3)], 'subsequent', 1],
    ['a note without a citation between', [at('a', 1), at('a', 3)], 'subsequent', 1],
    ['a note before that cites two sources', [at('b', 1), at('a', 1), at('a', 2)], 'subsequent', 1],
    ['the same note', [at('a', 1), at('a', 1)], 'ibid', null],
  ] as const)('finds %s', (_name, citations, position, firstNote) => {
    const last = citationPositions(citations, 5).at(-1);
    expect({ position: last?.position, firstNote: last?.firstNote }).toEqual({ position, firstNote });
  });

  it('calls near what was cited no more notes ago than the style says', () => {
    const positions = citationPositions([at('a', 1), at('b', 2), at('a', 6), at('b', 8)], 5);
    expect(positions.map(({ isNear }) => isNear)).toEqual([false, false, true, false]);
  });

  it('gives with every style what citeproc gives that finds positions itself', () => {
    const items: readonly CslItem[] = ['a', 'b', 'c'].map((id) => ({
      id,
      type: id === 'a' ? 'report' : 'webpage',
      title: `Title of ${id}`,
      author: [{ literal: `Office ${id}` }],
      issued: { 'date-parts': [[2026]] },
    }));
    const byId = new Map(items.map((item) => [item.id, item]));
    const cites = fc.array(
      fc.record({
        id: fc.constantFrom('a', 'b', 'c'),
        page: fc.constantFrom(null, '2', '3'),
        gap: fc.constantFrom(1, 1, 2, 6),
      }),
      { minLength: 1, maxLength: 12 },
    );
    assertProperty(
      fc.property(fc.constantFrom('chicago-notes', 'chicago-notes-ibid', 'oscola', 'apa'), cites, (style, cited) => {
        let note = 0;
        const requests = cited.map(({ id, page, gap }, index) => {
          note += gap;
          return { useId: String(index), item: byId.get(id) ?? items[0], page, note };
        });
        const known = requests.flatMap(({ item, ...rest }) => (item === undefined ? [] : [{ item, ...rest }]));
        const ours = formatterOf(style)(known).citations.map(marked);
        expect(ours).toEqual(byCiteproc(style, known));
      }),
      { numRuns: 12 },
    );
  });
});

interface SlowEngine {
  rebuildProcessorState(clusters: readonly object[], format: string): readonly (readonly [string, number, string])[];
}

/** The citations as citeproc makes them when it looks at all of them again for each. */
function byCiteproc(
  style: string,
  requests: readonly { readonly item: CslItem; readonly page: string | null; readonly note: number }[],
): readonly string[] {
  const file = readStyle(builtInCsl(style));
  const items = new Map(requests.map(({ item }) => [item.id, item]));
  const engine = new CSL.Engine(
    {
      retrieveItem: (id) => ({
        ...items.get(id),
        type: style.startsWith('chicago') ? chicagoType(items.get(id)) : items.get(id)?.type,
      }),
      retrieveLocale: (language) => copyElement(readLocale(language === 'en-GB' ? LOCALES['en-GB'] : LOCALES['en-US'])),
    },
    copyElement(file.root),
    file.locale ?? 'en-US',
    true,
  );
  const clusters = requests.map(({ item, page, note }, index) => ({
    citationID: `c${index}`,
    citationItems: [{ id: item.id, ...(page === null ? {} : { locator: page, label: 'page' }) }],
    properties: { noteIndex: file.kind === 'note' ? note : 0 },
  }));
  if (!hasRebuild(engine)) throw new Error('citeproc has no rebuildProcessorState');
  return engine.rebuildProcessorState(clusters, REPORT_FORMAT).map(([, , text]) => marked(parseReportFormat(text)));
}

const chicagoType = (item: CslItem | undefined): string | undefined =>
  item?.type === 'report' ? 'pamphlet' : item?.type;

const hasRebuild = (engine: object): engine is SlowEngine => 'rebuildProcessorState' in engine;
