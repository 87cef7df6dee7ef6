import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { SectionInput } from '../../../shared/contract/composer.ts';
import type { BlockNode } from '../../../shared/domain/briefing-body.ts';
import { usesIn } from '../../../shared/domain/briefing-uses.ts';
import type { Passage } from '../../../shared/domain/passage.ts';
import { fillSection } from '../../../shared/domain/section-fill.ts';
import { choosePassages } from '../../../shared/domain/section-plan.ts';
import { refreshSection } from '../../../shared/domain/section-refresh.ts';
import { assertProperty } from '../../support/assert-property.ts';
import { aPassage, sampleInput } from '../sample-briefing.ts';

const { codebook, documents } = sampleInput();
const FILTER = { agencyIds: [], stanceIds: [], documentIds: [], text: '' };
const GROUPINGS = ['agency-stance', 'stance-agency', 'document', 'date', 'none'] as const;

let ids = 0;
const newId = (): string => {
  ids += 1;
  return `id-${ids}`;
};

const fitting = (passages: readonly Passage[]) =>
  choosePassages({ codebook, documents, passages }, { asOf: null, filter: FILTER });

function filled(passages: readonly Passage[], groupBy: SectionInput['groupBy']): SectionInput {
  const { blocks, seen } = fillSection(fitting(passages), { groupBy, codebook, level: 2, newId });
  return { filter: FILTER, groupBy, filledAt: null, seen: { ...seen }, content: [...blocks] };
}

function refresh(section: SectionInput, passages: readonly Passage[]) {
  const known = new Map(fitting(passages).map(({ passage, document }) => [passage.id, { passage, document }]));
  const whyGone = (id: string): string | null =>
    passages.some((passage) => passage.id === id) ? null : 'The passage that stood here was deleted.';
  return refreshSection({ section, fitting: fitting(passages), known, codebook, newId, whyGone });
}

const shown = (blocks: readonly BlockNode[]): readonly string[] =>
  [...new Set([...usesIn([...blocks])].map(({ passageId }) => passageId))].sort();

/** Passages with any documents and codings of the sample, one for each place. */
const passagesArbitrary = fc
  .array(
    fc.tuple(
      fc.constantFrom(...documents.keys()),
      fc.array(
        fc.tuple(
          fc.constantFrom(...codebook.agencies.map(({ id }) => id)),
          fc.constantFrom(...codebook.stances.map(({ id }) => id)),
        ),
        { maxLength: 3 },
      ),
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((all) =>
    all.map(([documentId, codings], at) =>
      aPassage(`p${at}`, documentId, `Words of passage ${at}.`, codings, { start: at * 100 }),
    ),
  );

it('proposes what is there right after a section was filled', () => {
  assertProperty(
    fc.property(passagesArbitrary, fc.constantFrom(...GROUPINGS), (passages, groupBy) => {
      const section = filled(passages, groupBy);
      const refreshed = refresh(section, passages);
      expect(refreshed).toMatchObject({ added: [], changed: [], gone: [], leftOut: [] });
      expect(refreshed.blocks).toEqual(section.content);
    }),
    { numRuns: 100 },
  );
});

it('ends with every passage that fits and was not taken out, none that is gone, and all that a person wrote', () => {
  assertProperty(
    fc.property(
      passagesArbitrary,
      fc.constantFrom(...GROUPINGS),
      fc.infiniteStream(fc.constantFrom('stays', 'comes', 'goes', 'out', 'changes')),
      fc.nat(20),
      (passages, groupBy, fates, place) => {
        const fate = new Map(passages.map(({ id }) => [id, fates.next().value ?? 'stays']));
        const before = passages.filter(({ id }) => fate.get(id) !== 'comes');
        const after = passages
          .filter(({ id }) => fate.get(id) !== 'goes')
          .map((passage) =>
            fate.get(passage.id) === 'changes'
              ? { ...passage, codings: aPassage('x', 'd', 'x', [['corran', 'silent']]).codings }
              : passage,
          );
        const section = filled(before, groupBy);
        const own: BlockNode = { type: 'paragraph', content: [{ type: 'text', text: 'My own words.' }] };
        const kept = section.content.filter(
          (node) => node.type !== 'quote' || fate.get(node.attrs.passageId) !== 'out',
        );
        const content = [...kept.slice(0, place), own, ...kept.slice(place)];
        const refreshed = refresh({ ...section, content }, after);
        const wanted = after.filter(({ id }) => fate.get(id) !== 'out').map(({ id }) => id);
        expect(shown(refreshed.blocks)).toEqual([...wanted].sort());
        expect(refreshed.blocks).toContainEqual(own);
        // Saved as proposed, there is nothing more to tell.
        const again = refresh({ ...section, content: refreshed.blocks, seen: refreshed.seen }, after);
        expect(again).toMatchObject({ added: [], changed: [], gone: [] });
        expect(again.blocks).toEqual(refreshed.blocks);
      },
    ),
    { numRuns: 200 },
  );
});

it('keeps what was put in by hand though it does not fit, and tells nothing of it', () => {
  const [first, second] = sampleInput().passages;
  if (first === undefined || second === undefined) throw new Error('no passages');
  const section = filled([first], 'agency-stance');
  const quote: BlockNode = {
    type: 'quote',
    attrs: { useId: 'hand', passageId: second.id, excerpt: 'A person', showCodings: false },
  };
  const known = new Map(fitting([first, second]).map((item) => [item.passage.id, item]));
  const refreshed = refreshSection({
    section: { ...section, content: [...section.content, quote] },
    fitting: fitting([first]),
    known,
    codebook,
    newId,
    whyGone: () => null,
  });
  expect(refreshed.blocks.at(-1)).toEqual(quote);
  expect(refreshed.gone).toEqual([]);
});
