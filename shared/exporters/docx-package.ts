import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate';
import type { Evidence } from '../domain/evidence.ts';
import { EVIDENCE_NAMESPACE } from './docx-evidence.ts';

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006';
/** The same in every document: it names the kind of the part, not the part. */
const EVIDENCE_STORE = '{5F0A3C52-6E0B-4C59-9A0E-7B5D1A2E8C41}';
const SEPARATOR_NUMBER =
  /<w:r><w:rPr><w:rStyle w:val="FootnoteReference"\/><\/w:rPr><w:footnoteRef\/><\/w:r>(?=<w:r><w:(?:continuationS|s)eparator\/>)/g;
const MULTILEVEL = '<w:multiLevelType w:val="multilevel"/>';
/** Earliest moment that a ZIP can state, in whatever zone the machine is: no entry tells when it was written. */
const NO_TIME = new Date(1980, 0, 1);

/**
 * Finishes a Word document that the library wrote: puts the evidence in as a custom XML part, takes out what differs from
 * one writing to the next (ids drawn at random, times of the clock) or tells of persons, and packs it so that the same
 * report gives the same bytes.
 *
 * @param exportedAt ISO instant for the document's properties; null leaves the times out.
 */
export function finishPackage(bytes: Uint8Array, evidence: Evidence, exportedAt: string | null): Uint8Array {
  const parts = new Map(Object.entries(unzipSync(bytes)).map(([name, part]) => [name, strFromU8(part)]));
  for (const [name, xml] of parts) {
    if (/^word\/[^/]+\.xml$/.test(name)) renameParts(parts, name, xml);
  }
  edit(parts, 'docProps/core.xml', (xml) => propertiesWithout(xml, exportedAt));
  edit(parts, 'word/styles.xml', (xml) =>
    xml.replace('<w:pPrDefault><w:pPr>', '<w:pPrDefault><w:pPr><w:widowControl/>'),
  );
  edit(parts, 'word/document.xml', alignContents);
  // The rule above the notes is no note: it has no number of its own.
  edit(parts, 'word/footnotes.xml', (xml) => xml.replace(SEPARATOR_NUMBER, ''));
  edit(parts, 'word/numbering.xml', (xml) =>
    xml.replace(
      /<w:multiLevelType w:val="hybridMultilevel"\/>(?=<w:lvl [^>]*>(?:(?!<\/w:lvl>).)*<w:pStyle )/g,
      MULTILEVEL,
    ),
  );
  addEvidence(parts, evidence);
  const order = ['[Content_Types].xml', '_rels/.rels'];
  const names = [...parts.keys()].sort((a, b) => rank(order, a) - rank(order, b) || (a < b ? -1 : 1));
  const files: Zippable = {};
  for (const name of names) files[name] = [strToU8(parts.get(name) ?? ''), { mtime: NO_TIME }];
  return zipSync(files, { level: 6 });
}

/**
 * The words of the list of contents begin below each other, however long the numbers are: the library sets a stop for
 * each by itself.
 */
function alignContents(xml: string): string {
  return xml.replace(/<w:pStyle w:val="TOC([12])"\/>.*?<\/w:pPr>/g, (form, level: string) =>
    form.replace(/(<w:tab w:val="left" w:pos=")\d+"/, `$1${level === '1' ? 567 : 1020}"`),
  );
}

function rank(order: readonly string[], name: string): number {
  const at = order.indexOf(name);
  return at === -1 ? order.length : at;
}

function edit(parts: Map<string, string>, name: string, change: (xml: string) => string): void {
  const xml = parts.get(name);
  if (xml === undefined) throw new Error(`The document has no ${name}.`);
  parts.set(name, change(xml));
}

/** Ids of bookmarks, of headings and of relationships by the order in which they stand, in place of drawn ones. */
function renameParts(parts: Map<string, string>, name: string, xml: string): void {
  const bookmarks = new Map<string, number>();
  const headings = new Map<string, string>();
  const links = new Map<string, string>();
  const relations = `word/_rels/${name.slice('word/'.length)}.rels`;
  const changed = xml
    .replace(/<w:bookmark(?:Start|End)\b[^>]*>/g, (tag) =>
      tag.replace(/ w:id="([^"]*)"/, (_whole, id: string) => ` w:id="${numberOf(bookmarks, id)}"`),
    )
    .replace(/_Toc\d+/g, (id) => {
      const known = headings.get(id) ?? `_Toc${String(headings.size + 1).padStart(8, '0')}`;
      headings.set(id, known);
      return known;
    })
    .replace(/ r:id="(rId[^"]*[^"\d][^"]*)"/g, (_whole, id: string) => {
      const known = links.get(id) ?? `rIdLink${links.size + 1}`;
      links.set(id, known);
      return ` r:id="${known}"`;
    });
  parts.set(name, changed);
  const rels = parts.get(relations);
  if (rels === undefined) return;
  parts.set(
    relations,
    sortRelations(rels.replace(/ Id="([^"]*)"/g, (_whole, id: string) => ` Id="${links.get(id) ?? id}"`)),
  );
}

function numberOf(known: Map<string, number>, id: string): number {
  const number = known.get(id) ?? known.size + 1;
  known.set(id, number);
  return number;
}

/** Relationships in an order of their own, not that in which they came about. */
function sortRelations(xml: string): string {
  const all = xml.match(/<Relationship\b[^>]*\/>/g) ?? [];
  if (all.length === 0) return xml;
  const start = xml.indexOf(all[0] ?? '');
  return `${xml.slice(0, start)}${[...all].sort().join('')}</Relationships>`;
}

/** The properties without the names of persons, the count of revisions and the time of the clock. */
function propertiesWithout(xml: string, exportedAt: string | null): string {
  const time = (name: string): string =>
    exportedAt === null
      ? ''
      : `<dcterms:${name} xsi:type="dcterms:W3CDTF">${exportedAt.replace(/\.\d+Z$/, 'Z')}</dcterms:${name}>`;
  return xml
    .replace(/<cp:(lastModifiedBy|revision)>[^<]*<\/cp:\1>/g, '')
    .replace(/<dcterms:(created|modified)\b[^>]*>[^<]*<\/dcterms:\1>/g, (_whole, name: string) => time(name))
    .replace('</cp:coreProperties>', '<dc:language>en-US</dc:language></cp:coreProperties>');
}

function addEvidence(parts: Map<string, string>, evidence: Evidence): void {
  parts.set(
    'customXml/item1.xml',
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<evidence xmlns="${EVIDENCE_NAMESPACE}">${escapeXml(asJson(evidence))}</evidence>`,
  );
  parts.set(
    'customXml/itemProps1.xml',
    `<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<ds:datastoreItem ds:itemID="${EVIDENCE_STORE}" xmlns:ds="${OFFICE}/customXml"><ds:schemaRefs><ds:schemaRef ds:uri="${EVIDENCE_NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>`,
  );
  parts.set(
    'customXml/_rels/item1.xml.rels',
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${OFFICE}/relationships/customXmlProps" Target="itemProps1.xml"/></Relationships>`,
  );
  edit(parts, 'word/_rels/document.xml.rels', (xml) =>
    xml.replace(
      '</Relationships>',
      `<Relationship Id="rIdEvidence" Type="${OFFICE}/relationships/customXml" Target="../customXml/item1.xml"/></Relationships>`,
    ),
  );
  edit(parts, '[Content_Types].xml', (xml) =>
    xml.replace(
      '</Types>',
      '<Override PartName="/customXml/itemProps1.xml" ContentType="application/vnd.openxmlformats-officedocument.customXmlProperties+xml"/></Types>',
    ),
  );
}

/** JSON of characters alone that XML can hold. */
const asJson = (evidence: Evidence): string =>
  JSON.stringify(evidence).replace(
    /[\u007f-\u009f\ufffe\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

const escapeXml = (words: string): string => words.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
