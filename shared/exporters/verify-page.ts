import { sha256Base64 } from '../sha256.ts';
import type { PackageData, PackagedQuote, PackagedSource } from '../verify-package.ts';
import { escapeHtml, scriptJson } from './html-text.ts';
import { encodeUtf8 } from './utf8.ts';
import { VERIFY_PAGE_CODE } from './verify-page-code.ts';
import { VERIFY_PAGE_STYLE } from './verify-page-style.ts';
import { plural } from './wording.ts';

/**
 * The page by which whoever gets an evidence package checks it: one file for any browser, from disk, without a network.
 * It holds the text of every quoted original; the script in it (renderer/verify-page) hashes the files that are
 * given to it and looks every quote up.
 */
export function renderVerifyPage(data: PackageData): string {
  const title = `Check: ${data.title}`;
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${sha256Base64(encodeUtf8(VERIFY_PAGE_STYLE))}'`,
    `script-src 'sha256-${sha256Base64(encodeUtf8(VERIFY_PAGE_CODE))}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Standpoint">
<title>${escapeHtml(title)}</title>
<style>${VERIFY_PAGE_STYLE}</style>
</head>
<body>
<a class="skip" href="#quotes">Skip to the quotes</a>
<header>
<p class="eyebrow">Evidence package</p>
<h1>${escapeHtml(data.title)}</h1>
<p>This page checks the ${quotesIn(data)} of the briefing against ${plural(data.sources.length, 'preserved original')} from the archive “${escapeHtml(data.archiveTitle)}”, written ${escapeHtml(data.exportedAt)}. It works without a network and sends nothing anywhere: the files that you give to it stay on this computer.</p>
</header>
<main>
<section aria-labelledby="give">
<h2 id="give">1. Give it the originals</h2>
<p>They lie in the folder <code>originals</code> of the package. Files that somebody else sent you, or that you downloaded from the agency yourself, will do as well: what counts is every single byte.</p>
<div class="drop" id="drop">
<p><label for="files">Choose files</label> <input type="file" id="files" multiple> <span class="or">or drop them here</span></p>
</div>
<noscript><p class="fails">This browser runs no scripts here, so the page cannot compute anything. The README beside it says how to check by hand.</p></noscript>
<p id="progress" role="status" aria-live="polite"></p>
<ul id="strangers"></ul>
</section>
<section aria-labelledby="originals">
<h2 id="originals">2. The originals</h2>
<div class="scroll" tabindex="0" role="region" aria-label="Originals"><table>
<caption>SHA-256 is a fingerprint: if one byte of a file were different, so would it be.</caption>
<thead><tr><th scope="col">Original</th><th scope="col">Recorded SHA-256</th><th scope="col">Result</th></tr></thead>
<tbody>
${data.sources.map(renderSource).join('\n')}
</tbody>
</table></div>
</section>
<section aria-labelledby="quotes">
<h2 id="quotes">3. The quotes</h2>
<p id="summary" role="status" aria-live="polite"></p>
<p><label for="show">Show</label> <select id="show"><option value="all">all quotes</option><option value="fails">those that do not hold</option><option value="waiting">those whose original was not given yet</option><option value="holds">those that hold</option></select></p>
${data.quotes.map((quote) => renderQuote(quote, data.sources)).join('')}<p id="none" hidden>There is none.</p>
</section>
</main>
<footer>
<p>A quote holds if three things are true: the file given has the fingerprint recorded when the source was preserved; the text that was read from it then holds the quoted words at their place; and what the briefing prints are those words, or an abridgement marked by … and [ ]. Whether that text is what the original shows, anyone can see by opening the original at the page named.</p>
</footer>
<script type="application/json" id="data">${scriptJson(data)}</script>
<script>${VERIFY_PAGE_CODE}</script>
</body>
</html>
`;
}

/** How many quotes there are, and at how many places if some stand at several. */
function quotesIn({ quotes }: PackageData): string {
  const count = new Set(quotes.map(({ quoteNumber }) => quoteNumber)).size;
  return `${plural(count, 'quote')}${count === quotes.length ? '' : ` (at ${plural(quotes.length, 'place')})`}`;
}

function renderSource({ sha256, title, issuer, issued, version, path }: PackagedSource): string {
  const facts = [...(issuer === null ? [] : [issuer]), issued ?? 'undated', `version ${version}`].join(', ');
  return `<tr data-source="${sha256}"><th scope="row">${escapeHtml(title)}<span class="facts">${escapeHtml(facts)}</span><a href="${escapeHtml(encodePath(path))}">${escapeHtml(path)}</a></th><td><code>${sha256}</code></td><td class="result">Not given yet</td></tr>`;
}

function renderQuote(quote: PackagedQuote, sources: readonly PackagedSource[]): string {
  const source = sources.find(({ sha256 }) => sha256 === quote.source);
  const page = quote.page === null ? '' : `, page ${quote.page}`;
  const from = source === undefined ? 'an original that is not in the package' : `${source.title}${page}`;
  return `<article data-quote="${quote.number}" aria-labelledby="quote-${quote.number}">
<h3 id="quote-${quote.number}">Quote ${quote.quoteNumber}<span class="use">, place ${quote.number}</span></h3>
<blockquote><p dir="auto">${escapeHtml(quote.printed)}</p></blockquote>
<p class="from">${escapeHtml(from)}. At export: ${escapeHtml(quote.check)}.</p>
<p class="result"></p>
<details><summary>In its context</summary><p class="context" dir="auto"></p></details>
</article>
`;
}

/** A path inside the package as a relative address. */
const encodePath = (path: string): string => encodeURI(path).replace(/[?#]/g, encodeURIComponent);
