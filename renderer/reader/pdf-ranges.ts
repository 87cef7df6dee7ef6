import './pdf-polyfills.ts';
import { PDFDataRangeTransport } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { fetchRange } from './original-bytes.ts';

/** Hands pdf.js the parts of a very large original as it asks for them. */
export class OriginalRanges extends PDFDataRangeTransport {
  readonly #url: string;
  readonly #total: number;
  /** Called when a part cannot be read; pdf.js would wait for it for ever. */
  onTrouble: (error: unknown) => void = () => undefined;

  constructor(url: string, total: number) {
    super(total, null);
    this.#url = url;
    this.#total = total;
  }

  override requestDataRange(begin: number, end: number): void {
    fetchRange(this.#url, begin, end, this.#total).then(
      (bytes) => this.onDataRange(begin, bytes),
      (error: unknown) => this.onTrouble(error),
    );
  }
}
