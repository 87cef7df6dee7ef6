import { describe, expect, it } from 'vitest';
import { openingWords } from '../../../renderer/briefings/briefing-words.ts';

describe('openingWords', () => {
  it('is the introduction of a briefing that arranges itself', () => {
    expect(openingWords({ introduction: 'What they say.' })).toBe('What they say.');
  });

  it('is the prose of a composed one, without headings and quotes', () => {
    const body = [
      { type: 'heading' as const, attrs: { level: 1 }, content: [{ type: 'text' as const, text: 'Issue' }] },
      { type: 'paragraph' as const },
      {
        type: 'paragraph' as const,
        content: [
          { type: 'text' as const, text: 'One ' },
          { type: 'text' as const, text: 'body', marks: [{ type: 'bold' as const }] },
        ],
      },
      { type: 'quote' as const, attrs: { useId: 'u', passageId: 'p', excerpt: null, showCodings: true } },
      { type: 'paragraph' as const, content: [{ type: 'text' as const, text: 'says so.' }] },
    ];
    expect(openingWords({ introduction: '', body })).toBe('One body says so.');
  });
});
