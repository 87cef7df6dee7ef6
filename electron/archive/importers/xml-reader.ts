import { SaxesParser, type SaxesTagNS } from 'saxes';

/** An element of an XML part: its name with the usual prefix of its namespace, and its attributes likewise. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
}

/** What is told of an XML part as it is read. */
export interface XmlListener {
  open(element: XmlElement): void;
  text(text: string): void;
  close(element: XmlElement): void;
}

/** XML that is not well formed. */
export class XmlError extends Error {}

const ODF = 'urn:oasis:names:tc:opendocument:xmlns:';

/** Prefix under which names are told: files may choose others. */
function usualPrefix(uri: string, prefix: string): string {
  if (uri.startsWith(ODF)) {
    const name = uri.slice(ODF.length).replace(/:1\.0$/, '');
    return name === 'drawing' ? 'draw' : name.replace('xsl-fo-compatible', 'fo').replace('svg-compatible', 'svg');
  }
  if (uri === 'http://www.w3.org/1999/xlink') return 'xlink';
  if (uri === 'http://purl.org/dc/elements/1.1/') return 'dc';
  return prefix;
}

function toElement(tag: SaxesTagNS): XmlElement {
  const attributes = new Map<string, string>();
  for (const attribute of Object.values(tag.attributes)) {
    const prefix = usualPrefix(attribute.uri, attribute.prefix);
    attributes.set(prefix === '' ? attribute.local : `${prefix}:${attribute.local}`, attribute.value);
  }
  const prefix = usualPrefix(tag.uri, tag.prefix);
  return { name: prefix === '' ? tag.local : `${prefix}:${tag.local}`, attributes };
}

/**
 * Reads an XML part from end to end without building a tree: nesting costs nothing. No entity but those of XML
 * itself is known, and nothing is loaded. Throws XmlError where it is not well formed.
 */
export function readXml(xml: string, listener: XmlListener): void {
  const parser = new SaxesParser<{ xmlns: true; position: false }>({ xmlns: true, position: false });
  const open: XmlElement[] = [];
  parser.on('opentag', (tag) => {
    const element = toElement(tag);
    open.push(element);
    listener.open(element);
  });
  parser.on('text', (text) => listener.text(text));
  parser.on('cdata', (text) => listener.text(text));
  parser.on('closetag', () => {
    const element = open.pop();
    if (element) listener.close(element);
  });
  parser.on('error', (error) => {
    throw new XmlError(error.message);
  });
  parser.write(xml).close();
}
