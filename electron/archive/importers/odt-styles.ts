import { readXml, type XmlElement } from './xml-reader.ts';

/** How a paragraph is shown. */
export type ParagraphLook = 'h1' | 'h2' | 'h3' | 'h4' | 'h5' | 'h6' | 'blockquote' | 'pre' | 'p';

interface Style {
  readonly parent: string | null;
  /** Outline level that makes its paragraphs headings, or null. */
  readonly level: number | null;
  /** Elements that show its characters: b, i, u, s, sup, sub. */
  readonly marks: Set<string>;
}

/** Parents of styles are followed no further. */
const MAX_PARENTS = 20;

const NAMED: readonly (readonly [RegExp, ParagraphLook])[] = [
  [/^Title$/, 'h1'],
  [/^Subtitle$/, 'h2'],
  [/^(?:Quotations|Quote|Intense_20_Quote|Quotation)$/, 'blockquote'],
  [/^(?:Preformatted_20_Text|HTML_20_Preformatted)$/, 'pre'],
];

/** Styles of an OpenDocument text by name, as far as they tell headings, lists and marked characters. */
export class OdtStyles {
  private readonly styles = new Map<string, Style>();
  /** Names of list styles to the levels that are numbered. */
  private readonly lists = new Map<string, Set<number>>();

  /** Reads the styles that an XML part (content.xml, styles.xml) defines. Throws XmlError. */
  read(xml: string): void {
    let style: Style | null = null;
    let list: Set<number> | null = null;
    readXml(xml, {
      open: (element) => {
        const { name, attributes } = element;
        if (name === 'style:style') style = this.addStyle(element);
        else if (name === 'style:text-properties' && style) addMarks(style, attributes);
        else if (name === 'text:list-style') {
          list = new Set();
          this.lists.set(attributes.get('style:name') ?? '', list);
        } else if (name === 'text:list-level-style-number') {
          if (attributes.get('style:num-format')) list?.add(Number(attributes.get('text:level')));
        }
      },
      text: () => undefined,
      close: ({ name }) => {
        if (name === 'style:style') style = null;
        else if (name === 'text:list-style') list = null;
      },
    });
  }

  private addStyle({ attributes }: XmlElement): Style {
    const level = Number(attributes.get('style:default-outline-level') || Number.NaN);
    const style: Style = {
      parent: attributes.get('style:parent-style-name') ?? null,
      level: Number.isInteger(level) ? level : null,
      marks: new Set(),
    };
    this.styles.set(key(attributes.get('style:family') ?? '', attributes.get('style:name') ?? ''), style);
    return style;
  }

  /** A style and what it builds on, the nearest first. */
  private *lineage(family: string, name: string): Generator<readonly [string, Style | undefined]> {
    let next: string | null = name;
    for (let i = 0; next !== null && i < MAX_PARENTS; i++) {
      const style: Style | undefined = this.styles.get(key(family, next));
      yield [next, style];
      next = style?.parent ?? null;
    }
  }

  /** How paragraphs of a style are shown. */
  paragraphLook(name: string): ParagraphLook {
    for (const [each, style] of this.lineage('paragraph', name)) {
      const named = NAMED.find(([pattern]) => pattern.test(each))?.[1];
      if (named) return named;
      const level = style?.level ?? Number(/^Heading_20_(\d)$/.exec(each)?.[1] ?? 0);
      if (level > 0) return headingOf(level);
    }
    return 'p';
  }

  /** Elements around characters of a text style. */
  marksOf(name: string): readonly string[] {
    return [...(this.styles.get(key('text', name))?.marks ?? [])];
  }

  /** Whether lists of a style are numbered at a level, counted from 1. */
  isNumbered(name: string, level: number): boolean {
    return this.lists.get(name)?.has(level) ?? false;
  }
}

const key = (family: string, name: string): string => `${family} ${name}`;

/** The element of a heading of an outline level, counted from 1. */
export function headingOf(level: number): ParagraphLook {
  const looks = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'] as const;
  return looks[Math.min(Math.max(level, 1), 6) - 1] ?? 'h6';
}

function addMarks(style: Style, attributes: ReadonlyMap<string, string>): void {
  const value = (name: string) => attributes.get(name) ?? '';
  if (/^(?:bold|[6-9]00)$/.test(value('fo:font-weight'))) style.marks.add('strong');
  if (/^(?:italic|oblique)$/.test(value('fo:font-style'))) style.marks.add('em');
  if (value('style:text-underline-style') && value('style:text-underline-style') !== 'none') style.marks.add('u');
  if (value('style:text-line-through-style') && value('style:text-line-through-style') !== 'none') style.marks.add('s');
  const position = value('style:text-position');
  if (/^(?:super|[1-9])/.test(position)) style.marks.add('sup');
  else if (/^(?:sub|-)/.test(position)) style.marks.add('sub');
}
