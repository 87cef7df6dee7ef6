// The script of the page by which an evidence package is checked (shared/exporters/verify-page.ts). It is no part of the
// window: scripts/embed-verify-page.mjs makes one piece of it that goes into every package.
import { authorsRemark } from '../../shared/domain/abridgement-replacements.ts';
import {
  checkQuoteInText,
  contextInText,
  matchOriginal,
  type OriginalState,
  type PackageData,
  type PackagedQuote,
  type PackagedSource,
  type TextCheck,
  type Verdict,
  verdictOf,
} from '../../shared/verify-package.ts';
import { hashFile } from './hash-file.ts';

/** Characters of the text that are shown before and after a quote. */
const REACH = 400;

const need = <T extends Element>(selector: string, type: new () => T, within: ParentNode = document): T => {
  const found = within.querySelector(selector);
  if (found instanceof type) return found;
  throw new Error(`The page has no ${selector}.`);
};

// The page was written with this very data.
const data: PackageData = JSON.parse(need('#data', HTMLScriptElement).textContent ?? '');
const sources = new Map(data.sources.map((source) => [source.sha256, source]));
const originals = new Map<
  string,
  { readonly state: OriginalState; readonly name: string; readonly words: boolean | null }
>();
const checks = new Map<number, TextCheck>(
  data.quotes.map((quote) => [quote.number, checkQuoteInText(quote, sources.get(quote.source)?.text ?? null)]),
);
const articles = new Map(
  data.quotes.map(({ number }) => [number, need(`[data-quote="${number}"]`, HTMLElement)] as const),
);
const verdicts = new Map<number, Verdict>();
const progress = need('#progress', HTMLElement);
const summary = need('#summary', HTMLElement);
const strangers = need('#strangers', HTMLElement);
const show = need('#show', HTMLSelectElement);
const drop = need('#drop', HTMLElement);
const files = need('#files', HTMLInputElement);

function reasonsOf(quote: PackagedQuote, check: TextCheck, original: OriginalState): readonly string[] {
  const reasons: string[] = [];
  if (original === 'altered') reasons.push('The original that was given is not the one that was preserved.');
  if (check.place === 'missing') reasons.push('The preserved text does not hold these words.');
  if (check.place === 'moved') reasons.push('The preserved text holds these words, but not at the place recorded.');
  if (check.fault !== null) reasons.push(`What is printed is not the preserved words: ${check.fault}`);
  if (quote.isFlagged) reasons.push(`It did not verify when the briefing was written: ${quote.check}.`);
  return reasons;
}

function wordsFor(quote: PackagedQuote, check: TextCheck, verdict: Verdict, hasPlainWords: boolean | null): string {
  if (verdict === 'waiting') {
    return check.place === 'holds'
      ? 'The words stand at their place in the preserved text. Give the original to check its fingerprint.'
      : 'Give the original to check its fingerprint.';
  }
  if (quote.exact === '') return '✓ The original is intact. An area of a page is marked; look at it in the original.';
  if (check.place === 'unknown')
    return '✓ The original is intact. Its text does not go with the package; look the words up in the original.';
  const printed = check.isAbridged
    ? 'what is printed is an abridgement of them, marked as such'
    : 'they are printed as they are';
  const plain = hasPlainWords === true ? ' The file itself holds the words, too.' : '';
  const authors = authorsRemark(quote.exact, quote.printed);
  const remark = authors === null ? '' : ` ${authors}`;
  return `✓ Holds: the original is intact, its text has the words at their place, and ${printed}.${remark}${plain}`;
}

function showQuote(quote: PackagedQuote): void {
  const article = articles.get(quote.number);
  const check = checks.get(quote.number);
  if (article === undefined || check === undefined) return;
  const original = originals.get(quote.source);
  const state = original?.state ?? 'waiting';
  const verdict = verdictOf(quote, check, state);
  verdicts.set(quote.number, verdict);
  article.classList.remove('holds', 'fails', 'waiting');
  article.classList.add(verdict);
  const result = need('.result', HTMLElement, article);
  if (verdict !== 'fails') {
    result.textContent = wordsFor(quote, check, verdict, original?.words ?? null);
    return;
  }
  result.textContent = `! Does not hold. ${reasonsOf(quote, check, state).join(' ')}`;
}

function showContext(quote: PackagedQuote, article: HTMLElement): void {
  const place = need('.context', HTMLElement, article);
  if (place.childNodes.length > 0) return;
  const text = sources.get(quote.source)?.text ?? null;
  if (text === null || quote.spans.length === 0) {
    place.textContent = 'There is no text for it in the package.';
    return;
  }
  const { before, after } = contextInText(quote, text, REACH);
  place.append(`… ${before}`);
  quote.spans.forEach(({ start, end }, index) => {
    const last = quote.spans[index - 1];
    if (last !== undefined) {
      const between = text.slice(last.end, start);
      place.append(between.length > REACH ? ` […] ` : between);
    }
    const mark = document.createElement('mark');
    mark.textContent = text.slice(start, end);
    place.append(mark);
  });
  place.append(`${after} …`);
}

function showSource(source: PackagedSource): void {
  const row = document.querySelector(`[data-source="${source.sha256}"]`);
  const known = originals.get(source.sha256);
  if (row === null || known === undefined) return;
  const cell = need('.result', HTMLElement, row);
  const isIntact = known.state === 'intact';
  cell.className = `result ${isIntact ? 'holds' : 'fails'}`;
  cell.textContent = isIntact
    ? `✓ Intact${known.name === source.fileName ? '' : `, given as “${known.name}”`}`
    : `! Altered: “${known.name}” is not the file that was preserved`;
}

const count = (verdict: Verdict): number => [...verdicts.values()].filter((each) => each === verdict).length;

/** Quotes that stand at several places count at each: every place is checked. */
const noun = new Set(data.quotes.map(({ quoteNumber }) => quoteNumber)).size === data.quotes.length ? 'quote' : 'place';
const quotesIn = (number: number): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

function showSummary(): void {
  const [holds, fails, waiting] = [count('holds'), count('fails'), count('waiting')];
  const parts = [
    ...(fails > 0 ? [`${quotesIn(fails)} ${fails === 1 ? 'does' : 'do'} not hold`] : []),
    ...(holds > 0 ? [`${quotesIn(holds)} ${holds === 1 ? 'holds' : 'hold'}`] : []),
    ...(waiting > 0 ? [`${quotesIn(waiting)} ${waiting === 1 ? 'waits' : 'wait'} for the original`] : []),
  ];
  summary.className = fails > 0 ? 'fails' : waiting > 0 || holds === 0 ? '' : 'holds';
  const words = parts.length === 0 ? 'The briefing quotes nothing.' : `${parts.join('; ')}.`;
  summary.textContent = fails === 0 && waiting === 0 && holds > 0 ? `✓ Every quote holds: ${words}` : words;
}

function filter(): void {
  let isNone = true;
  for (const [number, article] of articles) {
    article.hidden = show.value !== 'all' && verdicts.get(number) !== show.value;
    if (!article.hidden) isNone = false;
  }
  need('#none', HTMLElement).hidden = !isNone;
}

function refresh(): void {
  for (const quote of data.quotes) showQuote(quote);
  showSummary();
  filter();
}

/** Whether a plain-text original holds the words itself; null if that says nothing. */
async function plainWords(source: PackagedSource, file: File): Promise<boolean | null> {
  if (!source.isPlainText) return null;
  const flat = (text: string): string => text.replace(/\s+/g, ' ');
  const words = flat(await file.text());
  const quotes = data.quotes.filter((quote) => quote.source === source.sha256 && quote.spans.length === 1);
  return quotes.length > 0 && quotes.every(({ exact }) => words.includes(flat(exact))) ? true : null;
}

async function take(given: readonly File[]): Promise<void> {
  let done = 0;
  for (const file of given) {
    const where = given.length === 1 ? file.name : `${file.name} (${done + 1} of ${given.length})`;
    progress.textContent = `Hashing ${where} …`;
    try {
      const sha256 = await hashFile(file, (share) => {
        progress.textContent = `Hashing ${where} … ${Math.round(share * 100)} %`;
      });
      const found = matchOriginal(data.sources, { name: file.name, sha256 });
      if (found === null) {
        stranger(`“${file.name}” is none of the originals. Its SHA-256 is ${sha256}.`);
      } else if (found.isIntact || originals.get(found.source.sha256)?.state !== 'intact') {
        const words = found.isIntact ? await plainWords(found.source, file) : null;
        originals.set(found.source.sha256, { state: found.isIntact ? 'intact' : 'altered', name: file.name, words });
        showSource(found.source);
        if (!found.isIntact) stranger(`“${file.name}” has the SHA-256 ${sha256}, not ${found.source.sha256}.`);
      } else {
        stranger(
          `“${file.name}” has the name of an original that was found intact before, but is another file (SHA-256 ${sha256}).`,
        );
      }
    } catch (error) {
      stranger(
        `“${file.name}” could not be read: ${error instanceof Error ? error.message : String(error)}. Give files, not folders.`,
      );
    }
    done += 1;
  }
  const intact = [...originals.values()].filter(({ state }) => state === 'intact').length;
  progress.textContent = `${intact} of ${data.sources.length} originals given and intact.`;
  refresh();
}

function stranger(words: string): void {
  const item = document.createElement('li');
  item.textContent = words;
  strangers.append(item);
}

let turn: Promise<void> = Promise.resolve();
function queue(list: FileList | null | undefined): void {
  const given = [...(list ?? [])];
  if (given.length === 0) return;
  strangers.replaceChildren();
  turn = turn.then(() => take(given));
}

files.addEventListener('change', () => {
  queue(files.files);
  // The same files may be given once more.
  files.value = '';
});
// Anywhere on the page: a file dropped beside the field would else be opened in its place.
document.addEventListener('dragover', (event) => {
  event.preventDefault();
  drop.classList.add('over');
});
document.addEventListener('dragleave', () => drop.classList.remove('over'));
document.addEventListener('drop', (event) => {
  event.preventDefault();
  drop.classList.remove('over');
  queue(event.dataTransfer?.files);
});
show.addEventListener('change', filter);
for (const quote of data.quotes) {
  const article = articles.get(quote.number);
  const details = article?.querySelector('details');
  if (article === undefined || !details) continue;
  details.addEventListener('toggle', () => showContext(quote, article));
}
refresh();
