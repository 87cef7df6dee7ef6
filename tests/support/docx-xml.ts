import { SaxesParser } from 'saxes';

/** An element of XML with what is in it. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

/** Parses XML strictly: fails on what is not well formed. */
export function parse(xml: string): Element {
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open: Element[] = [root];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => {
    const element: Element = { name, attributes, children: [], text: '' };
    open[open.length - 1]?.children.push(element);
    open.push(element);
  });
  parser.on('closetag', () => {
    open.pop();
  });
  parser.on('text', (text) => {
    const last = open[open.length - 1];
    if (last !== undefined) last.text += text;
  });
  parser.write(xml).close();
  return root;
}

/** Every element of a name below another, in their order. */
export const all = (element: Element, name: string): readonly Element[] =>
  element.children.flatMap((child) => [...(child.name === name ? [child] : []), ...all(child, name)]);
/** The words of an element of a Word document. */
export const wordsOf = (element: Element): string =>
  all(element, 'w:t')
    .map(({ text }) => text)
    .join('');
/** An attribute of an element, `w:val` unless another is named. */
export const value = (element: Element | undefined, attribute = 'w:val'): string | undefined =>
  element?.attributes[attribute];

/** Paragraphs as "style: words", footnote references as [^n]. */
export function paragraphs(body: Element): readonly string[] {
  return all(body, 'w:p').flatMap((paragraph) => {
    const style = value(all(paragraph, 'w:pStyle')[0]) ?? 'Normal';
    const words = runWords(paragraph).trim();
    return words === '' ? [] : [`${style}: ${words}`];
  });
}

const runWords = (element: Element): string =>
  element.children
    .map((child) => {
      if (child.name === 'w:t') return child.text;
      if (child.name === 'w:footnoteReference') return `[^${value(child, 'w:id')}]`;
      if (child.name === 'w:br') return ' / ';
      return child.name === 'w:p' ? '' : runWords(child);
    })
    .join('');

/** Order of the schema (CT_PPr, CT_RPr, CT_TblPr, CT_TcPr, CT_TrPr), as far as briefings use it. */
const SCHEMA_ORDER: Readonly<Record<string, readonly string[]>> = {
  'w:pPr': [
    'w:pStyle',
    'w:keepNext',
    'w:keepLines',
    'w:pageBreakBefore',
    'w:framePr',
    'w:widowControl',
    'w:numPr',
    'w:suppressLineNumbers',
    'w:pBdr',
    'w:shd',
    'w:tabs',
    'w:suppressAutoHyphens',
    'w:kinsoku',
    'w:wordWrap',
    'w:overflowPunct',
    'w:topLinePunct',
    'w:autoSpaceDE',
    'w:autoSpaceDN',
    'w:bidi',
    'w:adjustRightInd',
    'w:snapToGrid',
    'w:spacing',
    'w:ind',
    'w:contextualSpacing',
    'w:mirrorIndents',
    'w:suppressOverlap',
    'w:jc',
    'w:textDirection',
    'w:textAlignment',
    'w:textboxTightWrap',
    'w:outlineLvl',
    'w:divId',
    'w:cnfStyle',
    'w:rPr',
    'w:sectPr',
    'w:pPrChange',
  ],
  'w:rPr': [
    'w:rStyle',
    'w:rFonts',
    'w:b',
    'w:bCs',
    'w:i',
    'w:iCs',
    'w:caps',
    'w:smallCaps',
    'w:strike',
    'w:dstrike',
    'w:outline',
    'w:shadow',
    'w:emboss',
    'w:imprint',
    'w:noProof',
    'w:snapToGrid',
    'w:vanish',
    'w:webHidden',
    'w:color',
    'w:spacing',
    'w:w',
    'w:kern',
    'w:position',
    'w:sz',
    'w:szCs',
    'w:highlight',
    'w:u',
    'w:effect',
    'w:bdr',
    'w:shd',
    'w:fitText',
    'w:vertAlign',
    'w:rtl',
    'w:cs',
    'w:em',
    'w:lang',
    'w:eastAsianLayout',
    'w:specVanish',
    'w:oMath',
  ],
  'w:tblPr': [
    'w:tblStyle',
    'w:tblpPr',
    'w:tblOverlap',
    'w:bidiVisual',
    'w:tblStyleRowBandSize',
    'w:tblStyleColBandSize',
    'w:tblW',
    'w:jc',
    'w:tblCellSpacing',
    'w:tblInd',
    'w:tblBorders',
    'w:shd',
    'w:tblLayout',
    'w:tblCellMar',
    'w:tblLook',
    'w:tblCaption',
    'w:tblDescription',
  ],
  'w:tcPr': [
    'w:cnfStyle',
    'w:tcW',
    'w:gridSpan',
    'w:hMerge',
    'w:vMerge',
    'w:tcBorders',
    'w:shd',
    'w:noWrap',
    'w:tcMar',
    'w:textDirection',
    'w:tcFitText',
    'w:vAlign',
    'w:hideMark',
  ],
  'w:style': [
    'w:name',
    'w:aliases',
    'w:basedOn',
    'w:next',
    'w:link',
    'w:autoRedefine',
    'w:hidden',
    'w:uiPriority',
    'w:semiHidden',
    'w:unhideWhenUsed',
    'w:qFormat',
    'w:locked',
    'w:personal',
    'w:personalCompose',
    'w:personalReply',
    'w:rsid',
    'w:pPr',
    'w:rPr',
    'w:tblPr',
    'w:trPr',
    'w:tcPr',
    'w:tblStylePr',
  ],
};

/** Every element whose children are not in the order of the schema, with their names. */
export function orderFaults(element: Element): readonly string[] {
  const order = SCHEMA_ORDER[element.name];
  const places = order === undefined ? [] : element.children.map(({ name }) => order.indexOf(name));
  const isRight = places.every((place, index) => place >= 0 && (index === 0 || place > (places[index - 1] ?? 0)));
  return [
    ...(isRight ? [] : [`${element.name}: ${element.children.map(({ name }) => name).join(' ')}`]),
    ...element.children.flatMap(orderFaults),
  ];
}
