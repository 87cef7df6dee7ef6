import './pdf-polyfills.ts';
import { PDFDataRangeTransport } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { type BytePart, joinParts } from './byte-parts.ts';
import { fetchRange } from './original-bytes.ts';

/** Bytes that pdf.js asks for at a time; it keeps them all, so what it needs of a page is not to bring much else along. */
export const RANGE_CHUNK = 1 << 16;
/** Most bytes of one request when parts lie side by side. */
const MOST_AT_ONCE = 1 << 23;

/** Hands pdf.js the parts of a very large original as it asks for them. */
export class OriginalRanges extends PDFDataRangeTransport {
  readonly #url: string;
  readonly #total: number;
  #wanted: BytePart[] = [];
  /** Called when a part cannot be read; pdf.js would wait for it for ever. */
  onTrouble: (error: unknown) => void = () => undefined;

  constructor(url: string, total: number) {
    super(total, null);
    this.#url = url;
    this.#total = total;
  }

  override requestDataRange(begin: number, end: number): void {
    this.#wanted.push({ begin, end });
    // What pdf.js asks for in one go arrives in messages that follow each other.
    if (this.#wanted.length === 1) setTimeout(() => this.#request());
  }

  #request(): void {
    const wanted = this.#wanted;
    this.#wanted = [];
    for (const { begin, end } of joinParts(wanted, MOST_AT_ONCE)) {
      fetchRange(this.#url, begin, end, this.#total).then(
        (bytes) => {
          // pdf.js waits for the very parts that it named.
          for (const part of wanted) {
            if (part.begin < begin || part.end > end) continue;
            this.onDataRange(part.begin, bytes.slice(part.begin - begin, part.end - begin));
          }
        },
        (error: unknown) => this.onTrouble(error),
      );
    }
  }
}
