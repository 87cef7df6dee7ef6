import { z } from 'zod';

/** Time that a page has to be printed, in milliseconds. */
export const PRINT_LIMIT = 120_000;

/** What the core asks of a printing process, its only message to it. */
export interface PrintRequest {
  /** The page, an HTML file that loads nothing. */
  readonly from: string;
  /** Where the PDF goes. */
  readonly to: string;
  readonly paper: 'a4' | 'letter';
  /** Stands at the foot of each page beside its number. */
  readonly title: string;
  /** In milliseconds. */
  readonly limit: number;
}

/** What a printing process answers. */
export const printMessageSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('printed') }),
  z.strictObject({ type: z.literal('failed'), code: z.enum(['timeout', 'io', 'internal']), message: z.string() }),
]);

export type PrintMessage = z.infer<typeof printMessageSchema>;
