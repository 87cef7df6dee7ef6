import { getSchema } from '@tiptap/core';
import { Node as PageNode } from '@tiptap/pm/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBody, serializeBody } from '../../../../renderer/briefings/composer/body-codec.ts';
import { composerNodes } from '../../../../renderer/briefings/composer/composer-nodes.ts';
import { type BlockNode, type BriefingBody, briefingBodySchema } from '../../../../shared/domain/briefing-body.ts';
import { assertProperty } from '../../../support/assert-property.ts';

const schema = getSchema(composerNodes({}));

/** Through the editor's own nodes, as opening and saving a briefing does. */
function throughEditor(body: BriefingBody): BriefingBody {
  const document = PageNode.fromJSON(schema, parseBody(body));
  document.check();
  return serializeBody(document.toJSON());
}

const id = fc.stringMatching(/^[0-9a-f]{4,8}$/);
const mark = fc.constantFrom(
  [],
  [{ type: 'bold' }],
  [{ type: 'italic' }],
  [{ type: 'bold' }, { type: 'italic' }],
  [{ type: 'bold' }, { type: 'link', attrs: { href: 'https://example.org/a' } }],
  [{ type: 'link', attrs: { href: 'mailto:a@example.org' } }],
);
const words = fc.record({ text: fc.string({ minLength: 1, maxLength: 12 }), marks: mark }).map(({ text, marks }) => ({
  type: 'text' as const,
  text,
  ...(marks.length === 0 ? {} : { marks }),
}));
const excerpt = fc.option(fc.string({ maxLength: 20 }), { nil: null });
const inline = fc.oneof(
  { weight: 4, arbitrary: words },
  fc.constant({ type: 'hardBreak' as const }),
  fc.record({ useId: id, passageId: id, excerpt }).map((attrs) => ({ type: 'inlineQuote' as const, attrs })),
  fc.record({ useId: id, passageId: id }).map((attrs) => ({ type: 'citation' as const, attrs })),
  fc.record({ useId: id, text: fc.string() }).map((attrs) => ({ type: 'footnote' as const, attrs })),
);
const line = fc.array(inline, { maxLength: 4 }).map((content) => (content.length === 0 ? {} : { content }));
const filter = fc.record({
  agencyIds: fc.array(id, { maxLength: 2 }),
  stanceIds: fc.array(id, { maxLength: 2 }),
  documentIds: fc.constant<string[]>([]),
  text: fc.string({ maxLength: 5 }),
});

const block = fc.letrec<{ block: BlockNode; deep: BlockNode }>((tie) => ({
  block: fc.oneof(
    { maxDepth: 2, depthIdentifier: 'block' },
    line.map((rest) => ({ type: 'paragraph', ...rest }) as BlockNode),
    fc
      .tuple(fc.constantFrom(1, 2, 3), line)
      .map(([level, rest]) => ({ type: 'heading', attrs: { level }, ...rest }) as BlockNode),
    fc
      .record({ useId: id, passageId: id, excerpt, showCodings: fc.boolean() })
      .map((attrs) => ({ type: 'quote', attrs }) as BlockNode),
    fc
      .record({
        blockId: id,
        columns: fc.constantFrom('stance', 'topic'),
        scope: fc.constantFrom('briefing', 'archive'),
        caption: fc.string(),
      })
      .map((attrs) => ({ type: 'matrix', attrs }) as BlockNode),
    fc
      .record({
        blockId: id,
        scope: fc.constantFrom('briefing', 'archive'),
        agencyIds: fc.array(id, { maxLength: 2 }),
        topicIds: fc.array(id, { maxLength: 2 }),
        caption: fc.string(),
      })
      .map((attrs) => ({ type: 'timeline', attrs }) as BlockNode),
    fc
      .record({ blockId: id, agencyId: id, quotes: fc.integer({ min: 0, max: 50 }) })
      .map((attrs) => ({ type: 'profile', attrs }) as BlockNode),
    fc.record({ blockId: id }).map((attrs) => ({ type: 'sources', attrs }) as BlockNode),
    fc.record({ blockId: id }).map((attrs) => ({ type: 'method', attrs }) as BlockNode),
    fc.constant({ type: 'pageBreak' } as BlockNode),
    tie('deep'),
  ),
  deep: fc.oneof(
    fc
      .array(fc.array(tie('block'), { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 2 })
      .map(
        (items) =>
          ({ type: 'bulletList', content: items.map((content) => ({ type: 'listItem', content })) }) as BlockNode,
      ),
    fc
      .tuple(fc.integer({ min: 2, max: 9 }), fc.array(tie('block'), { minLength: 1, maxLength: 2 }))
      .map(
        ([start, content]) =>
          ({ type: 'orderedList', attrs: { start }, content: [{ type: 'listItem', content }] }) as BlockNode,
      ),
    fc.tuple(fc.array(tie('block'), { minLength: 1, maxLength: 2 }), fc.boolean()).map(
      ([content, isHead]) =>
        ({
          type: 'table',
          content: [{ type: 'tableRow', content: [{ type: isHead ? 'tableHeader' : 'tableCell', content }] }],
        }) as BlockNode,
    ),
    fc
      .tuple(
        fc.record({
          blockId: id,
          filter,
          groupBy: fc.constantFrom('none', 'date', 'agency-stance'),
          filledAt: fc.constantFrom(null, '2026-11-22T10:00:00.000Z'),
          seen: fc.dictionary(id, id, { maxKeys: 2 }),
        }),
        fc.array(tie('block'), { maxLength: 2 }),
      )
      .map(([attrs, content]) => ({ type: 'section', attrs, content }) as BlockNode),
  ),
}));

/** Words that stand beside each other in one form are one piece to the editor. */
function isWithoutSplitWords(body: BriefingBody): boolean {
  return !/"type":"text","text":"(?:[^"\\]|\\.)*"(?:,"marks":\[[^\]]*\])?\},\{"type":"text"/.test(JSON.stringify(body));
}

describe('the codec of a briefing’s body', () => {
  it('brings every body back from the editor as it was, in a form that the archive takes', () => {
    assertProperty(
      fc.property(fc.array(block.block, { minLength: 1, maxLength: 4 }), (body) => {
        fc.pre(isWithoutSplitWords(body));
        const back = throughEditor(body);
        expect(back).toEqual(body);
        expect(briefingBodySchema.parse(back)).toEqual(body);
      }),
      { numRuns: 150 },
    );
  });

  it('opens a body without blocks as one empty line', () => {
    expect(throughEditor([])).toEqual([{ type: 'paragraph' }]);
  });

  it('leaves out what extensions of the editor add to tables, lists and links, and nothing else', () => {
    const document = {
      type: 'doc',
      content: [
        {
          type: 'table',
          content: [
            {
              type: 'tableRow',
              content: [
                {
                  type: 'tableCell',
                  attrs: { colspan: 2, rowspan: 1, colwidth: null, align: 'right' },
                  content: [{ type: 'paragraph' }],
                },
              ],
            },
          ],
        },
        {
          type: 'orderedList',
          attrs: { start: 1, type: null },
          content: [{ type: 'listItem', content: [{ type: 'paragraph' }] }],
        },
        {
          type: 'paragraph',
          content: [
            {
              type: 'text',
              text: 'here',
              marks: [{ type: 'link', attrs: { href: 'https://a.org', target: '_blank' } }],
            },
            { type: 'citation', attrs: { useId: 'u', passageId: 'p' }, marks: [{ type: 'bold' }] },
          ],
        },
      ],
    };
    expect(serializeBody(document)).toEqual([
      {
        type: 'table',
        content: [
          {
            type: 'tableRow',
            content: [{ type: 'tableCell', attrs: { colspan: 2 }, content: [{ type: 'paragraph' }] }],
          },
        ],
      },
      { type: 'orderedList', content: [{ type: 'listItem', content: [{ type: 'paragraph' }] }] },
      {
        type: 'paragraph',
        content: [
          { type: 'text', text: 'here', marks: [{ type: 'link', attrs: { href: 'https://a.org' } }] },
          { type: 'citation', attrs: { useId: 'u', passageId: 'p' } },
        ],
      },
    ]);
  });

  it.each([
    ['a node', { type: 'doc', content: [{ type: 'image' }] }, 'image'],
    [
      'a mark',
      {
        type: 'doc',
        content: [{ type: 'paragraph', content: [{ type: 'text', text: 'a', marks: [{ type: 'code' }] }] }],
      },
      'code',
    ],
  ])('refuses %s that no body knows rather than drop it', (_name, document, named) => {
    expect(() => serializeBody(document)).toThrow(named);
  });
});
