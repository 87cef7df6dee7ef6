import { firstObject, lines, makePdf } from '../electron/archive/importers/make-pdf.ts';

/** Lines of the page that the annotated PDFs show, from 72, 700 downwards in steps of 14 points. */
const POLICY = [
  'Deputies will not honor civil detainers',
  'without a warrant signed by a judge.',
  'Visits by lawyers and family stay as they are.',
];

type Corners = readonly [number, number, number, number];

/** Left, bottom, right and top of words of these lines in the points of the PDF page. */
const PLACES: Readonly<Record<'honor civil detainers' | 'warrant' | 'lawyers and family', Corners>> = {
  'honor civil detainers': [157.67, 697, 256.32, 708],
  warrant: [119.99, 683, 156.65, 694],
  'lawyers and family': [119.33, 669, 210.97, 680],
};

/** Corners as Acrobat writes them: upper left, upper right, lower left, lower right. */
const acrobat = ([l, b, r, t]: Corners): string => `${l} ${t} ${r} ${t} ${l} ${b} ${r} ${b}`;
/** Corners as the text of the standard says: counter-clockwise from the lower left. */
const standard = ([l, b, r, t]: Corners): string => `${l} ${b} ${r} ${b} ${r} ${t} ${l} ${t}`;
const rect = ([l, b, r, t]: Corners): string => `[${l} ${b} ${r} ${t}]`;

/**
 * A PDF with comments as other programs leave them: corners in two orders, with and without an appearance, a popup, a
 * reply, a sticky note, a free text, a circle, a struck-out word, one over a picture, a link, one that covers nothing.
 */
export function foreignPdf(): Uint8Array {
  const place = PLACES;
  const first = firstObject(2);
  const objects = [
    `<< /Type /Annot /Subtype /Highlight /Rect ${rect(place['honor civil detainers'])} /QuadPoints [${acrobat(place['honor civil detainers'])}] /C [1 0.82 0] /T (Jane Doe) /Contents (Is this still the policy?) /NM (0a1b-acrobat) /M (D:20240503101500-05'00') /Popup ${first + 1} 0 R >>`,
    `<< /Type /Annot /Subtype /Popup /Rect [300 600 450 700] /Parent ${first} 0 R /Open false >>`,
    `<< /Type /Annot /Subtype /Text /Rect [300 690 320 710] /IRT ${first} 0 R /RT /R /T (Ray Roe) /Contents (Yes, since 2019.) >>`,
    `<< /Type /Annot /Subtype /Underline /Rect ${rect(place.warrant)} /QuadPoints [${standard(place.warrant)}] /C [0 0.5 0] /T <FEFF005A006F00EB> /M (D:20240504) >>`,
    `<< /Type /Annot /Subtype /Text /Rect [40 690 60 710] /T (Jane Doe) /Contents (Ask the county for the date of this.) >>`,
    `<< /Type /Annot /Subtype /FreeText /Rect [72 600 300 630] /DA (/Helv 11 Tf 0 g) /Contents (Compare the order of 3 May) >>`,
    `<< /Type /Annot /Subtype /Circle /Rect [300 400 420 480] /C [1 0 0] /T (Jane Doe) /Contents (The seal) >>`,
    `<< /Type /Annot /Subtype /StrikeOut /Rect ${rect(place['lawyers and family'])} /QuadPoints [${acrobat(place['lawyers and family'])}] >>`,
    `<< /Type /Annot /Subtype /Highlight /Rect [350 300 450 320] /QuadPoints [350 320 450 320 350 300 450 300] /Contents (On the picture) >>`,
    `<< /Type /Annot /Subtype /Link /Rect [72 697 156 708] /A << /S /URI /URI (https://example.org) >> >>`,
    `<< /Type /Annot /Subtype /Text /Rect [500 690 520 710] /Contents () >>`,
    `<< /Type /Annot /Subtype /Highlight /Rect ${rect(place.warrant)} /QuadPoints [${acrobat(place.warrant)}] /C [0.2 0.6 1] /T (On a turned page) >>`,
  ];
  const refs = (from: number, to: number) =>
    objects
      .slice(from, to)
      .map((_, index) => `${first + from + index} 0 R`)
      .join(' ');
  return makePdf(
    [
      {
        content: `${lines(72, 700, POLICY)}0.8 g 340 280 120 60 re f`,
        extra: `/Annots [${refs(0, 11)} << /Type /Annot /Subtype /Squiggly /Rect ${rect(place.warrant)} /QuadPoints [${acrobat(place.warrant)}] /T (Direct) >>]`,
      },
      { content: lines(72, 700, POLICY), rotate: 90, extra: `/Annots [${refs(11, 12)}]` },
    ],
    { objects },
  );
}
