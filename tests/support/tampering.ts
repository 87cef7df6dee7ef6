import { createHash } from 'node:crypto';
import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate';

/** Numbers from 0 up to 1, the same for the same seed. */
export type Random = () => number;

/** A source of numbers (mulberry32). */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** One of a list; throws if it is empty. */
export function pick<T>(random: Random, list: readonly T[]): T {
  const one = list[Math.floor(random() * list.length)];
  if (one === undefined) throw new Error('There is nothing to choose from.');
  return one;
}

/** A list in another order. */
export function shuffled<T>(random: Random, list: readonly T[]): readonly T[] {
  return list
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

const OTHER_WORDS = ['always', 'seldom', 'federal', 'nobody', 'gladly', '72', 'Nevada', 'twelve', 'harbor', 'may'];
const NEGATOR = /(?<![\p{L}’'])(?:not|no|never|neither|nor|cannot|unless|without|declines?|only)(?![\p{L}’'])\s?/iu;

/** The words with one of them put as another. */
export function alterWord(random: Random, words: string): string {
  const all = [...words.matchAll(/[\p{L}\p{N}]+(?:[’'-][\p{L}\p{N}]+)*/gu)];
  const { 0: word, index } = pick(random, all);
  const fitting = OTHER_WORDS.filter((other) => other.toLowerCase() !== word.toLowerCase());
  return words.slice(0, index) + pick(random, fitting) + words.slice(index + word.length);
}

/** The words without a negation or limit; null if they have none. */
export function dropNegation(words: string): string | null {
  const found = NEGATOR.exec(words);
  return found === null ? null : words.slice(0, found.index) + words.slice(found.index + found[0].length);
}

/** Sets the words at marks of a document to others; `null` keeps them. Throws if a mark is not there. */
export type SetWords = (bytes: Uint8Array, words: ReadonlyMap<string, string>) => Uint8Array;

/** Changes parts of a ZIP. */
export function editZip(bytes: Uint8Array, edit: (parts: Map<string, Uint8Array>) => void): Uint8Array {
  const parts = new Map(Object.entries(unzipSync(bytes)));
  edit(parts);
  const files: Zippable = {};
  for (const [name, part] of parts) files[name] = [part, { mtime: new Date(1990, 0, 1) }];
  return zipSync(files, { level: 1 });
}

function editText(parts: Map<string, Uint8Array>, name: string, change: (text: string) => string): void {
  const part = parts.get(name);
  if (part === undefined) throw new Error(`There is no ${name}.`);
  parts.set(name, strToU8(change(strFromU8(part))));
}

const MAIN = 'word/document.xml';

/** Sets the words in bookmarks of a Word document. */
export const setDocxWords: SetWords = (bytes, words) =>
  editZip(bytes, (parts) =>
    editText(parts, MAIN, (xml) => [...words].reduce((text, [mark, to]) => setBookmark(text, mark, to), xml)),
  );

function setBookmark(xml: string, mark: string, words: string): string {
  const start = new RegExp(`<w:bookmarkStart\\b[^>]*w:name="${mark}"[^>]*/>`, 'u').exec(xml);
  const id = start === null ? null : /w:id="([^"]*)"/u.exec(start[0])?.[1];
  if (start === null || id === undefined || id === null) throw new Error(`There is no bookmark ${mark}.`);
  const from = start.index + start[0].length;
  const end = new RegExp(`<w:bookmarkEnd\\b[^>]*w:id="${id}"[^>]*/>`, 'u').exec(xml.slice(from));
  if (end === null) throw new Error(`The bookmark ${mark} does not end.`);
  let isFirst = true;
  const inner = xml.slice(from, from + end.index).replace(/(<w:t\b[^>]*>)[^<]*(<\/w:t>)/gu, (_whole, open, close) => {
    const text = isFirst ? escapeXml(words) : '';
    isFirst = false;
    return `${open}${text}${close}`;
  });
  if (isFirst) throw new Error(`The bookmark ${mark} holds no words.`);
  return xml.slice(0, from) + inner + xml.slice(from + end.index);
}

/** Sets the words in elements of a web page. */
export const setHtmlWords: SetWords = (bytes, words) =>
  strToU8(
    [...words].reduce((html, [mark, to]) => {
      const element = new RegExp(`(<span[^>]* id="${mark}"[^>]*>)([^<]*)(</span>)`, 'u');
      if (!element.test(html)) throw new Error(`There is no element ${mark}.`);
      return html.replace(element, (_whole, open, _words, close) => `${open}${escapeXml(to)}${close}`);
    }, strFromU8(bytes)),
  );

const escapeXml = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

/** Hides one word of the words at a mark of a document by what the format has for it. Throws if the mark is not there. */
export type HideWord = (bytes: Uint8Array, mark: string, random: Random) => Uint8Array;

/** Some words in three: what stands before one of them, it, and the rest. */
function aroundWord(random: Random, words: string): readonly [string, string, string] {
  const { 0: word, index } = pick(random, [...words.matchAll(/[\p{L}\p{N}]{2,}(?:[’'-][\p{L}\p{N}]+)*/gu)]);
  return [words.slice(0, index), word, words.slice(index + word.length)];
}

const HIDDEN_IN_HTML = [
  'style="display:none"',
  'style="visibility:hidden"',
  'style="font-size:0"',
  'hidden',
  'class="not-shown"',
];

/** Hides a word of a quote in a web page, by an attribute or a style sheet. */
export const hideHtmlWord: HideWord = (bytes, mark, random) => {
  const html = strFromU8(bytes);
  const element = new RegExp(`(<span[^>]* id="${mark}"[^>]*>)([^<]*)(</span>)`, 'u');
  if (!element.test(html)) throw new Error(`There is no element ${mark}.`);
  const changed = html.replace(element, (_whole, open: string, words: string, close: string) => {
    // Signs like &amp; are no words.
    const [before, word, after] = aroundWord(random, words.replace(/&(?=\w+;)/gu, '\u0000'));
    return `${open}${before}<i ${pick(random, HIDDEN_IN_HTML)}>${word}</i>${after}${close}`.replaceAll('\u0000', '&');
  });
  return strToU8(changed.replace('</head>', '<style>.not-shown{display:none}</style></head>'));
};

/** Hides a word of a quote in a Word document. */
export const hideDocxWord: HideWord = (bytes, mark, random) =>
  editZip(bytes, (parts) =>
    editText(parts, MAIN, (xml) => {
      const start = new RegExp(`<w:bookmarkStart\\b[^>]*w:name="${mark}"[^>]*/>`, 'u').exec(xml);
      if (start === null) throw new Error(`There is no bookmark ${mark}.`);
      const from = start.index + start[0].length;
      const text = /(<w:r\b[^>]*>)(<w:rPr>.*?<\/w:rPr>|)<w:t\b[^>]*>([^<]*)<\/w:t><\/w:r>/u;
      const hidden = xml.slice(from).replace(text, (_whole, open: string, form: string, words: string) => {
        const [before, word, after] = aroundWord(random, words.replace(/&(?=\w+;)/gu, '\u0000'));
        const run = (of: string, with_: string): string => `${open}${with_}<w:t xml:space="preserve">${of}</w:t></w:r>`;
        const gone = `<w:rPr>${form.replace(/<\/?w:rPr>/gu, '')}<w:vanish/></w:rPr>`;
        return `${run(before, form)}${run(word, gone)}${run(after, form)}`.replaceAll('\u0000', '&');
      });
      return xml.slice(0, from) + hidden;
    }),
  );

/** Hides a word of a quote in the documents of an evidence package and makes its checksums fit again. */
export const hidePackageWord: HideWord = (bytes, mark, random) =>
  editZip(bytes, (parts) => {
    for (const [name, part] of parts) {
      if (/\/data\/briefing\/[^/]+\.docx$/u.test(name)) parts.set(name, hideDocxWord(part, mark, random));
      if (/\/data\/briefing\/[^/]+\.html$/u.test(name)) parts.set(name, hideHtmlWord(part, mark, random));
    }
    fitChecksums(parts);
  });

/** Sets the words in the documents of an evidence package and makes its checksums fit again. */
export const setPackageWords: SetWords = (bytes, words) =>
  editZip(bytes, (parts) => {
    for (const [name, part] of parts) {
      if (/\/data\/briefing\/[^/]+\.docx$/u.test(name)) parts.set(name, setDocxWords(part, words));
      if (/\/data\/briefing\/[^/]+\.html$/u.test(name)) parts.set(name, setHtmlWords(part, words));
    }
    fitChecksums(parts);
  });

/** Puts other bytes in the place of an original of an evidence package and makes its checksums fit again. */
export function replaceOriginal(bytes: Uint8Array, sha256: string, by: Uint8Array): Uint8Array {
  return editZip(bytes, (parts) => {
    const name = [...parts.keys()].find(
      (each) => each.includes('/data/originals/') && hashOf(parts.get(each) ?? new Uint8Array()) === sha256,
    );
    if (name === undefined) throw new Error(`No original has the hash ${sha256}.`);
    parts.set(name, by);
    fitChecksums(parts);
  });
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** A bag that was altered with care: its manifests and its sum are those of what is in it. */
function fitChecksums(parts: Map<string, Uint8Array>): void {
  const base = [...parts.keys()].find((name) => name.endsWith('/bagit.txt'))?.replace(/bagit\.txt$/u, '') ?? '';
  const payload = [...parts].filter(([name]) => name.startsWith(`${base}data/`) && !name.endsWith('/'));
  const bytes = payload.reduce((sum, [, part]) => sum + part.length, 0);
  editText(parts, `${base}bag-info.txt`, (text) =>
    text.replace(/^Payload-Oxum: .*$/mu, `Payload-Oxum: ${bytes}.${payload.length}`),
  );
  for (const name of [...parts.keys()]
    .filter((each) => each.startsWith(`${base}manifest-`))
    .concat([...parts.keys()].filter((each) => each.startsWith(`${base}tagmanifest-`)))) {
    const algorithm = /manifest-(\w+)\.txt$/u.exec(name)?.[1] ?? 'sha256';
    editText(parts, name, (text) =>
      text.replace(/^([0-9a-f]+)(\s+\*?)(.+)$/gmu, (line, _sum, gap, path: string) => {
        const part = parts.get(base + decodePath(path));
        return part === undefined ? line : `${createHash(algorithm).update(part).digest('hex')}${gap}${path}`;
      }),
    );
  }
}

const decodePath = (path: string): string => path.replace(/%0D/giu, '\r').replace(/%0A/giu, '\n').replace(/%25/gu, '%');

/** Changes that leave a Word document the same for its reader, or nearly so. */
export const HARMLESS: readonly {
  readonly name: string;
  /** The evidence is only in the archive then. */
  readonly needsArchive?: boolean;
  readonly apply: (bytes: Uint8Array) => Uint8Array;
}[] = [
  { name: 'as it is', apply: (bytes) => bytes },
  {
    name: 'straight quotation marks',
    apply: (bytes) => inWords(bytes, (text) => text.replace(/[“”]/g, '&quot;').replace(/[‘’]/g, '&apos;')),
  },
  { name: 'hard spaces', apply: (bytes) => inWords(bytes, (text) => text.replace(/(\p{L}) (\p{L})/gu, '$1\u00a0$2')) },
  {
    name: 'soft hyphens',
    apply: (bytes) => inWords(bytes, (text) => text.replace(/(\p{L}{4})(\p{L}{4})/gu, '$1\u00ad$2')),
  },
  { name: 'runs split', apply: (bytes) => inMain(bytes, splitRuns) },
  {
    name: 'bookmarks dropped',
    apply: (bytes) => inMain(bytes, (xml) => xml.replace(/<w:bookmark(?:Start|End)\b[^>]*\/>/gu, '')),
  },
  {
    name: 'bookmarks renamed',
    apply: (bytes) => inMain(bytes, (xml) => xml.replace(/w:name="Quote_/gu, 'w:name="OLE_LINK')),
  },
  {
    name: 'evidence dropped',
    needsArchive: true,
    apply: (bytes) =>
      editZip(bytes, (parts) => {
        for (const name of [...parts.keys()]) if (name.startsWith('customXml/')) parts.delete(name);
        editText(parts, '[Content_Types].xml', (xml) => xml.replace(/<Override[^>]*customXml[^>]*\/>/gu, ''));
        editText(parts, 'word/_rels/document.xml.rels', (xml) =>
          xml.replace(/<Relationship [^>]*customXml[^>]*\/>/gu, ''),
        );
      }),
  },
];

const inMain = (bytes: Uint8Array, change: (xml: string) => string): Uint8Array =>
  editZip(bytes, (parts) => editText(parts, MAIN, change));

const inWords = (bytes: Uint8Array, change: (text: string) => string): Uint8Array =>
  inMain(bytes, (xml) =>
    xml.replace(/(<w:t\b[^>]*>)([^<]*)(<\/w:t>)/gu, (_whole, open, text, close) => `${open}${change(text)}${close}`),
  );

/** Every run of words in two, in the middle of a word if need be, as spelling checks leave them. */
const splitRuns = (xml: string): string =>
  xml.replace(
    /<w:r>((?:<w:rPr>(?:(?!<\/w:rPr>).)*<\/w:rPr>)?)<w:t( [^>]*)?>([^<&]{8,})<\/w:t><\/w:r>/gu,
    (_whole, form: string, _space, text: string) => {
      const middle = Math.floor(text.length / 2);
      const run = (words: string): string => `<w:r>${form}<w:t xml:space="preserve">${words}</w:t></w:r>`;
      return `${run(text.slice(0, middle))}<w:proofErr w:type="spellStart"/>${run(text.slice(middle))}`;
    },
  );
