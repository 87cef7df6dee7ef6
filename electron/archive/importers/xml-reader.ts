import { SaxesParser, type SaxesTagPlain } from 'saxes';

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

/** Namespaces in force by prefix. The parser's own search for them takes ever longer the deeper a file nests. */
type Scope = ReadonlyMap<string, string>;

function scopeOf(tag: SaxesTagPlain, outer: Scope): Scope {
  let scope: Map<string, string> | null = null;
  for (const [name, value] of Object.entries(tag.attributes)) {
    if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue;
    scope ??= new Map(outer);
    scope.set(name === 'xmlns' ? '' : name.slice(6), value);
  }
  return scope ?? outer;
}

function usualName(name: string, scope: Scope, isAttribute: boolean): string {
  const colon = name.indexOf(':');
  if (colon < 0 && isAttribute) return name;
  const written = name.slice(0, Math.max(0, colon));
  const prefix = usualPrefix(scope.get(written) ?? '', written);
  const local = name.slice(colon + 1);
  return prefix === '' ? local : `${prefix}:${local}`;
}

function toElement(tag: SaxesTagPlain, scope: Scope): XmlElement {
  const attributes = new Map<string, string>();
  for (const [name, value] of Object.entries(tag.attributes)) attributes.set(usualName(name, scope, true), value);
  return { name: usualName(tag.name, scope, false), attributes };
}

/**
 * Reads an XML part from end to end without building a tree: nesting costs nothing. No entity but those of XML
 * itself is known, and nothing is loaded. Throws XmlError where it is not well formed.
 */
export function readXml(xml: string, listener: XmlListener): void {
  const parser = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false });
  const open: XmlElement[] = [];
  const scopes: Scope[] = [new Map()];
  parser.on('opentag', (tag) => {
    const scope = scopeOf(tag, scopes.at(-1) ?? new Map());
    scopes.push(scope);
    const element = toElement(tag, scope);
    open.push(element);
    listener.open(element);
  });
  parser.on('text', (text) => listener.text(text));
  parser.on('cdata', (text) => listener.text(text));
  parser.on('closetag', () => {
    scopes.pop();
    const element = open.pop();
    if (element) listener.close(element);
  });
  parser.on('error', (error) => {
    throw new XmlError(error.message);
  });
  parser.write(xml).close();
}
