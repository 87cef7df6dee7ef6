import { AlignmentType, BorderStyle, Document, HeadingLevel, Packer, Paragraph, TextRun } from 'docx';
import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate';
import { type LaidOutDocument, NOTICE } from './documents.ts';

const SERIF = 'Georgia';
const SANS = 'Arial';

const notice = () =>
  new Paragraph({ children: [new TextRun({ text: NOTICE, font: SANS, size: 17, color: 'AE1E1A' })] });

function paragraphsOf(source: LaidOutDocument): Paragraph[] {
  const [name, ...address] = source.letterhead;
  return [
    notice(),
    new Paragraph({
      heading: HeadingLevel.TITLE,
      spacing: { before: 240, after: 40 },
      children: [new TextRun({ text: name ?? '', font: SERIF, size: 40, bold: true, color: '1A1C21' })],
    }),
    ...address.map(
      (text, index) =>
        new Paragraph({
          ...(index === address.length - 1
            ? { border: { bottom: { style: BorderStyle.SINGLE, size: 10, space: 8, color: '1A1C21' } } }
            : {}),
          children: [new TextRun({ text, font: SANS, size: 18, color: '61686F' })],
        }),
    ),
    ...source.lines.map(
      ([label, text]) =>
        new Paragraph({
          spacing: { before: 120 },
          tabStops: [{ type: 'left', position: 1200 }],
          indent: { left: 1200, hanging: 1200 },
          children: [
            new TextRun({ text: label, font: SANS, size: 18, color: '61686F' }),
            new TextRun({ text: `\t${text}`, font: SERIF, size: 22 }),
          ],
        }),
    ),
    ...source.body.map(
      (text, index) =>
        new Paragraph({
          spacing: { before: index === 0 ? 320 : 160, line: 320 },
          children: [new TextRun({ text, font: SERIF, size: 22 })],
        }),
    ),
    ...source.signature.map(
      (text) =>
        new Paragraph({
          spacing: { before: 400 },
          alignment: AlignmentType.LEFT,
          children: [new TextRun({ text, font: SERIF, size: 22, italics: true })],
        }),
    ),
  ];
}

/** Lays a document out as DOCX with a letterhead. The same source gives the same bytes, whenever it is made. */
export async function writeDocx(source: LaidOutDocument): Promise<Uint8Array> {
  const document = new Document({
    title: source.title,
    creator: source.author,
    lastModifiedBy: source.author,
    description: NOTICE,
    sections: [
      {
        properties: { page: { margin: { top: 1200, bottom: 1200, left: 1500, right: 1500 } } },
        children: paragraphsOf(source),
      },
    ],
  });
  const files = unzipSync(new Uint8Array(await Packer.toArrayBuffer(document)));
  // The library dates the package and its properties by the clock.
  const instant = source.created.replace(/\.\d+Z$/, 'Z');
  const fixed: Zippable = {};
  for (const name of Object.keys(files).sort()) {
    const bytes = files[name] ?? new Uint8Array();
    const dated =
      name === 'docProps/core.xml'
        ? strToU8(strFromU8(bytes).replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${instant}`))
        : bytes;
    fixed[name] = dated;
  }
  return zipSync(fixed, { mtime: new Date(2026, 0, 1), level: 9 });
}
