/// <reference path="./citeproc.d.ts" />
import CSL, { type CitationElement } from 'citeproc';
import type { CitationFormatter, CitationRequest, CslItem, FormattedCitations } from '../domain/citation.ts';
import type { CitationStyle, ReportText } from '../domain/report.ts';
import { ArchiveError } from '../errors.ts';
import { type CitationPosition, citationPositions } from './citation-positions.ts';
import { isListed, itemForStyle } from './item-for-style.ts';
import { parseReportFormat, plainInput, REPORT_FORMAT } from './report-format.ts';
import { copyElement, readLocale, type StyleFile } from './style-file.ts';

/** What a formatter is made from. */
export interface FormatterSources {
  /** What the style is called here. */
  readonly style: CitationStyle;
  /** Its rules: see `readStyle`. */
  readonly file: StyleFile;
  /** Files of terms by language; "en-US" must be among them. */
  readonly locales: Readonly<Record<string, string>>;
}

/**
 * Formats the citations of a briefing in its order, so that repeats get the short form, "ibid." or the number of the
 * first note as the style wants it. Each call stands for itself; the same as the last one costs nothing. Throws
 * `corrupt` if the style fails at it.
 */
export function createCitationFormatter({ style, file, locales }: FormatterSources): CitationFormatter {
  const languages = new Map(Object.entries(locales).map(([language, xml]) => [language, readLocale(xml)]));
  const english = languages.get('en-US');
  if (english === undefined) throw new ArchiveError('internal', 'The terms for citations in English are missing.');
  const language = file.locale !== null && languages.has(file.locale) ? file.locale : 'en-US';

  const format = (requests: readonly CitationRequest[]): FormattedCitations => {
    const items = new Map<string, Readonly<Record<string, unknown>>>();
    for (const { item } of requests) {
      if (!items.has(item.id)) items.set(item.id, withPlainWords(itemForStyle(item, style.id)));
    }
    try {
      const engine = new CSL.Engine(
        {
          // Engine and caller must not share what either may write into.
          retrieveItem: (id) => ({ ...items.get(id) }),
          retrieveLocale: (wanted): CitationElement => copyElement(languages.get(wanted) ?? english),
        },
        copyElement(file.root),
        language,
        true,
      );
      // Addresses become links. Notes and page labels are words, not commands to citeproc.
      Object.assign(engine.opt.development_extensions, {
        ...{ wrap_url_and_doi: true, field_hack: false, allow_field_hack_date_override: false },
        ...{ locator_label_parse: false, locator_date_and_revision: false },
      });
      engine.setOutputFormat(REPORT_FORMAT);
      engine.updateItems([...items.keys()]);
      const cited = formatClusters(engine, requests, style.kind);
      const byId = new Map(requests.map(({ item }) => [item.id, item]));
      const isListedHere = (id: string): boolean => {
        const item = byId.get(id);
        return item !== undefined && isListed(item, style.id);
      };
      const list = engine.makeBibliography();
      return {
        style,
        citations: requests.map(({ item }, index) => printed(cited[index] ?? '', item)),
        bibliography: list === false ? [] : bibliographyOf(list, byId).filter(({ itemId }) => isListedHere(itemId)),
      };
    } catch (error) {
      if (error instanceof ArchiveError) throw error;
      const said = error instanceof Error ? error.message : String(error);
      throw new ArchiveError(
        'corrupt',
        `The citation style “${style.title}” fails: an element of it stands where it cannot, or lacks something (${said.replace(/\.+$/, '')}). Use another style, or a newer copy of this one.`,
        { cause: error },
      );
    }
  };

  let last: { readonly key: string; readonly formatted: FormattedCitations } | null = null;
  return (requests) => {
    // A briefing is composed after each edit, and few edits touch what is cited.
    const key = JSON.stringify(requests.map(({ item, page, note }) => [item, page, note]));
    if (last?.key !== key) last = { key, formatted: format(requests) };
    return last.formatted;
  };
}

/**
 * The citations in citeproc's format. Equal ones are formatted once; positions are found beforehand, for citeproc looks
 * at all citations again for each.
 */
function formatClusters(
  engine: InstanceType<typeof CSL.Engine>,
  requests: readonly CitationRequest[],
  kind: CitationStyle['kind'],
): readonly string[] {
  let last = 0;
  const placed = requests.map(({ item, page, note }) => {
    // "Ibid." is right only in the very next note: the author's own notes count.
    last = kind === 'note' ? (note ?? last + 1) : 0;
    return { itemId: item.id, locator: locatorOf(page), note: last };
  });
  const counts = new Map<string, number>();
  for (const { itemId } of placed) counts.set(itemId, (counts.get(itemId) ?? 0) + 1);
  for (const [id, count] of counts) {
    const registered = engine.registry.registry[id];
    if (registered !== undefined) registered['citation-count'] = count;
  }
  const positions = citationPositions(placed, engine.citation.opt['near-note-distance'] ?? NEAR_NOTES);
  const formatted = new Map<string, string>();
  return placed.map(({ itemId, locator }, index) => {
    const { position, firstNote, isNear } = positions[index] ?? NOT_CITED;
    const key = JSON.stringify([itemId, locator, position, firstNote, isNear]);
    const known = formatted.get(key);
    if (known !== undefined) return known;
    const made = engine.makeCitationCluster([
      {
        id: itemId,
        ...(locator === null ? {} : { locator, label: 'page' }),
        position: POSITIONS[position],
        ...(firstNote === null ? {} : { 'first-reference-note-number': firstNote }),
        ...(isNear ? { 'near-note': true } : {}),
      },
    ]);
    formatted.set(key, made);
    return made;
  });
}

/** Notes back that count as near if the style does not say. */
const NEAR_NOTES = 5;
const NOT_CITED: CitationPosition = { position: 'first', firstNote: null, isNear: false };
const POSITIONS: Readonly<Record<CitationPosition['position'], number>> = {
  first: CSL.POSITION_FIRST,
  subsequent: CSL.POSITION_SUBSEQUENT,
  ibid: CSL.POSITION_IBID,
  'ibid-with-locator': CSL.POSITION_IBID_WITH_LOCATOR,
};

/** Pages as citeproc takes them: a hyphen that belongs to a label ("A-3") is told from that of a range. */
function locatorOf(page: string | null): string | null {
  if (page === null || page.trim() === '') return null;
  return plainInput(page).trim().replaceAll('-', '\\-').replaceAll('–', '-');
}

function bibliographyOf(
  [{ entry_ids: ids }, entries]: readonly [{ readonly entry_ids: readonly (readonly string[])[] }, readonly string[]],
  items: ReadonlyMap<string, CslItem>,
): FormattedCitations['bibliography'] {
  return entries.flatMap((entry, index) => {
    const item = items.get(ids[index]?.[0] ?? '');
    return item === undefined ? [] : [{ itemId: item.id, text: printed(entry, item) }];
  });
}

/** citeproc's words for an item that the style prints nothing of. */
const NOTHING_PRINTED = 'CSL STYLE ERROR';

function printed(output: string, item: CslItem): readonly ReportText[] {
  if (output.trim() !== '' && !output.includes(NOTHING_PRINTED)) return parseReportFormat(output);
  // A citation must not be empty: its mark would lead nowhere.
  return [{ text: typeof item.title === 'string' ? `${item.title}.` : 'Untitled.' }];
}

function withPlainWords(value: CslItem): Readonly<Record<string, unknown>> {
  const plain = (part: unknown): unknown => {
    if (typeof part === 'string') return plainInput(part);
    if (Array.isArray(part)) return part.map(plain);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, plain(inner)]));
  };
  const { 'container-title': container } = value;
  return {
    ...Object.fromEntries(Object.entries(value).map(([key, part]) => [key, key === 'id' ? part : plain(part)])),
    // The name of a site is no title with capitals: "omaha.com".
    ...(typeof container === 'string' && /^[\w-]+(?:\.[\w-]+)+$/.test(container)
      ? { 'container-title': `<span class="nocase">${container}</span>` }
      : {}),
  };
}
