/** A document for LibreOffice to print: its name and its text as flat OpenDocument. */
export interface WrittenDocument {
  readonly name: string;
  readonly flatOdt: string;
}

const NAMESPACES = ['office', 'style', 'text', 'table', 'fo:xsl-fo-compatible']
  .map((name) => {
    const [prefix, urn = prefix] = name.split(':');
    return `xmlns:${prefix}="urn:oasis:names:tc:opendocument:xmlns:${urn}:1.0"`;
  })
  .join(' ');

interface Sheet {
  readonly font: string;
  readonly body: string;
  readonly size?: number;
  /** Width and height of the page in points. */
  readonly page?: readonly [number, number];
  readonly columns?: number;
  readonly isRightToLeft?: boolean;
  readonly isHyphenated?: boolean;
}

function flatOdt({
  font,
  body,
  size = 12,
  page = [595, 842],
  columns = 1,
  isRightToLeft,
  isHyphenated,
}: Sheet): string {
  const direction = isRightToLeft ? 'style:writing-mode="rl-tb" fo:text-align="start"' : '';
  const hyphens = isHyphenated
    ? 'fo:hyphenate="true" fo:hyphenation-remain-char-count="2" fo:hyphenation-push-char-count="2"'
    : '';
  return `<?xml version="1.0" encoding="UTF-8"?>
<office:document ${NAMESPACES} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:font-face-decls/>
<office:styles>
<style:style style:name="Standard" style:family="paragraph"><style:paragraph-properties fo:margin-bottom="8pt" fo:orphans="1" fo:widows="1" ${direction}/>
<style:text-properties style:font-name="${font}" fo:font-family="${font}" style:font-family-complex="${font}" style:font-family-asian="${font}" fo:font-size="${size}pt" style:font-size-complex="${size}pt" fo:language="en" fo:country="US" ${hyphens}/></style:style>
</office:styles>
<office:automatic-styles>
<style:style style:name="Columns" style:family="section"><style:section-properties><style:columns fo:column-count="${columns}" fo:column-gap="18pt"/></style:section-properties></style:style>
<style:style style:name="Break" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:break-before="page"/></style:style>
<style:page-layout style:name="Layout"><style:page-layout-properties fo:page-width="${page[0]}pt" fo:page-height="${page[1]}pt" fo:margin="54pt"/></style:page-layout>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="Layout"/></office:master-styles>
<office:body><office:text>${columns > 1 ? `<text:section text:style-name="Columns" text:name="s">${body}</text:section>` : body}</office:text></office:body>
</office:document>
`;
}

const paragraphs = (...texts: readonly string[]): string => texts.map((text) => `<text:p>${text}</text:p>`).join('\n');

const POLICY =
  'Deputies will not honor civil immigration detainers without a warrant signed by a judge. The department does not ask anyone about status, and victims and witnesses must be able to call without fear. Release is never delayed on a request alone.';
const DIRECTIVE =
  'Commanders are responsible for the implementation of this directive and shall report every notification to the administration within seventy-two hours of its transmission.';

function table(rows: readonly (readonly string[])[]): string {
  const cells = (row: readonly string[]) =>
    row.map((cell) => `<table:table-cell><text:p>${cell}</text:p></table:table-cell>`).join('');
  return `<table:table><table:table-column table:number-columns-repeated="3"/>${rows
    .map((row) => `<table:table-row>${cells(row)}</table:table-row>`)
    .join('')}</table:table>`;
}

const note = (number: number, text: string): string =>
  `<text:note text:note-class="footnote"><text:note-citation>${number}</text:note-citation><text:note-body><text:p>${text}</text:p></text:note-body></text:note>`;

/** One for each trait of a text that places its words oddly. */
export const writtenDocuments: readonly WrittenDocument[] = [
  {
    name: 'columns',
    flatOdt: flatOdt({
      font: 'Liberation Serif',
      columns: 2,
      page: [500, 400],
      body: paragraphs(POLICY, DIRECTIVE, POLICY, DIRECTIVE, POLICY),
    }),
  },
  {
    name: 'right-to-left',
    flatOdt: flatOdt({
      font: 'DejaVu Sans',
      isRightToLeft: true,
      page: [420, 400],
      body: paragraphs(
        'לא יכובדו צווי מעצר אזרחיים בלי צו חתום בידי שופט.',
        'לפי הוראה 12-2019 של New York Police Department מיום 3 במאי, אין לשאול על מעמד.',
        'لن تنفذ الشرطة طلبات الاحتجاز المدنية دون أمر موقع من قاض.',
        'وفقا للتوجيه رقم 287 الصادر عن ICE في 2019 لا يسأل أحد عن وضعه.',
      ),
    }),
  },
  {
    name: 'ligatures',
    flatOdt: flatOdt({
      font: 'DejaVu Serif',
      page: [420, 300],
      body: paragraphs(
        'The sheriff’s office is efficient and its staff affluent.',
        'A fluffy affidavit was filed; officials suffer difficult traffic.',
        'Final offer: five floors, flags, unaffected.',
      ),
    }),
  },
  {
    name: 'hyphenation',
    flatOdt: flatOdt({
      font: 'Liberation Serif',
      isHyphenated: true,
      page: [230, 250],
      body: paragraphs(
        'The admin\u00adis\u00adtra\u00adtion’s re\u00adspon\u00adsi\u00adbil\u00adi\u00adties re\u00adgard\u00ading im\u00admi\u00adgra\u00adtion en\u00adforce\u00adment.',
        DIRECTIVE,
        POLICY,
        DIRECTIVE,
      ),
    }),
  },
  {
    name: 'marks-and-emoji',
    flatOdt: flatOdt({
      font: 'DejaVu Sans',
      page: [420, 300],
      body: paragraphs(
        'Cafe\u0301 re\u0301sume\u0301 nai\u0308ve Espan\u0303a Zu\u0308rich decomposed.',
        'Tiếng Việt: người nhập cư, cảnh sát, quyền lợi composed.',
        'Please call \u{1F600} today \u{1F603}\u{1F604} or \u2713 tomorrow \u2605 without fear.',
        'Mathematical \u{1D54F} letters \u{1D538}\u{1D539} outside the plane.',
      ),
    }),
  },
  {
    name: 'table',
    flatOdt: flatOdt({
      font: 'Liberation Sans',
      size: 10,
      page: [460, 320],
      body: `${paragraphs('Answers of the agencies')}${table([
        ['Agency', 'Stance', 'Words'],
        ['County Sheriff', 'supports', 'We honor every detainer that we receive.'],
        ['City Police', 'opposes', 'Without a warrant nobody is held.'],
        ['State Patrol', 'neutral', 'The legislature decides.'],
      ])}${paragraphs('After the table.')}`,
    }),
  },
  {
    name: 'footnotes',
    flatOdt: flatOdt({
      font: 'Liberation Serif',
      page: [360, 330],
      body: paragraphs(
        `${POLICY}${note(1, `${DIRECTIVE} ${POLICY} ${DIRECTIVE} ${POLICY}`)}`,
        `${DIRECTIVE}${note(2, 'See the order of 3 May.')} ${POLICY}`,
        POLICY,
      ),
    }),
  },
];
