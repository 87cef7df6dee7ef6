import { strFromU8, type UnzipFileInfo, unzipSync } from 'fflate';
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { type Evidence, evidenceSchema } from '../domain/evidence.ts';
import { ArchiveError } from '../errors.ts';
import { hiddenStylesOf, readDocxText } from './docx-text.ts';

/** Namespace of the part of a DOCX that holds the evidence, as JSON in the text of its root element. */
export const EVIDENCE_NAMESPACE = 'urn:standpoint:evidence:1';

/** Name of the property of a DOCX that names the briefing: it lasts where a program drops the evidence. */
export const BRIEFING_PROPERTY = 'Standpoint briefing';

/** What a Word document says of its quotes, whoever saved it last. */
interface DocxEvidence {
  /** What the document carries about its quotes; null if it carries nothing, or nothing that can be read. */
  readonly evidence: Evidence | null;
  /** Why there is a part for the evidence that cannot be read, as a sentence; null where there is no such fault. */
  readonly evidenceFault: string | null;
  /** Id of the briefing that it was exported from, also where the evidence was lost; null if it is not said. */
  readonly briefingId: string | null;
  /**
   * By name of the bookmark, the words in it as a reader sees them: deletions that are tracked and hidden words are not
   * among them, insertions are; "\n" between paragraphs and for line breaks. Of bookmarks of one name the first counts.
   */
  readonly bookmarks: ReadonlyMap<string, string>;
  /** By name of the bookmark, why the words in it may not be what everybody reads there, in a sentence. */
  readonly doubts: ReadonlyMap<string, string>;
  /** The words of the document as a reader sees them, one paragraph a line; `HIDDEN_WORDS` where words are hidden. */
  readonly text: string;
  /** The words of its footnotes and endnotes, one paragraph a line. */
  readonly notes: string;
}

const MAX_ENTRIES = 20_000;
const MAX_PART = 128 * 1024 ** 2;
const MAX_TOTAL = 256 * 1024 ** 2;

/**
 * Reads what `writeReportDocx` put into a Word document about its quotes, and the words that stand there now, also after
 * Word or LibreOffice saved it again. Pure; takes at most 256 MB of unpacked text.
 *
 * @throws ArchiveError `corrupt` if it is no Word document, `too-large` if it unpacks to more than is allowed.
 */
export function readDocxEvidence(bytes: Uint8Array): DocxEvidence {
  const parts = unpack(bytes);
  const mainName = mainPart(parts);
  const main = parts.get(mainName);
  if (main === undefined) {
    throw new ArchiveError('corrupt', 'This is not a Word document: it has no text part. Export the briefing again.');
  }
  const folder = mainName.slice(0, mainName.lastIndexOf('/') + 1);
  const hidden = hiddenStyles(parts.get(`${folder}styles.xml`));
  const { text, bookmarks, doubts } = readText(main, hidden);
  const notes = ['footnotes.xml', 'endnotes.xml'].flatMap((name) => {
    const part = parts.get(`${folder}${name}`);
    return part === undefined ? [] : [readText(part, hidden)];
  });
  const all = new Map(bookmarks);
  const allDoubts = new Map(doubts);
  for (const note of notes) {
    for (const [name, words] of note.bookmarks) {
      if (all.has(name)) continue;
      all.set(name, words);
      const doubt = note.doubts.get(name);
      if (doubt !== undefined) allDoubts.set(name, doubt);
    }
  }
  const found = findEvidence(parts);
  return {
    ...found,
    briefingId: found.evidence?.briefing.id ?? briefingProperty(parts),
    bookmarks: all,
    doubts: allDoubts,
    text,
    notes: notes
      .map((note) => note.text.replace(/^\n+/, ''))
      .filter((words) => words !== '')
      .join('\n'),
  };
}

const isWanted = (name: string): boolean =>
  /^_rels\/\.rels$|^(?:word\/)?[^/]*\.xml$|^customXml\/[^/]+\.xml$|^docProps\/custom\.xml$/i.test(name) &&
  !/^customXml\/itemProps/i.test(name);

function unpack(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  let entries = 0;
  let total = 0;
  const filter = ({ name, originalSize }: UnzipFileInfo): boolean => {
    entries++;
    if (entries > MAX_ENTRIES) throw tooLarge();
    if (!isWanted(name)) return false;
    total += originalSize;
    if (originalSize > MAX_PART || total > MAX_TOTAL) throw tooLarge();
    return true;
  };
  try {
    return new Map(Object.entries(unzipSync(bytes, { filter })));
  } catch (cause) {
    if (cause instanceof ArchiveError) throw cause;
    throw new ArchiveError('corrupt', 'This is not a Word document (.docx), or it is damaged. Ask for it again.', {
      cause,
    });
  }
}

const tooLarge = (): ArchiveError =>
  new ArchiveError('too-large', 'This document unpacks to far more than a briefing does. It was not read.');

/** Name of the part that the package says the document is in. */
function mainPart(parts: ReadonlyMap<string, Uint8Array>): string {
  const relations = parts.get('_rels/.rels');
  let found: string | null = null;
  if (relations !== undefined) {
    parse(relations, ({ attributes }) => {
      const { Type, Target } = attributes;
      if (found === null && Type?.endsWith('/officeDocument') === true && Target !== undefined) {
        found = Target.replace(/^\//, '');
      }
    });
  }
  return found ?? 'word/document.xml';
}

function readText(part: Uint8Array, hidden: ReadonlySet<string>): ReturnType<typeof readDocxText> {
  try {
    return readDocxText(strFromU8(part), hidden);
  } catch (cause) {
    throw new ArchiveError('corrupt', 'The text of this Word document is damaged. Ask for it again.', { cause });
  }
}

function hiddenStyles(part: Uint8Array | undefined): ReadonlySet<string> {
  try {
    return part === undefined ? new Set() : hiddenStylesOf(strFromU8(part));
  } catch (cause) {
    throw new ArchiveError('corrupt', 'The styles of this Word document are damaged. Ask for it again.', { cause });
  }
}

function findEvidence(parts: ReadonlyMap<string, Uint8Array>): Pick<DocxEvidence, 'evidence' | 'evidenceFault'> {
  for (const [name, part] of parts) {
    if (!/^customXml\//i.test(name)) continue;
    const json = evidenceText(part);
    if (json !== null) return readJson(json);
  }
  return { evidence: null, evidenceFault: null };
}

function briefingProperty(parts: ReadonlyMap<string, Uint8Array>): string | null {
  const part = parts.get('docProps/custom.xml');
  if (part === undefined) return null;
  let isOurs = false;
  let words = '';
  try {
    parse(
      part,
      ({ name, attributes }) => {
        if (name === 'property') isOurs = attributes.name === BRIEFING_PROPERTY;
      },
      () => {},
      (text) => {
        if (isOurs) words += text;
      },
    );
  } catch {
    // Properties that are not well formed name no briefing.
    return null;
  }
  return words.trim() === '' ? null : words.trim();
}

/** The text of the root element if it is of our namespace, else null. */
function evidenceText(part: Uint8Array): string | null {
  let depth = 0;
  let isOurs = false;
  let words = '';
  try {
    parse(
      part,
      ({ name, attributes }) => {
        depth++;
        if (depth > 1) return;
        const prefix = name.includes(':') ? name.slice(0, name.indexOf(':')) : null;
        isOurs = attributes[prefix === null ? 'xmlns' : `xmlns:${prefix}`] === EVIDENCE_NAMESPACE;
      },
      () => {
        depth--;
      },
      (text) => {
        if (isOurs && depth === 1) words += text;
      },
    );
  } catch {
    // A part that is not well formed is somebody else's, or reads as no evidence at all.
    return isOurs ? '' : null;
  }
  return isOurs ? words : null;
}

function readJson(json: string): Pick<DocxEvidence, 'evidence' | 'evidenceFault'> {
  const fault = 'What this document carries about its quotes is damaged.';
  try {
    const result = evidenceSchema.safeParse(JSON.parse(json));
    return result.success ? { evidence: result.data, evidenceFault: null } : { evidence: null, evidenceFault: fault };
  } catch {
    // Not JSON at all: said as the fault.
    return { evidence: null, evidenceFault: fault };
  }
}

function parse(
  part: Uint8Array,
  onOpen: (tag: SaxesTagPlain) => void,
  onClose: () => void = () => {},
  onText: (text: string) => void = () => {},
): void {
  const parser = new SaxesParser();
  parser.on('opentag', onOpen);
  parser.on('closetag', onClose);
  parser.on('text', onText);
  parser.on('cdata', onText);
  parser.write(strFromU8(part)).close();
}
