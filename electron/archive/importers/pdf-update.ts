import { createHash } from 'node:crypto';

/** An object of a PDF as it is written: its number and what stands between `obj` and `endobj`. */
export interface IndirectObject {
  readonly number: number;
  readonly generation: number;
  /** Characters are bytes. */
  readonly body: string;
}

/** Where the cross-reference of a PDF begins, and whether it is a stream. */
export interface CrossReference {
  /** As `startxref` says. */
  readonly offset: number;
  readonly isStream: boolean;
  /** Bytes before the header, which offsets do not count. */
  readonly base: number;
}

/** What an incremental update is made of. */
export interface PdfUpdate {
  /** Of the file that it is appended to, in bytes. */
  readonly length: number;
  readonly endsLine: boolean;
  readonly previous: CrossReference;
  /** The lowest number that no object has. */
  readonly nextNumber: number;
  /** Reference of the catalogue. */
  readonly root: string;
  readonly info: string | null;
  /** First part of the file's identifier, in hexadecimal. */
  readonly id: string;
  readonly objects: readonly IndirectObject[];
}

/** How far from the end `startxref` is looked for. */
const TAIL = 4096;

/** Finds the newest cross-reference of a PDF; one that is missing or wrong counts as a table at 0. */
export function lastCrossReference(bytes: Uint8Array): CrossReference {
  const from = Math.max(0, bytes.length - TAIL);
  const tail = Buffer.from(bytes.subarray(from)).toString('latin1');
  const found = [...tail.matchAll(/startxref\s+(\d+)/g)].at(-1);
  const offset = Number(found?.[1] ?? 0);
  const header = Buffer.from(bytes.subarray(0, 1024)).indexOf('%PDF-');
  const at = (place: number) => Buffer.from(bytes.subarray(place, place + 32)).toString('latin1');
  for (const base of new Set([0, Math.max(0, header)])) {
    const start = at(offset + base);
    if (/^\s*xref/.test(start)) return { offset, isStream: false, base };
    if (/^\s*\d+\s+\d+\s+obj/.test(start)) return { offset, isStream: true, base };
  }
  return { offset, isStream: false, base: 0 };
}

/** Writes an incremental update: the changed and new objects, and a cross-reference of the kind that the file has. */
export function writeUpdate(update: PdfUpdate): Uint8Array {
  const { length, endsLine, previous, root, info } = update;
  let text = endsLine ? '' : '\n';
  const start = length - previous.base;
  const offsets = new Map<number, { readonly offset: number; readonly generation: number }>();
  for (const { number, generation, body } of update.objects) {
    offsets.set(number, { offset: start + text.length, generation });
    text += `${number} ${generation} obj\n${body}\nendobj\n`;
  }
  const id = `[<${update.id}> <${createHash('md5').update(text, 'latin1').digest('hex').toUpperCase()}>]`;
  const common = `/Root ${root}${info === null ? '' : ` /Info ${info}`} /ID ${id} /Prev ${previous.offset}`;
  const at = start + text.length;
  if (previous.isStream) {
    offsets.set(update.nextNumber, { offset: at, generation: 0 });
    const sections = sectionsOf([...offsets.keys()]);
    const rows = sections.flat().map((number) => {
      const { offset, generation } = offsets.get(number) ?? { offset: 0, generation: 0 };
      return `01${hex(offset, 8)}${hex(generation, 4)}`;
    });
    const data = `${rows.join('')}>`;
    const index = sections.map((numbers) => `${numbers[0] ?? 0} ${numbers.length}`).join(' ');
    text += `${update.nextNumber} 0 obj\n<< /Type /XRef /Size ${update.nextNumber + 1} /W [1 4 2] /Index [${index}] ${common} /Filter /ASCIIHexDecode /Length ${data.length} >>\nstream\n${data}\nendstream\nendobj\n`;
  } else {
    text += 'xref\n';
    for (const numbers of sectionsOf([...offsets.keys()])) {
      text += `${numbers[0] ?? 0} ${numbers.length}\n`;
      for (const number of numbers) {
        const { offset, generation } = offsets.get(number) ?? { offset: 0, generation: 0 };
        text += `${String(offset).padStart(10, '0')} ${String(generation).padStart(5, '0')} n \n`;
      }
    }
    text += `trailer\n<< /Size ${update.nextNumber} ${common} >>\n`;
  }
  return new Uint8Array(Buffer.from(`${text}startxref\n${at}\n%%EOF\n`, 'latin1'));
}

const hex = (value: number, digits: number): string => value.toString(16).toUpperCase().padStart(digits, '0');

/** Numbers in ascending order, cut where one is missing. */
function sectionsOf(numbers: readonly number[]): number[][] {
  const sections: number[][] = [];
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const last = sections.at(-1);
    if (last !== undefined && last.at(-1) === number - 1) last.push(number);
    else sections.push([number]);
  }
  return sections;
}
