/** What XML 1.0 cannot hold: control characters but tab and line ends, halves of surrogate pairs, what is no character. */
const UNWRITABLE = /[^\P{Cc}\t\n\r]|\p{Cs}|[\ufffe\uffff]/gu;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // Written as they are, readers make them line feeds or, in attributes, spaces.
  '\r': '&#13;',
  '\n': '&#10;',
  '\t': '&#9;',
};

/** Text as the content of an element. */
function xmlText(text: string): string {
  return text.replace(UNWRITABLE, '').replace(/[&<>\r]/g, (char) => ENTITIES[char] ?? char);
}

/** An attribute with a space before it; nothing for one without a value. */
function xmlAttribute(name: string, value: string | number | boolean | null | undefined): string {
  if (value === null || value === undefined) return '';
  const written = String(value)
    .replace(UNWRITABLE, '')
    .replace(/[&<>"\r\n\t]/g, (char) => ENTITIES[char] ?? char);
  return ` ${name}="${written}"`;
}

type Attributes = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** An element with its attributes and with what is in it, which must be XML already. */
export function xmlElement(name: string, attributes: Attributes, content: string | readonly string[] = ''): string {
  const start = `<${name}${Object.entries(attributes)
    .map(([key, value]) => xmlAttribute(key, value))
    .join('')}`;
  const inner = typeof content === 'string' ? content : content.join('');
  return inner === '' ? `${start}/>` : `${start}>${inner}</${name}>`;
}

/** An element that holds text; nothing if there is none. */
export function xmlTextElement(name: string, text: string): string {
  return text === '' ? '' : xmlElement(name, {}, xmlText(text));
}
