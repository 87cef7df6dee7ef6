import { expect, it } from 'vitest';
import { type Arrival, describeDocument } from '../../../electron/archive/describe-document.ts';

const arrival = (fileName: string): Arrival => ({
  fileName,
  sha256: '0'.repeat(64),
  byteLength: 1,
  at: '2026-03-18T09:00:00.000Z',
  companions: [],
  capture: null,
  origin: null,
  extraction: {
    format: 'text',
    extractor: 'text/1',
    metadata: { title: null, author: null, dateIssued: null, sourceUrl: null, kind: null },
    text: 'Words.',
    paragraphs: [0],
    pages: [],
    runs: null,
    rendition: null,
  },
});

it.each([
  ['Executive_Order_14.pdf', 'Executive Order 14', 'order'],
  ['General order 3.pdf', 'General order 3', 'order'],
  ['What to file in order to appeal.pdf', 'What to file in order to appeal', 'other'],
  ['press-release 7.txt', 'press-release 7', 'press-release'],
  [' .txt', '.txt', 'other'],
])('takes the title of %s from its name, and its kind if that says it', (fileName, title, kind) => {
  expect(describeDocument('one', arrival(fileName), {})).toMatchObject({ title, kind });
});
