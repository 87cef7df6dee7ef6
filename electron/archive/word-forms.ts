import { type SearchIndex, stemsOf } from './search-index.ts';

/** Forms of one word that are looked for, those in most documents first. */
const MOST_FORMS = 24;
/** Answers kept; the oldest go first. */
const KEPT = 500;

/** Words of an index that are forms of the same word, as the engine folds them. */
export class WordForms {
  readonly #index: SearchIndex;
  readonly #known = new Map<string, readonly string[]>();
  #seen = -1;

  constructor(index: SearchIndex) {
    this.#index = index;
  }

  /** All forms of a word that occur in documents, or in passages; the word itself among them. */
  of(word: string, where: 'documents' | 'passages'): readonly string[] {
    const folded = word.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
    // The stemmer knows English words only.
    if (!/^[a-z]{3,40}$/.test(folded)) return [word];
    if (this.#seen !== this.#index.writes) {
      this.#known.clear();
      this.#seen = this.#index.writes;
    }
    const key = `${where} ${folded}`;
    const known = this.#known.get(key);
    if (known) return known;
    const forms = this.#find(folded, where);
    if (this.#known.size >= KEPT) this.#known.clear();
    this.#known.set(key, forms);
    return forms;
  }

  #find(word: string, where: 'documents' | 'passages'): readonly string[] {
    const [stem = word] = stemsOf([word]);
    // What the rules put at the end of a stem is not in all its forms: "agenci" of "agency", "file" of "filing".
    const shared = stem.replace(/(?<=..)[ei]$/, '');
    if (!word.startsWith(shared)) return [word];
    const rows = this.#index.all<{ term: string; doc: number }>(
      `SELECT term, doc FROM ${where === 'documents' ? 'vocabulary' : 'quoteVocabulary'} WHERE term >= ? AND term < ?`,
      shared,
      `${shared}{`,
    );
    const words = rows.filter(({ term }) => /^[a-z]+$/.test(term));
    const stems = stemsOf(words.map(({ term }) => term));
    const forms = words.filter((_row, index) => stems[index] === stem).sort((a, b) => b.doc - a.doc);
    const found = forms.slice(0, MOST_FORMS).map(({ term }) => term);
    return found.includes(word) ? found : [...found, word];
  }
}
