import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SourceDocument } from '../../../shared/domain/document.ts';
import type { Passage } from '../../../shared/domain/passage.ts';
import { marksOf } from '../../../shared/exchange/project-marks.ts';
import { readProjectText } from '../../../shared/exchange/project-text.ts';
import { readRefi } from '../../../shared/exchange/read-refi.ts';
import { RefiProject } from '../../../shared/exchange/refi-project.ts';
import { assertProperty } from '../../support/assert-property.ts';

const guidOf = (sort: string, name: string): string =>
  createHash('sha256')
    .update(`${sort} ${name}`)
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');

const AT = '2026-03-18T09:00:00.000Z';
const document: SourceDocument = {
  ...{
    id: 'd',
    title: 'A “title” & <more>',
    kind: 'statement',
    issuerId: null,
    author: null,
    dateIssued: '2026',
    notes: '',
  },
  ...{ sourceUrl: null, dateCaptured: null, collection: null, addedAt: AT, trashedAt: null },
  versions: [
    {
      ...{ number: 1, sha256: 'a'.repeat(64), byteLength: 1, fileName: 'a.txt', format: 'text', importedAt: AT },
      ...{ extractor: 'text/1', textSha256: 'b'.repeat(64), textLength: 1, pageCount: null },
    },
  ],
};

const passageAt = (text: string, spans: readonly { start: number; end: number }[], index: number): Passage => {
  const [first = { start: 0, end: 1 }] = spans;
  const last = spans[spans.length - 1] ?? first;
  return {
    ...{
      id: `p${index}`,
      documentId: 'd',
      version: 1,
      quote: spans.map(({ start, end }) => text.slice(start, end)).join(' … '),
    },
    ...{ start: first.start, end: last.end, page: null, pageLabel: null, codings: [], note: '', coder: '' },
    ...{ createdAt: AT, updatedAt: AT, selectors: [{ type: 'TextPositionSelector', ...first }] },
    ...(spans.length > 1 ? { spans: [...spans] } : {}),
  };
};

const letters = fc.constantFrom('a', 'b', ' ', '\n', '\f', '😀', '🚓', 'ש', 'ل', 'é', '&', '<', '"', '\u202e', '𝒳');

describe('a REFI-QDA project', () => {
  it('gives every place in any text back, of one piece or of several', () => {
    assertProperty(
      fc.property(
        fc.array(letters, { minLength: 12, maxLength: 80 }),
        fc.array(fc.uniqueArray(fc.nat(80), { minLength: 2, maxLength: 6 }), { minLength: 1, maxLength: 5 }),
        (characters, cuts) => {
          const text = characters.join('');
          const unit = (point: number): number =>
            characters.slice(0, Math.min(point, characters.length)).join('').length;
          const passages = cuts.flatMap((points, index) => {
            const sorted = [...new Set(points.map(unit))].sort((a, b) => a - b);
            const spans = sorted.flatMap((start, at) => {
              const end = sorted[at + 1];
              return at % 2 === 0 && end !== undefined ? [{ start, end }] : [];
            });
            return spans.length === 0 ? [] : [passageAt(text, spans, index)];
          });
          const codebook = { agencies: [], stances: [], topics: [] };
          const project = new RefiProject({
            ...{ name: 'x', origin: 'y', createdAt: AT, codebook, guidOf },
            namesCoders: false,
          });
          const [version] = document.versions;
          if (version === undefined) throw new Error('There is no version.');
          project.add({ document, version, text, pages: [], passages, hasOriginal: false, pixels: null });
          const read = readRefi(project.toXml());
          const [source] = read.sources;
          if (source === undefined) throw new Error('There is no source.');
          const spansOf = source.selections.flatMap(({ place, name }) =>
            place.kind === 'text' ? [{ ...place, name }] : [],
          );
          const { unitAt } = readProjectText(text, spansOf, read.origin);
          const got = marksOf(source, read.links).map(({ pieces }) =>
            pieces.map(({ place }) => (place.kind === 'text' ? [unitAt(place.start), unitAt(place.end)] : [])),
          );
          const wanted = passages.map(({ start, end, spans }) =>
            (spans ?? [{ start, end }]).map((span) => [span.start, span.end]),
          );
          const distinct = (lists: readonly unknown[]) =>
            [...new Set(lists.map((list) => JSON.stringify(list)))].sort();
          expect(distinct(got)).toEqual(distinct(wanted));
        },
      ),
      { numRuns: 200 },
    );
  });
});
