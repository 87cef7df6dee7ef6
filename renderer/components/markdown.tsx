import DOMPurify from 'dompurify';
import { Marked, type Tokens } from 'marked';
import { useLayoutEffect, useRef } from 'react';
import styles from './markdown.module.css';

/** Longer texts are shown as they are written: laying them out could hold up the window. */
const LONGEST = 20_000;
/** So are texts with this many marks of a quote or a list at the beginning of a line: they nest as deep. */
const DEEPEST = /^(?:[ \t]*[>*+-]){24}/m;

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

const marked = new Marked({
  gfm: true,
  breaks: true,
  async: false,
  renderer: {
    // What is written as HTML is shown as it is written.
    html: ({ text }: Tokens.HTML | Tokens.Tag) => escaped(text),
    image: ({ text, href }: Tokens.Image) => `<code>${escaped(`[Picture: ${text === '' ? href : text}]`)}</code>`,
    // A link is seen, with its address, but leads nowhere: nothing is fetched from a note.
    link({ tokens, href }: Tokens.Link) {
      const words = this.parser.parseInline(tokens);
      const address = escaped(href);
      return words === address || `mailto:${words}` === address
        ? `<u title="${address}">${words}</u>`
        : `<u title="${address}">${words}</u> <small>(${address})</small>`;
    },
    // A note stands below a heading of its own.
    heading({ tokens }: Tokens.Heading) {
      return `<p><strong>${this.parser.parseInline(tokens)}</strong></p>`;
    },
    checkbox: ({ checked }: Tokens.Checkbox) => (checked ? '☑ ' : '☐ '),
  },
});

const ALLOWED_TAGS = [
  ...['p', 'br', 'hr', 'em', 'strong', 'del', 'code', 'pre', 'blockquote', 'ul', 'ol', 'li', 'u', 'small'],
  ...['table', 'thead', 'tbody', 'tr', 'th', 'td', '#text'],
];

/** The Markdown as HTML that holds words and their arrangement alone: no HTML of its own, no pictures, no links. */
export function renderMarkdown(text: string): DocumentFragment {
  const isPlain = text.length > LONGEST || DEEPEST.test(text);
  const html = isPlain ? `<pre>${escaped(text)}</pre>` : String(marked.parse(text));
  return DOMPurify.sanitize(html, { ALLOWED_TAGS, ALLOWED_ATTR: ['title', 'start'], RETURN_DOM_FRAGMENT: true });
}

/** Nothing in it that Markdown could read as a mark, a list, a link or a tag. */
const WITHOUT_MARKS = /^(?:(?!\d)[\p{L}\p{N} ,.;:?'’“”()…–]*(?:\n|$))*$/u;

/** The words of the Markdown in one line, without its marks. */
export function markdownWords(text: string): string {
  // Most notes are plain sentences; a card flying by has no time for a parser.
  const isPlain = text.length < 1000 && !/:\/\/|www\./i.test(text) && WITHOUT_MARKS.test(text);
  if (isPlain) return text.replace(/\s+/g, ' ').trim();
  const words = renderMarkdown(text);
  for (const end of words.querySelectorAll('br')) end.replaceWith(' ');
  return (words.textContent ?? '').replace(/\s+/g, ' ').trim();
}

/** Markdown as it is read. */
export function Markdown({ text }: { readonly text: string }) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => box.current?.replaceChildren(renderMarkdown(text)), [text]);
  return <div ref={box} className={styles.markdown} />;
}
