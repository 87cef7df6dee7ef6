import { BUILT_IN_STYLES } from '../../shared/citations/built-in-styles.ts';
import { cslItemOf } from '../../shared/citations/csl-item.ts';
import { inQuotationMarks, pasteableHtml } from '../../shared/citations/quotation.ts';
import { readStyle } from '../../shared/citations/style-file.ts';
import type { citationsContract } from '../../shared/contract/citations.ts';
import type { ArchiveMethods, MethodOutput, ParsedInput } from '../../shared/contract.ts';
import type { CslItem } from '../../shared/domain/citation.ts';
import { citedPages, pagesInPrint } from '../../shared/domain/cited-pages.ts';
import type { ArchiveInfo } from '../../shared/domain/event.ts';
import { readableQuote } from '../../shared/domain/readable-quote.ts';
import type { ReportText } from '../../shared/domain/report.ts';
import { ArchiveError } from '../../shared/errors.ts';
import { escapeHtml, plainText } from '../../shared/exporters/html-text.ts';
import type { ArchiveCore, Planned } from './archive-core.ts';
import { isSameJson } from './canonical-json.ts';
import { readStyleFile } from './citation-files.ts';
import { formatterFor, type KnownStyle, knownStyles, makeFormatter, requireStyle } from './citation-formatting.ts';
import { versionOf } from './documents.ts';
import { findPassage } from './passages.ts';

type CitationsMethods = Pick<ArchiveMethods, keyof typeof citationsContract>;
type OwnStyle = NonNullable<ArchiveInfo['citationStyles']>[number];

/** Citation styles, and quotes with their citation. */
export function citationsMethods(core: ArchiveCore): CitationsMethods {
  return {
    'citation.styles': async () => knownStyles(await core.info()).map(styleView),
    'citation.addStyle': ({ path }) => core.change(() => planAdd(core, path)),
    'citation.removeStyle': ({ id }) => core.change(() => planRemove(core, id)),
    'passage.cite': (input) => citePassage(core, input),
  };
}

const styleView = ({ id, title, kind, isOwn }: KnownStyle): MethodOutput<'citation.addStyle'> => ({
  id,
  title,
  kind,
  isOwn,
});

async function planAdd(core: ArchiveCore, path: string): Promise<Planned<MethodOutput<'citation.addStyle'>>> {
  const csl = await readStyleFile(path);
  const file = readStyle(csl);
  const before = await core.info();
  const styles = before.citationStyles ?? [];
  const id = BUILT_IN_STYLES.some((style) => style.id === file.id) ? `own-${file.id}` : file.id;
  const added: OwnStyle = { id, title: file.title, kind: file.kind, csl };
  await tryStyle(added);
  const value = { id, title: added.title, kind: added.kind, isOwn: true };
  const earlier = styles.find((style) => style.id === id);
  if (earlier !== undefined && isSameJson(earlier, added)) return { value, event: null };
  const citationStyles =
    earlier === undefined ? [...styles, added] : styles.map((style) => (style.id === id ? added : style));
  return {
    value,
    event: {
      type: 'archive.update',
      label: `${earlier === undefined ? 'Add' : 'Renew'} the citation style ${added.title}`,
      changes: [{ entity: 'archive', id: before.id, before, after: { ...before, citationStyles } }],
    },
  };
}

async function planRemove(core: ArchiveCore, id: string): Promise<Planned<null>> {
  const before = await core.info();
  const { citationStyles = [], ...rest } = before;
  const removed = citationStyles.find((style) => style.id === id);
  if (removed === undefined) {
    const isBuiltIn = BUILT_IN_STYLES.some((style) => style.id === id);
    throw new ArchiveError(
      isBuiltIn ? 'conflict' : 'not-found',
      isBuiltIn
        ? `The citation style ${id} comes with Standpoint and cannot be removed.`
        : `There is no citation style ${id} that was added to this archive.`,
    );
  }
  const kept = citationStyles.filter((style) => style !== removed);
  const after = kept.length === 0 ? rest : { ...rest, citationStyles: kept };
  return {
    value: null,
    event: {
      type: 'archive.update',
      label: `Remove the citation style ${removed.title}`,
      changes: [{ entity: 'archive', id: before.id, before, after }],
    },
  };
}

/** Throws `corrupt` if a style cannot even cite a plain report, twice. */
async function tryStyle({ id, title, kind, csl }: OwnStyle): Promise<void> {
  const item: CslItem = {
    id: 'trial',
    type: 'report',
    title: 'Annual Report',
    author: [{ family: 'Doe', given: 'Jane' }, { literal: 'Department of Records' }],
    issued: { 'date-parts': [[2026, 2, 3]] },
    URL: 'https://example.org/report',
  };
  const format = await makeFormatter({ id, title, kind }, readStyle(csl));
  format([
    { useId: 'first', item, page: '3–5' },
    { useId: 'again', item, page: 'iv' },
  ]);
}

async function citePassage(
  core: ArchiveCore,
  { id, style }: ParsedInput<'passage.cite'>,
): Promise<MethodOutput<'passage.cite'>> {
  const { passage, document } = await findPassage(core, id);
  if (passage.internal === 'passage') {
    throw new ArchiveError(
      'conflict',
      'This passage is marked internal, so it is not handed out with a citation. Take the mark off first.',
    );
  }
  const known = requireStyle(await core.info(), style);
  const format = await formatterFor(core, known.id);
  const version = versionOf(document, passage.version);
  const pages = passage.page === null ? [] : citedPages(passage, (await core.derived.load(version)).pages);
  const item = cslItemOf(document, version, await core.store.codebook());
  const formatted = format([{ useId: passage.id, item, page: pagesInPrint(pages) }]);
  const citation = [...(formatted.citations[0] ?? [])];
  const entry = formatted.bibliography[0]?.text;
  const words = readableQuote(passage.quote);
  const quote = words === '' ? '' : inQuotationMarks(words, known.locale);
  return {
    style: styleView(known),
    quote,
    citation,
    bibliography: entry === undefined ? null : [...entry],
    ...pasted(known, quote, citation, entry),
  };
}

/** A note is a sentence of its own after the quote; with a citation in the text the list's entry comes below. */
function pasted(
  { kind }: KnownStyle,
  quote: string,
  citation: readonly ReportText[],
  entry: readonly ReportText[] | undefined,
): { readonly text: string; readonly html: string } {
  const below = kind === 'in-text' && entry !== undefined ? entry : null;
  const before = quote === '' ? '' : `${kind === 'in-text' ? withoutFinalPoint(quote) : quote} `;
  const end = kind === 'in-text' && quote !== '' ? '.' : '';
  return {
    text: `${before}${plainText(citation)}${end}${below === null ? '' : `\n\n${plainText(below)}`}`,
    html: `<p>${escapeHtml(before)}${pasteableHtml(citation)}${end}</p>${below === null ? '' : `<p>${pasteableHtml(below)}</p>`}`,
  };
}

/** The point that ends a sentence comes after the citation then (Chicago 15.25, APA 8.26); that of "U.S." stays. */
function withoutFinalPoint(quote: string): string {
  return quote.replace(/(?<!\.|\b\p{Lu})\.([’”]+)$/u, '$1');
}
