import { z } from 'zod';
import { partialDateSchema } from '../domain/document.ts';

/** What a citation says of a source, in our terms; absent where it says nothing. */
export interface IncomingCitation {
  readonly id: string;
  readonly title: string;
  readonly author: string | null;
  readonly dateIssued: string | null;
  readonly sourceUrl: string | null;
  readonly publisher: string | null;
}

const word = z.union([z.string(), z.number()]).transform(String);
const nameSchema = z.object({
  family: z.string().optional(),
  given: z.string().optional(),
  literal: z.string().optional(),
  'non-dropping-particle': z.string().optional(),
  suffix: z.string().optional(),
});
const dateSchema = z.object({
  'date-parts': z.array(z.array(z.union([z.string(), z.number(), z.null()]))).optional(),
  raw: z.string().optional(),
  literal: z.string().optional(),
});
const itemSchema = z.object({
  id: word.optional().catch(undefined),
  type: z.string(),
  title: z.string().optional().catch(undefined),
  author: z.array(nameSchema).optional().catch(undefined),
  issued: dateSchema.optional().catch(undefined),
  URL: z.string().optional().catch(undefined),
  publisher: z.string().optional().catch(undefined),
});

/** The items in a CSL-JSON file, or null if it holds none: an array of them, or an object that has one as `items`. */
export function itemsIn(value: unknown): readonly unknown[] | null {
  const list =
    typeof value === 'object' && value !== null && !Array.isArray(value) && 'items' in value ? value.items : value;
  if (!Array.isArray(list) || list.length === 0) return null;
  return list.some((item: unknown) => itemSchema.safeParse(item).success && !isAnnotation(item)) ? list : null;
}

const isAnnotation = (item: unknown): boolean => typeof item === 'object' && item !== null && 'target' in item;

/** Reads one item; null if it is none. */
export function readCitation(item: unknown): IncomingCitation | null {
  const parsed = itemSchema.safeParse(item);
  if (!parsed.success) return null;
  const { id = '', title = '', author = [], issued, URL: url, publisher } = parsed.data;
  const names = author.map(nameInWords).filter(Boolean);
  return {
    id,
    title: title.replace(/<\/?[a-z][^>]*>/gi, '').trim(),
    author: names.length === 0 ? null : names.join('; '),
    dateIssued: issued === undefined ? null : dateIn(issued),
    sourceUrl: url?.trim() || null,
    publisher: publisher?.trim() || null,
  };
}

function nameInWords(name: z.infer<typeof nameSchema>): string {
  if (name.literal !== undefined) return name.literal.trim();
  const parts = [name.given, name['non-dropping-particle'], name.family, name.suffix];
  return parts.flatMap((part) => (part === undefined || part.trim() === '' ? [] : part.trim())).join(' ');
}

function dateIn({ 'date-parts': dateParts, raw, literal }: z.infer<typeof dateSchema>): string | null {
  const parts = (dateParts?.[0] ?? []).flatMap((part) => (part === null || part === '' ? [] : String(part)));
  const [year, ...rest] = parts;
  const written =
    year === undefined
      ? (raw ?? literal ?? '').trim().slice(0, 10)
      : [year.padStart(4, '0'), ...rest.slice(0, 2).map((part) => part.padStart(2, '0'))].join('-');
  return partialDateSchema.safeParse(written).data ?? null;
}
