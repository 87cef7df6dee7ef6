import { type AnchorText, anchor, indexText } from '../../shared/anchoring.ts';
import type { SourceDocument } from '../../shared/domain/document.ts';
import { ArchiveError } from '../../shared/errors.ts';
import { findFolded } from '../../shared/find-quote.ts';
import { foldText } from '../../shared/fold-text.ts';
import type { QuotationSource } from '../../shared/lint/lint-input.ts';
import { stretchesOf } from '../../shared/lint/quotations.ts';
import type { ArchiveCore } from './archive-core.ts';
import { type Candidate, candidateSearch, type SearchCandidates } from './lint-candidates.ts';

/** Documents that are read for one quotation. */
const CANDIDATES = 8;
/** Words of a quotation by which documents are looked for. */
const SEARCHED_WORDS = 10;
/** Words below which nothing is said of what comes near. */
const NEAREST_LEAST = 5;

/** Looks for quotations of prose in the preserved texts, those of the given documents first. */
export async function findQuotations(
  core: ArchiveCore,
  quotations: readonly string[],
  cited: ReadonlySet<string>,
): Promise<ReadonlyMap<string, QuotationSource>> {
  const texts = new Texts(core);
  const search = candidateSearch(core, CANDIDATES);
  const found = new Map<string, QuotationSource>();
  for (const words of quotations) found.set(words, await findQuotation(texts, search, words, [...cited]));
  return found;
}

async function findQuotation(
  texts: Texts,
  search: SearchCandidates,
  words: string,
  cited: readonly string[],
): Promise<QuotationSource> {
  const stretches = stretchesOf(words);
  for (const id of cited) if (await texts.hold(id, stretches)) return FOUND;
  const near = await candidates(search, stretches);
  for (const { id, title } of near) {
    if (isTitle(title, words) || (await texts.hold(id, stretches))) return FOUND;
  }
  for (const id of cited) if (isTitle((await texts.document(id))?.title ?? '', words)) return FOUND;
  return { isFound: false, nearest: await nearestOf(texts, words, [...cited, ...near.map(({ id }) => id)]) };
}

const FOUND: QuotationSource = { isFound: true, nearest: null };

/** The documents in which the words may stand: as a phrase, else all of the longest of them. */
async function candidates(search: SearchCandidates, stretches: readonly string[]): Promise<readonly Candidate[]> {
  const longest = [...stretches].sort((a, b) => b.length - a.length)[0] ?? '';
  const all = wordsIn(longest);
  if (all.length === 0) return [];
  const exact = await search(`"${all.slice(0, SEARCHED_WORDS).join(' ')}"`, false);
  if (exact.length > 0) return exact;
  const telling = [...new Set(all)].sort((a, b) => b.length - a.length).slice(0, 4);
  return search(telling.map((word) => `"${word}"`).join(' '), true);
}

const wordsIn = (text: string): readonly string[] => text.match(/[\p{L}\p{N}]+/gu) ?? [];

const isTitle = (title: string, words: string): boolean => {
  const fold = (text: string): string => wordsIn(text.toLowerCase()).join(' ');
  return fold(title).includes(fold(words)) && wordsIn(words).length > 1;
};

async function nearestOf(texts: Texts, words: string, ids: readonly string[]): Promise<QuotationSource['nearest']> {
  if (wordsIn(words).length < NEAREST_LEAST) return null;
  const selectors = [{ type: 'TextQuoteSelector' as const, exact: words, prefix: '', suffix: '' }];
  for (const id of new Set(ids)) {
    const document = await texts.document(id);
    for (const { version, text } of await texts.of(id)) {
      const place = anchor(text, selectors);
      if (document === null || place.kind === 'orphan') continue;
      const there = text.source.slice(place.start, place.end).replace(/\s+/gu, ' ');
      return { documentId: id, documentTitle: document.title, version, words: there };
    }
  }
  return null;
}

interface VersionText {
  readonly version: number;
  readonly text: AnchorText;
}

/** The archive as it is searched: the canonical texts of its documents, each made ready once. */
class Texts {
  readonly #core: ArchiveCore;
  readonly #documents = new Map<string, SourceDocument | null>();
  readonly #texts = new Map<string, readonly VersionText[]>();

  constructor(core: ArchiveCore) {
    this.#core = core;
  }

  async document(id: string): Promise<SourceDocument | null> {
    const known = this.#documents.get(id);
    if (known !== undefined) return known;
    const document = await this.#core.store.document(id);
    this.#documents.set(id, document);
    return document;
  }

  /** Every version of a document, the newest first; those whose text cannot be had are left out. */
  async of(id: string): Promise<readonly VersionText[]> {
    const known = this.#texts.get(id);
    if (known !== undefined) return known;
    const texts: VersionText[] = [];
    const document = await this.document(id);
    for (const version of [...(document?.versions ?? [])].reverse()) {
      try {
        texts.push({ version: version.number, text: indexText((await this.#core.derived.load(version)).text) });
      } catch (error) {
        // The check of the quotes themselves tells of originals that cannot be read.
        if (!(error instanceof ArchiveError) || error.code === 'io' || error.code === 'internal') throw error;
      }
    }
    this.#texts.set(id, texts);
    return texts;
  }

  /** Whether a version of a document holds all the stretches; a sentence may begin with a capital where its source does not. */
  async hold(id: string, stretches: readonly string[]): Promise<boolean> {
    return (await this.of(id)).some(({ text }) =>
      stretches.every((stretch) =>
        [stretch, withOtherCase(stretch)].some((words) => findFolded(text.folded(), foldText(words)).length > 0),
      ),
    );
  }
}

function withOtherCase(words: string): string {
  const first = words.charAt(0);
  const other = first === first.toUpperCase() ? first.toLowerCase() : first.toUpperCase();
  return other + words.slice(1);
}
