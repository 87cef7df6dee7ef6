/// <reference path="./citeproc.d.ts" />
import type { CitationElement } from 'citeproc';
import { SaxesParser } from 'saxes';
import { ArchiveError } from '../errors.ts';

/** A style of citation as its .csl file describes it. */
export interface StyleFile {
  /** Last part of the address that names it, as a file would be called: "apa", "chicago-author-date". */
  readonly id: string;
  readonly title: string;
  readonly kind: 'note' | 'in-text';
  /** Language that the style wants whatever the reader's is, or null. */
  readonly locale: string | null;
  /** The whole file; read only. */
  readonly root: CitationElement;
}

const CSL_NAMESPACE = 'http://purl.org/net/xbiblio/csl';
/** The largest styles that people use have about 100,000 characters. */
const MOST_CHARACTERS = 2_000_000;
const DEEPEST = 100;
/** Elements once every macro stands where it is called: APA has about 10,000. A small file can ask for billions. */
const MOST_STEPS = 500_000;

/** Reserved for marking forms of text: see report-format.ts. */
const RESERVED = /[\ue000-\ue01f]/g;

/** Every element of CSL 1.0.2, and of the extension for jurisdictions. */
const KNOWN_ELEMENTS = new Set(
  (
    'style locale info title title-short id link author contributor translator category issn eissn issnl published ' +
    'updated summary rights name email uri terms term single multiple date date-part style-options macro citation ' +
    'bibliography intext sort key layout text number label names name-part et-al substitute group choose if else-if ' +
    'else institution institution-part conditions condition'
  ).split(' '),
);

interface MutableElement {
  readonly name: string;
  readonly attrs: Record<string, string>;
  readonly children: (MutableElement | string)[];
}

/**
 * Reads a .csl file and checks that it can be worked with. Throws `corrupt` for what is no style, `unsupported` for a
 * dependent style and `too-large` for one beyond the limits; the message says what is wrong and where.
 */
export function readStyle(xml: string): StyleFile {
  const root = readElements(xml, 'style');
  const info = elementsOf(root, 'info')[0];
  const title = info === undefined ? '' : textOf(elementsOf(info, 'title')[0]);
  const parent = (info === undefined ? [] : elementsOf(info, 'link')).find(
    ({ attrs }) => attrs.rel === 'independent-parent',
  );
  if (parent !== undefined) {
    throw new ArchiveError(
      'unsupported',
      `“${title}” is a dependent style: it holds no rules and only points to ${parent.attrs.href ?? 'another style'}. Add the file of that style instead.`,
    );
  }
  if (title === '') throw fault('it has no <title> in its <info>');
  const styleClass = root.attrs.class;
  if (styleClass !== 'note' && styleClass !== 'in-text') {
    throw fault('the attribute class of <style> must be “note” or “in-text”');
  }
  requireLayout(root, 'citation', true);
  requireLayout(root, 'bibliography', false);
  requireMacros(root);
  const address = info === undefined ? '' : textOf(elementsOf(info, 'id')[0]);
  return {
    id: idOf(address === '' ? title : address),
    title,
    kind: styleClass,
    locale: root.attrs['default-locale'] ?? null,
    root,
  };
}

/** Reads a file of terms in one language (locales-en-US.xml). Throws `corrupt`. */
export function readLocale(xml: string): CitationElement {
  return readElements(xml, 'locale');
}

/** A copy to be written into. */
export function copyElement(element: CitationElement): CitationElement {
  return {
    name: element.name,
    attrs: { ...element.attrs },
    children: element.children.map((child) => (typeof child === 'string' ? child : copyElement(child))),
  };
}

function readElements(xml: string, rootName: 'style' | 'locale'): CitationElement {
  if (xml.length > MOST_CHARACTERS) {
    throw new ArchiveError(
      'too-large',
      `The style has ${xml.length.toLocaleString('en-US')} characters; ${MOST_CHARACTERS.toLocaleString('en-US')} is the most.`,
    );
  }
  const parser = new SaxesParser({ xmlns: true });
  const open: MutableElement[] = [];
  let root: MutableElement | null = null;
  /** Elements of other namespaces, and what is in them, are passed over. */
  let foreign = 0;
  parser.on('error', (error) => {
    throw fault(`it is not well-formed XML (line ${parser.line}, column ${parser.column}: ${error.message})`);
  });
  parser.on('opentag', ({ local, uri, attributes }) => {
    if (foreign > 0 || uri !== CSL_NAMESPACE) {
      if (root === null) {
        throw fault(`it begins with <${local}> where a style begins with <style xmlns="${CSL_NAMESPACE}">`);
      }
      foreign += 1;
      return;
    }
    if (root === null && local !== rootName) {
      throw fault(`it begins with <${local}> where <${rootName}> is expected`);
    }
    if (!KNOWN_ELEMENTS.has(local)) {
      throw fault(`line ${parser.line} has the element <${local}>, which the Citation Style Language does not know`);
    }
    if (open.length >= DEEPEST) throw fault(`its elements are nested more than ${DEEPEST} deep (line ${parser.line})`);
    const attrs: Record<string, string> = {};
    for (const { name, value } of Object.values(attributes)) {
      // citeproc makes a regular expression of the words here, which no style of CSL has.
      if (name !== 'skip-words' && !name.startsWith('xmlns')) attrs[name] = value.replace(RESERVED, '');
    }
    const element: MutableElement = { name: local, attrs, children: [] };
    open.at(-1)?.children.push(element);
    open.push(element);
    root ??= element;
  });
  parser.on('text', (text) => {
    const element = open.at(-1);
    if (foreign === 0 && element !== undefined) element.children.push(text.replace(RESERVED, ''));
  });
  parser.on('cdata', (text) => {
    open.at(-1)?.children.push(text.replace(RESERVED, ''));
  });
  parser.on('closetag', () => {
    if (foreign > 0) {
      foreign -= 1;
      return;
    }
    const element = open.pop();
    if (element !== undefined) settleText(element);
  });
  parser.write(xml).close();
  if (root === null) throw fault('it is empty');
  return root;
}

/** White space between elements goes; the text of an element becomes one piece; terms have a text, if an empty one. */
function settleText(element: MutableElement): void {
  const { children } = element;
  const elements = children.filter((child) => typeof child !== 'string');
  if (elements.length > 0) {
    children.splice(0, children.length, ...elements);
    return;
  }
  const text = children.join('');
  const isTerm = ['term', 'single', 'multiple'].includes(element.name);
  children.splice(0, children.length, ...(text.trim() !== '' ? [text.trim()] : isTerm ? [''] : []));
}

function requireLayout(root: CitationElement, name: 'citation' | 'bibliography', isNeeded: boolean): void {
  const parts = elementsOf(root, name);
  const part = parts[0];
  if (parts.length > 1) throw fault(`it has more than one <${name}>`);
  if (part === undefined) {
    if (isNeeded) throw fault(`it has no <${name}>, the rules for what is cited`);
    return;
  }
  if (elementsOf(part, 'layout').length !== 1) throw fault(`its <${name}> must have one <layout>`);
}

/** Refuses macros that are missing, call each other in a circle, or come to too much. */
function requireMacros(root: CitationElement): void {
  const macros = new Map(elementsOf(root, 'macro').map((macro) => [macro.attrs.name ?? '', macro]));
  const steps = new Map<string, number | 'open'>();
  const stepsOfMacro = (name: string, caller: string): number => {
    const known = steps.get(name);
    if (known === 'open') throw fault(`its macro “${name}” calls itself`);
    if (known !== undefined) return known;
    const macro = macros.get(name);
    if (macro === undefined) throw fault(`${caller} calls the macro “${name}”, which is not there`);
    steps.set(name, 'open');
    const count = stepsOf(macro, `the macro “${name}”`);
    steps.set(name, count);
    return count;
  };
  const stepsOf = (element: CitationElement, caller: string): number => {
    let count = 1;
    const called = element.name === 'text' || element.name === 'key' ? element.attrs.macro : undefined;
    if (called !== undefined) count += stepsOfMacro(called, caller);
    for (const child of element.children) if (typeof child !== 'string') count += stepsOf(child, caller);
    if (count > MOST_STEPS) {
      throw new ArchiveError('too-large', 'The style calls so many macros within macros that it would never end.');
    }
    return count;
  };
  for (const name of ['citation', 'bibliography']) {
    for (const part of elementsOf(root, name)) stepsOf(part, `its <${name}>`);
  }
}

const elementsOf = (element: CitationElement, name: string): readonly CitationElement[] =>
  element.children.flatMap((child) => (typeof child !== 'string' && child.name === name ? [child] : []));

function textOf(element: CitationElement | undefined): string {
  const text = element?.children[0];
  return typeof text === 'string' ? text.replace(/\s+/g, ' ') : '';
}

function idOf(address: string): string {
  const last = address.split(/[/#:]/).filter(Boolean).at(-1) ?? '';
  const id = last
    .toLowerCase()
    .replace(/\.csl$/, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return id.slice(0, 80) || 'style';
}

function fault(what: string): ArchiveError {
  return new ArchiveError(
    'corrupt',
    `This is no citation style that can be used: ${what}. Take the file from where it came once more.`,
  );
}
