import { parseHTML } from 'linkedom';
import { marked } from 'marked';
import { describe, expect, it } from 'vitest';
import { renderReportMarkdown } from '../../../shared/exporters/markdown-report.ts';
import { aHostileReport, HOSTILE } from '../../support/a-hostile-report.ts';
import { aFullReport, aParagraph, aReport, IN_TEXT_STYLE, plain } from '../../support/a-report.ts';

/** The page that a reader of Markdown makes of it. */
const read = (markdown: string): Document =>
  parseHTML(`<!doctype html><html><body>${marked.parse(markdown, { async: false, gfm: true })}</body></html>`).document;

describe('renderReportMarkdown', () => {
  it('writes the golden file', async () => {
    await expect(renderReportMarkdown(aFullReport())).toMatchFileSnapshot('../../fixtures/exports/briefing.md');
  });

  it('writes hostile words as plain words', async () => {
    await expect(renderReportMarkdown(aHostileReport())).toMatchFileSnapshot('../../fixtures/exports/hostile.md');
  });

  it('is read as words where words are hostile', () => {
    const page = read(renderReportMarkdown(aHostileReport()));
    expect([...page.querySelectorAll('script, img, iframe, code')].map(({ tagName }) => tagName)).not.toContain(
      'SCRIPT',
    );
    const links = [...page.querySelectorAll('a')].map((link) => link.getAttribute('href') ?? '');
    expect(links.filter((address) => !/^(https?:\/\/(x(\.example\/|$)|alderfalls)|mailto:)/.test(address))).toEqual([]);
    const words = HOSTILE.replace(/[^\P{Cc}]/gu, '')
      .replace(/\p{Cs}/gu, '\ufffd')
      .replace(/\s+/g, ' ');
    expect(page.querySelector('h1')?.textContent).toBe(words);
    expect(page.querySelector('h2')?.textContent).toBe(words);
    expect(page.querySelectorAll('h1')).toHaveLength(1);
  });

  it('refers to each note once and defines each once, in order', () => {
    const report = aFullReport();
    const markdown = renderReportMarkdown(report);
    const numbers = report.notes.map(({ number }) => String(number));
    expect([...markdown.matchAll(/\[\^(\d+)\](?!:)/g)].map((match) => match[1])).toEqual(numbers);
    expect([...markdown.matchAll(/^\[\^(\d+)\]:/gm)].map((match) => match[1])).toEqual(numbers);
  });

  it('writes citations into the text where the style has no notes', () => {
    const markdown = renderReportMarkdown(aFullReport(IN_TEXT_STYLE));
    expect(markdown).toContain('take part in raids” (Alder Falls Police Department 2026, 2)');
    expect(markdown.match(/\[\^\d+\]/g)).toEqual(['[^1]', '[^1]']);
  });

  it('writes tables whose every row has as many cells', () => {
    const rows = renderReportMarkdown(aFullReport())
      .split('\n\n')
      .filter((block) => block.startsWith('| '))
      .map((block) => block.split('\n').map((row) => row.replace(/\\\|/g, '').split('|').length));
    expect(rows).toHaveLength(3);
    for (const lengths of rows) expect(new Set(lengths).size).toBe(1);
  });

  it('keeps space outside the signs of emphasis', () => {
    const markdown = renderReportMarkdown(aReport([aParagraph('They', plain(' do not ', { bold: true }), 'ask.')]));
    expect(markdown).toContain('They **do not** ask.');
  });
});
