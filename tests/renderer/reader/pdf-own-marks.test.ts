import { describe, expect, it } from 'vitest';
import { openPdf } from '../../../electron/archive/importers/pdf-engine.ts';
import { annotationModeOf, hideOwnMarks } from '../../../renderer/reader/pdf-own-marks.ts';
import { firstObject, lines, makePdf } from '../../electron/archive/importers/make-pdf.ts';

const highlight = (left: number) =>
  `<< /Type /Annot /Subtype /Highlight /Rect [${left} 690 ${left + 50} 710] /QuadPoints [${left} 710 ${left + 50} 710 ${left} 690 ${left + 50} 690] /C [1 1 0] >>`;

describe('the marks that a PDF carries itself', () => {
  it('are left out of what is painted by their ids, the others stay, and come back', async () => {
    const first = firstObject(1);
    const pdf = await openPdf(
      makePdf([{ content: lines(72, 700, ['The county pays.']), extra: `/Annots [${first} 0 R ${first + 1} 0 R]` }], {
        objects: [highlight(72), highlight(150)],
      }),
    );
    try {
      const page = await pdf.getPage(1);
      const begin = await import('pdfjs-dist/legacy/build/pdf.mjs').then(({ OPS }) => OPS.beginAnnotation);
      const painted = async () => {
        const { fnArray, argsArray } = await page.getOperatorList({ annotationMode: annotationModeOf(pdf) });
        return fnArray.flatMap((operator, index) => (operator === begin ? [String(argsArray[index]?.[0])] : []));
      };
      const [one = '', two = ''] = (await page.getAnnotations()).map(({ id }) => String(id));
      expect(await painted()).toEqual([one, two]);
      hideOwnMarks(pdf, [], [one]);
      expect(await painted()).toEqual([two]);
      hideOwnMarks(pdf, [one], [two]);
      expect(await painted()).toEqual([one]);
      hideOwnMarks(pdf, [two], []);
      expect(await painted()).toEqual([one, two]);
    } finally {
      await pdf.loadingTask.destroy();
    }
  });
});
