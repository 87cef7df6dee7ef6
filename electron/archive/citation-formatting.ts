import { BUILT_IN_STYLES, DEFAULT_CITATION_STYLE } from '../../shared/citations/built-in-styles.ts';
import { readStyle, type StyleFile } from '../../shared/citations/style-file.ts';
import type { CitationFormatter } from '../../shared/domain/citation.ts';
import type { ArchiveInfo } from '../../shared/domain/event.ts';
import type { CitationStyle } from '../../shared/domain/report.ts';
import { ArchiveError } from '../../shared/errors.ts';
import type { ArchiveCore } from './archive-core.ts';
import { sha256 } from './canonical-json.ts';
import { readBuiltInStyle, readLocales } from './citation-files.ts';

/** A citation style that can be chosen in an archive. */
export interface KnownStyle {
  readonly id: string;
  readonly title: string;
  readonly kind: 'note' | 'in-text';
  /** True if a person added it to the archive. */
  readonly isOwn: boolean;
  /** Language of its quotation marks. */
  readonly locale: 'en-US' | 'en-GB';
}

/** The styles that can be chosen: those that come with Standpoint, then those of the archive. */
export function knownStyles(info: ArchiveInfo): readonly KnownStyle[] {
  return [
    ...BUILT_IN_STYLES.map((style) => ({ ...style, isOwn: false })),
    ...(info.citationStyles ?? []).map(({ id, title, kind, csl }) => ({
      id,
      title,
      kind,
      isOwn: true,
      locale: /\sdefault-locale="en-GB"/.test(csl) ? ('en-GB' as const) : ('en-US' as const),
    })),
  ];
}

/** The style of this id; the default one for null or none. Throws `not-found`. */
export function requireStyle(info: ArchiveInfo, id: string | null | undefined): KnownStyle {
  const wanted = id ?? DEFAULT_CITATION_STYLE;
  const styles = knownStyles(info);
  const found = styles.find((style) => style.id === wanted);
  if (found !== undefined) return found;
  throw new ArchiveError(
    'not-found',
    `There is no citation style “${wanted}” in this archive. Choose one of: ${styles.map((style) => style.id).join(', ')}; or add its .csl file.`,
    { details: { styles: styles.map((style) => style.id) } },
  );
}

/** What formats citations in a style. What it works with is loaded when the first one is made, not at the start. */
export async function makeFormatter(style: CitationStyle, file: StyleFile): Promise<CitationFormatter> {
  const { createCitationFormatter } = await import('../../shared/citations/citation-formatter.ts');
  return createCitationFormatter({ style, file, locales: await readLocales() });
}

/** Formatters by what they are made from; few styles are in use at a time. */
const formatters = new Map<string, CitationFormatter>();
const MOST_FORMATTERS = 16;

/**
 * What formats citations in a style of an archive; the default style for null or none. Reading a style takes some
 * milliseconds and is done once. Throws `not-found`.
 */
export async function formatterFor(core: ArchiveCore, styleId: string | null | undefined): Promise<CitationFormatter> {
  const info = await core.info();
  const { id, title, kind, isOwn } = requireStyle(info, styleId);
  const own = info.citationStyles?.find((style) => style.id === id)?.csl;
  const key = isOwn && own !== undefined ? `${id} ${title} ${sha256(own)}` : id;
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const csl = isOwn && own !== undefined ? own : await readBuiltInStyle(id);
  const made = await makeFormatter({ id, title, kind }, readStyle(csl));
  const [oldest] = formatters.keys();
  if (formatters.size >= MOST_FORMATTERS && oldest !== undefined) formatters.delete(oldest);
  formatters.set(key, made);
  return made;
}
