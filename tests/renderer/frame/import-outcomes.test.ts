import { describe, expect, it } from 'vitest';
import { fileName, groupOutcomes, outcomesAsText } from '../../../renderer/frame/import-outcomes.ts';
import type { ImportOutcome } from '../../../shared/contract/outcomes.ts';

function anOutcome(file: string, outcome: ImportOutcome['outcome'], reason: string | null = null): ImportOutcome {
  return { file, outcome, reason, documentId: null, sha256: null, code: null };
}

describe('import outcomes', () => {
  const outcomes = [
    anOutcome('/a/one.pdf', 'imported'),
    anOutcome('C:\\a\\two.pdf', 'failed', 'It is empty.'),
    anOutcome('/a/three.pdf', 'duplicate', 'Equals one.pdf.'),
  ];

  it('puts what needs attention first and leaves out empty groups', () => {
    expect(groupOutcomes(outcomes).map((group) => group.title)).toEqual([
      'Failed',
      'Already in the archive',
      'Imported',
    ]);
  });

  it('writes one line a file for the clipboard', () => {
    expect(outcomesAsText(outcomes)).toBe(
      'failed\tC:\\a\\two.pdf\tIt is empty.\nduplicate\t/a/three.pdf\tEquals one.pdf.\nimported\t/a/one.pdf\t',
    );
  });

  it('takes the name from paths of either kind', () => {
    expect(outcomes.map((one) => fileName(one.file))).toEqual(['one.pdf', 'two.pdf', 'three.pdf']);
  });

  it('keeps the name within a container whole', () => {
    expect(fileName('/a/crawl.warc › https://city.example/a/b')).toBe('crawl.warc › https://city.example/a/b');
  });

  it('sets apart what nearly equals another document', () => {
    const similar = [{ documentId: 'd', title: 'D', similarity: 0.9 }];
    const groups = groupOutcomes([
      anOutcome('/a/skip.warc', 'skipped'),
      { ...anOutcome('/a/b.pdf', 'imported'), similar },
    ]);
    expect(groups.map((group) => group.title)).toEqual(['Nearly the same words as another document', 'Left out']);
  });
});
