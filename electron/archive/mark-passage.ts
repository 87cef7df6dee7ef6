import { findQuote } from '../../shared/anchoring.ts';
import type { PageInfo } from '../../shared/contract/outcomes.ts';
import type { ArchiveMethods, ParsedInput, PassageView } from '../../shared/contract.ts';
import type { SourceDocument, Version } from '../../shared/domain/document.ts';
import type { Passage } from '../../shared/domain/passage.ts';
import { ArchiveError } from '../../shared/errors.ts';
import type { ArchiveCore, Planned } from './archive-core.ts';
import { carryForward } from './carry.ts';
import { codingsAt, resolvePositions } from './codings.ts';
import { requireSameText, versionOf } from './documents.ts';
import { describeArea, describePlace, type Place } from './passage-place.ts';
import { nameOf, shortenQuote, stampOf, viewOf } from './passages.ts';

type Input = ParsedInput<'passage.add'>;

/** The method that marks passages. */
export function markMethods(core: ArchiveCore): Pick<ArchiveMethods, 'passage.add'> {
  return { 'passage.add': (input) => core.change(() => planMark(core, input)) };
}

/** Marks words, by place or by quote, several pieces, or an area of a page. */
async function planMark(core: ArchiveCore, input: Input): Promise<Planned<PassageView>> {
  const document = await core.document(input.documentId);
  if (document.trashedAt !== null) {
    throw new ArchiveError('conflict', `“${document.title}” is in the trash. Restore it first.`);
  }
  const version = versionOf(document, input.version);
  requireSameText(document, version, input.textSha256);
  const place = await placeOf(core, document, version, input);
  const stamp = stampOf(core);
  const { coder, time } = stamp;
  const { positions, changes } = resolvePositions(input.codings ?? [], await core.store.codebook(), stamp.newId);
  const passage: Passage = await carryForward(core, document, {
    id: core.context.newId(),
    documentId: document.id,
    version: version.number,
    ...place,
    codings: codingsAt(positions, [], stamp),
    note: input.note ?? '',
    coder,
    createdAt: time,
    updatedAt: time,
    ...(input.review === undefined || input.review === 'coded' ? {} : { review: input.review }),
  });
  return {
    value: viewOf(passage, document),
    event: {
      type: 'passage.add',
      label: `Mark “${nameOf(passage)}”`,
      changes: [...changes, { entity: 'passage', id: passage.id, before: null, after: passage }],
    },
  };
}

async function placeOf(core: ArchiveCore, document: SourceDocument, version: Version, input: Input): Promise<Place> {
  const { area, spans, start, end, quote } = input;
  const said = [area, spans, start ?? end ?? quote].filter((value) => value !== undefined);
  if (said.length > 1) {
    throw new ArchiveError(
      'invalid-input',
      'Give an area, or pieces, or the place or the words of one piece: one of these.',
    );
  }
  if (area !== undefined) return describeArea(core, version, { ...area, recognised: area.recognised ?? null });
  if (spans !== undefined) return describePlace(core, version, spans);
  const { text, pages } = await core.derived.load(version);
  return describePlace(core, version, [locate(input, text, pages, document.title)]);
}

/** The span that a call means, by place or by words. Throws `invalid-input`, `not-found` or `ambiguous`. */
function locate(
  input: Pick<ParsedInput<'passage.add'>, 'start' | 'end' | 'quote'>,
  text: string,
  pages: readonly PageInfo[],
  title: string,
): { readonly start: number; readonly end: number } {
  if (input.start !== undefined && input.end !== undefined) {
    const span = { start: input.start, end: input.end };
    if (input.quote === undefined || findQuote(text.slice(span.start, span.end), input.quote).length > 0) return span;
    throw new ArchiveError('conflict', `The words between ${span.start} and ${span.end} are not the given quote.`);
  }
  if (input.start !== undefined || input.end !== undefined) {
    const missing = input.start === undefined ? 'start' : 'end';
    throw new ArchiveError('invalid-input', `${missing}: a place has both a start and an end; give the other one too.`);
  }
  if (input.quote === undefined) {
    throw new ArchiveError('invalid-input', 'quote: give the words to mark, or start and end of their place.');
  }
  const places = findQuote(text, input.quote);
  const [only] = places;
  if (!only) {
    throw new ArchiveError(
      'not-found',
      `“${shortenQuote(input.quote)}” does not occur in “${title}”. Copy the words from document text.`,
    );
  }
  if (places.length === 1) return only;
  const details = places.map(({ start, end }) => ({
    page: pages.find((page) => start >= page.start && start < page.end)?.number ?? null,
    start,
    end,
    context: oneLine(text.slice(Math.max(0, start - 40), Math.min(text.length, end + 40))),
  }));
  const listed = details
    .slice(0, 20)
    .map((place) => `\n  start ${place.start}${place.page === null ? '' : `, page ${place.page}`}: …${place.context}…`);
  const more = details.length > 20 ? `\n  and ${details.length - 20} more` : '';
  throw new ArchiveError(
    'ambiguous',
    `“${shortenQuote(input.quote)}” occurs ${places.length} times in “${title}”. Give more words, or start and end of the place meant:${listed.join('')}${more}`,
    { details },
  );
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
