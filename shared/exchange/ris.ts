import type { CslItem } from '../domain/citation.ts';

/** RIS types by those of CSL; what is not among them is a document of its own kind. */
const TYPES: Readonly<Record<string, string>> = {
  webpage: 'ELEC',
  'post-weblog': 'BLOG',
  'article-newspaper': 'NEWS',
  'article-magazine': 'MGZN',
  'article-journal': 'JOUR',
  report: 'RPRT',
  book: 'BOOK',
  legislation: 'STAT',
  bill: 'BILL',
  regulation: 'LEGAL',
  legal_case: 'CASE',
  personal_communication: 'PCOMM',
  speech: 'HEAR',
  hearing: 'HEAR',
  interview: 'PCOMM',
  manuscript: 'MANSCPT',
};

/** Sources as RIS, for Zotero, EndNote and whatever else manages references. Lines end with CRLF. */
export function toRis(items: readonly CslItem[]): string {
  return items.map(recordOf).join('\r\n');
}

function recordOf(item: CslItem): string {
  const lines: [string, string][] = [['TY', TYPES[item.type] ?? 'GEN']];
  const add = (tag: string, value: string | null): void => {
    const line = (value ?? '').replace(/\s+/g, ' ').trim();
    if (line !== '') lines.push([tag, line]);
  };
  add('ID', item.id);
  add('TI', textOf(item.title));
  for (const name of namesOf(item.author)) add('AU', name);
  const issued = dateOf(item.issued);
  if (issued !== null) {
    add('PY', issued[0] ?? null);
    add('DA', [issued[0] ?? '', issued[1] ?? '', issued[2] ?? '', ''].join('/'));
  }
  add('PB', textOf(item.publisher));
  add('CY', textOf(item['publisher-place']));
  add('T2', textOf(item['container-title']));
  add('IS', textOf(item.number));
  add('M3', textOf(item.genre));
  add('UR', textOf(item.URL));
  const accessed = dateOf(item.accessed);
  if (accessed !== null) add('Y2', [accessed[0] ?? '', accessed[1] ?? '', accessed[2] ?? '', ''].join('/'));
  add('N1', textOf(item.note));
  return [...lines.map(([tag, value]) => `${tag}  - ${value}`), 'ER  - ', ''].join('\r\n');
}

const textOf = (value: unknown): string | null =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : null;

/** Names as RIS writes them: "Family, Given", or a body's name, whose commas would be taken for such. */
function namesOf(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((name: unknown) => {
    if (typeof name !== 'object' || name === null) return [];
    const fields = new Map<string, unknown>(Object.entries(name));
    const literal = textOf(fields.get('literal'));
    if (literal !== null) return [literal.replaceAll(',', '')];
    const parts = [textOf(fields.get('family')), textOf(fields.get('given'))].flatMap((part) => part ?? []);
    return parts.length === 0 ? [] : [parts.join(', ')];
  });
}

/** Year, month and day with leading zeros, as many as are known. */
function dateOf(value: unknown): readonly string[] | null {
  if (typeof value !== 'object' || value === null || !('date-parts' in value)) return null;
  const [first]: unknown[] = Array.isArray(value['date-parts']) ? value['date-parts'] : [];
  if (!Array.isArray(first)) return null;
  const parts = first.flatMap((part: unknown, index) =>
    textOf(part) === null ? [] : [String(part).padStart(index === 0 ? 4 : 2, '0')],
  );
  return parts.length === 0 ? null : parts;
}
