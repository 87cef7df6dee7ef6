import type { InlineNode, TextNode } from './briefing-body.ts';
import type { ReportText } from './report.ts';

/** Written words with their forms. */
export function reportText({ text, marks = [] }: TextNode): ReportText {
  const link = marks.find((mark) => mark.type === 'link');
  return {
    text,
    ...(marks.some(({ type }) => type === 'bold') ? { bold: true } : {}),
    ...(marks.some(({ type }) => type === 'italic') ? { italic: true } : {}),
    ...(link === undefined ? {} : { href: link.attrs.href }),
  };
}

/** The plain words of inline content, without quotes and notes. */
export function plainText(content: readonly InlineNode[] | undefined): string {
  return (content ?? [])
    .map((node) => (node.type === 'text' ? node.text : node.type === 'hardBreak' ? '\n' : ''))
    .join('');
}
