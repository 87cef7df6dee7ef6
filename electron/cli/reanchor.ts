import { z } from 'zod';
import { type AnchorText, anchor, indexText } from '../../shared/anchoring.ts';
import {
  fragmentSelectorSchema,
  pageQuadsSelectorSchema,
  type Selector,
  textPositionSelectorSchema,
} from '../../shared/domain/selector.ts';

// W3C lets prefix and suffix out, and allows properties that are nothing to us.
const foreignSelector = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('TextQuoteSelector'),
    exact: z.string(),
    prefix: z.string().default(''),
    suffix: z.string().default(''),
  }),
  z.object(textPositionSelectorSchema.shape),
  z.object(fragmentSelectorSchema.shape),
  z.object(pageQuadsSelectorSchema.shape),
]);
const identity = z.union([z.string(), z.number()]);

type Identity = z.infer<typeof identity>;

function readIdentity(value: unknown): Identity | undefined {
  return typeof value === 'object' && value !== null && 'id' in value ? identity.safeParse(value.id).data : undefined;
}

function readSelectors(value: unknown): readonly Selector[] {
  const object = typeof value === 'object' && value !== null ? value : {};
  const listed = Array.isArray(value) ? value : 'selectors' in object ? object.selectors : [value];
  const candidates = z
    .array(z.object({ type: z.string() }).loose())
    .min(1)
    .parse(listed);
  return candidates.flatMap((candidate) => {
    const known = foreignSelector.safeParse(candidate);
    if (known.success) return [known.data];
    const isOfUs = foreignSelector.options.some((option) => option.shape.type.value === candidate.type);
    if (isOfUs) throw known.error;
    return [];
  });
}

function placeOf(text: AnchorText, value: unknown): Record<string, unknown> {
  const place = anchor(text, readSelectors(value));
  return place.kind === 'orphan'
    ? { orphan: true, reason: place.reason }
    : { start: place.start, end: place.end, confidence: place.confidence, method: place.method };
}

/**
 * Anchors each line of `selectors` (JSON lines) in `text` and writes one line of JSON for each. A line that
 * can't be read is answered as an orphan that says so. Returns how many could not be read.
 */
export function reanchor(text: string, selectors: string, write: (line: string) => void): number {
  const indexed = indexText(text);
  let unread = 0;
  for (const [index, source] of selectors
    .replace(/^\uFEFF/, '')
    .split('\n')
    .entries()) {
    if (source.trim() === '') continue;
    let id: Identity | undefined;
    try {
      const value: unknown = JSON.parse(source);
      id = readIdentity(value);
      write(`${JSON.stringify({ id, ...placeOf(indexed, value) })}\n`);
    } catch (cause) {
      unread += 1;
      const why = cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause);
      write(`${JSON.stringify({ id, orphan: true, reason: `Line ${index + 1} holds no selectors: ${why}` })}\n`);
    }
  }
  return unread;
}
