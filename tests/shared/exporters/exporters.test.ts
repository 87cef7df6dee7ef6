import { strFromU8, unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { citedPages, pagesInPrint } from '../../../shared/domain/cited-pages.ts';
import { type BriefingInput, composeBriefing } from '../../../shared/domain/compose-briefing.ts';
import { renderBriefingHtml } from '../../../shared/exporters/html.ts';
import { BRIEFING_EXPORTERS } from '../../../shared/exporters/index.ts';
import { textOn } from '../../../shared/exporters/stance-color.ts';
import { encodeUtf8 } from '../../../shared/exporters/utf8.ts';
import { aDocument, aPassage, sampleInput } from '../sample-briefing.ts';

async function write(extension: 'docx' | 'html' | 'md', input: BriefingInput): Promise<Uint8Array> {
  const exporter = BRIEFING_EXPORTERS.find((candidate) => candidate.extension === extension);
  if (exporter === undefined) throw new Error(`no exporter for ${extension}`);
  return exporter.write(composeBriefing(input));
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Paragraphs of a part of a DOCX as "style: text", footnote references as [^n]. Fails on XML that is not well formed. */
function paragraphs(docx: Uint8Array, part: string): readonly string[] {
  const bytes = unzipSync(docx)[part];
  if (bytes === undefined) throw new Error(`the document has no ${part}`);
  const found: { style: string; text: string }[] = [];
  let isText = false;
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => {
    const last = found[found.length - 1];
    if (name === 'w:p') found.push({ style: 'Normal', text: '' });
    else if (name === 'w:pStyle' && last !== undefined) last.style = String(attributes['w:val']);
    else if (name === 'w:footnoteReference' && last !== undefined) last.text += `[^${attributes['w:id']}]`;
    else if (name === 'w:br' && last !== undefined) last.text += ' / ';
    isText = name === 'w:t';
  });
  parser.on('closetag', () => {
    isText = false;
  });
  parser.on('text', (text) => {
    const last = found[found.length - 1];
    if (isText && last !== undefined) last.text += text;
  });
  parser.write(strFromU8(bytes)).close();
  return found.filter(({ text }) => text.trim() !== '').map(({ style, text }) => `${style}: ${text.trim()}`);
}

const HOSTILE =
  '<script>alert("x")</script> & "quotes" | pipes * _stars_ [link](http://x) `code` \u0000\u0007\u001b\ud800 end';

function hostileInput(): BriefingInput {
  const input = sampleInput({ title: HOSTILE, introduction: `# ${HOSTILE}\n1. ${HOSTILE}` });
  const document = aDocument('h', {
    title: HOSTILE,
    issuerId: 'alder',
    sourceUrl: 'javascript:alert(1)',
    dateIssued: '2026-01-02',
  });
  const other = aDocument('i', {
    title: 'Link',
    sourceUrl: 'https://x.example/a"onmouseover="alert(1)',
    author: HOSTILE,
  });
  return {
    ...input,
    archiveTitle: HOSTILE,
    codebook: {
      agencies: input.codebook.agencies.map((agency) => ({
        ...agency,
        name: `${agency.name} ${HOSTILE}`,
        jurisdiction: HOSTILE,
      })),
      stances: input.codebook.stances.map((stance) => ({ ...stance, name: HOSTILE, color: 'red;}</style>' })),
      topics: input.codebook.topics.map((topic) => ({ ...topic, name: HOSTILE })),
    },
    documents: new Map([
      ['h', document],
      ['i', other],
    ]),
    passages: [
      aPassage('h1', 'h', HOSTILE, [['alder', 'opposes']], { pageLabel: '<i>' }),
      aPassage('h2', 'i', 'לא נשתתף באכיפה אזרחית (911)', [['bristow', 'declines']]),
      aPassage('h3', 'i', '- a line that looks like a list', []),
    ],
    checks: new Map([['h1', { status: 'broken', reason: HOSTILE, start: null, end: null }]]),
  };
}

describe('every exporter', () => {
  it.each(BRIEFING_EXPORTERS.map(({ extension }) => extension))('writes an empty briefing as %s', async (extension) => {
    const bytes = await write(extension, { ...sampleInput(), passages: [] });
    const text = extension === 'docx' ? paragraphs(bytes, 'word/document.xml').join('\n') : utf8.decode(bytes);
    expect(text).toContain('No passage fits this briefing yet.');
  });

  it.each(BRIEFING_EXPORTERS.map(({ extension }) => extension))(
    'puts quote, page, SHA-256 and flags into %s',
    async (extension) => {
      const bytes = await write(extension, sampleInput());
      const text =
        extension === 'docx'
          ? [...paragraphs(bytes, 'word/document.xml'), ...paragraphs(bytes, 'word/footnotes.xml')].join('\n')
          : utf8.decode(bytes);
      for (const words of [
        'Our officers do not ask about immigration status, and we will not take part in civil immigration enforcement.',
        'Statement, March 18, 2026, p. 1',
        'Order, February 2026, p. iv',
        '61'.repeat(32),
        'March 20, 2026, 14:05 UTC',
        'a-statement.pdf',
        '1 of 7 quotes could not be verified',
        'The text differs from the quote',
      ]) {
        expect(text).toContain(words);
      }
    },
  );
});

describe('pages of a quote', () => {
  const sheet = (number: number, start: number, end: number, label: string | null = null) => ({
    number,
    label,
    start,
    end,
    width: 612,
    height: 792,
  });
  const sheets = [
    sheet(1, 0, 10, 'iv'),
    sheet(2, 10, 20, '1'),
    sheet(3, 20, 30, '2'),
    sheet(4, 30, 40),
    sheet(5, 40, 50),
  ];
  const cite = (fields: Partial<Parameters<typeof aPassage>[4]>) =>
    pagesInPrint(citedPages(aPassage('x', 'd', 'words', [], { start: 0, end: 5, ...fields }), sheets));

  it('names each page once, and those that follow one another by the first and the last', () => {
    expect(cite({})).toBe('iv');
    expect(cite({ start: 5, end: 12 })).toBe('iv, 1');
    expect(cite({ start: 12, end: 25 })).toBe('1–2');
    expect(
      cite({
        start: 2,
        end: 44,
        spans: [
          { start: 2, end: 8 },
          { start: 12, end: 14 },
          { start: 22, end: 24 },
          { start: 42, end: 44 },
        ],
      }),
    ).toBe('iv, 1–2, 5');
    expect(cite({ start: 31, end: 42 })).toBe('4–5');
    expect(cite({ start: 90, end: 95, page: 7 })).toBe('7');
    expect(cite({ start: 90, end: 95, page: null })).toBeNull();
  });

  it.each(BRIEFING_EXPORTERS.map(({ extension }) => extension))('cites all of them in %s', async (extension) => {
    const input = sampleInput();
    const pages = new Map(
      input.passages.map(({ id }) => [
        id,
        [
          { number: 3, label: null },
          { number: 5, label: 'vi' },
        ],
      ]),
    );
    const bytes = await write(extension, { ...input, pages });
    const text =
      extension === 'docx'
        ? [...paragraphs(bytes, 'word/document.xml'), ...paragraphs(bytes, 'word/footnotes.xml')].join('\n')
        : utf8.decode(bytes);
    expect(text).toMatch(/March 18, 2026, pp\.[ \u00a0]3, vi/);
    expect(text).not.toMatch(/, p\.[ \u00a0]/);
  });
});

describe('the HTML exporter', () => {
  it('writes the golden page', async () => {
    await expect(renderBriefingHtml(composeBriefing(sampleInput()))).toMatchFileSnapshot(
      '../../fixtures/exports/briefing.html',
    );
  });

  it('says that every quote is verified where it is', () => {
    const html = renderBriefingHtml(composeBriefing(sampleInput({ exclude: ['p7'] })));
    expect(html).toContain('Every quote verified against the preserved original: 5 exact, 1 normalised, 0 flagged.');
    expect(html).not.toContain('class="flag"');
  });

  it('gives no id twice and links only to ids that exist', () => {
    const html = renderBriefingHtml(composeBriefing(sampleInput()));
    const all = [...html.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);
    const links = [...html.matchAll(/ href="#([^"]+)"/g)].map((match) => match[1]);
    expect(new Set(all).size).toBe(all.length);
    expect(links.filter((link) => !all.includes(link))).toEqual([]);
  });

  it('escapes everything and links to nothing but web addresses', () => {
    const html = renderBriefingHtml(composeBriefing(hostileInput()));
    const page = new PageNames(html);
    expect(page.tags.filter((tag) => !ALLOWED_TAGS.has(tag))).toEqual([]);
    expect(page.attributes.filter((name) => name.startsWith('on'))).toEqual([]);
    expect(html).not.toMatch(/href="javascript:/i);
    expect(html).not.toContain('</style>}');
    expect([...html].some((char) => /[\p{Cs}]/u.test(char) || (char < ' ' && char !== '\n'))).toBe(false);
    expect(html).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &quot;quotes&quot;');
  });

  it('explains letters by a legend where the stances are too many for column heads', () => {
    const input = sampleInput();
    const silent = aPassage('p8', 'b-order', 'No comment.', [['bristow', 'silent']]);
    const html = renderBriefingHtml(composeBriefing({ ...input, passages: [...input.passages, silent] }));
    expect(html).toContain('<p class="legend">');
    expect(html).toContain('<abbr title="Threatens or compels"');
  });

  it('loads nothing', () => {
    const html = renderBriefingHtml(composeBriefing(sampleInput()));
    expect(html).not.toMatch(/<(script|img|link|iframe|object|embed|video|audio|base|form)\b|url\(|@import|src=/i);
  });
});

const ALLOWED_TAGS = new Set(
  (
    'html head meta title style body main header footer section p h1 h2 h3 dl div dt dd span a ul ol li table caption ' +
    'thead tbody tfoot tr th td abbr figure blockquote figcaption sup cite code strong br'
  ).split(' '),
);

/** Names of all tags and attributes in a page of ours, read without trusting its escaping. */
class PageNames {
  readonly tags: readonly string[];
  readonly attributes: readonly string[];

  constructor(html: string) {
    const open = [
      ...html
        .replace(/<!doctype html>|<style>[^<]*<\/style>/g, '')
        .matchAll(/<([a-zA-Z][^\s>]*)((?:\s+[^\s=>]+(?:="[^"]*")?)*)\s*>/g),
    ];
    this.tags = open.map((match) => (match[1] ?? '').toLowerCase());
    this.attributes = open.flatMap((match) =>
      [...(match[2] ?? '').matchAll(/([^\s=]+)="/g)].map((name) => name[1] ?? ''),
    );
  }
}

describe('the Markdown exporter', () => {
  it('writes the golden file', async () => {
    await expect(utf8.decode(await write('md', sampleInput()))).toMatchFileSnapshot(
      '../../fixtures/exports/briefing.md',
    );
  });

  it('writes hostile words as plain words', async () => {
    await expect(utf8.decode(await write('md', hostileInput()))).toMatchFileSnapshot(
      '../../fixtures/exports/hostile.md',
    );
  });
});

describe('the Word exporter', () => {
  it('writes the golden paragraphs, styles and footnotes', async () => {
    const docx = await write('docx', sampleInput());
    const text = [
      '# document',
      ...paragraphs(docx, 'word/document.xml'),
      '# footnotes',
      ...paragraphs(docx, 'word/footnotes.xml'),
    ];
    await expect(`${text.join('\n')}\n`).toMatchFileSnapshot('../../fixtures/exports/briefing.docx.txt');
  });

  it('names itself and its title in the document properties', async () => {
    const core = strFromU8(unzipSync(await write('docx', sampleInput()))['docProps/core.xml'] ?? new Uint8Array());
    expect(core).toContain('<dc:title>Local participation in federal civil immigration enforcement</dc:title>');
    expect(core).toContain('<dc:creator>Standpoint</dc:creator>');
  });

  it('repeats the header row of its tables', async () => {
    const xml = strFromU8(unzipSync(await write('docx', sampleInput()))['word/document.xml'] ?? new Uint8Array());
    expect(xml.match(/<w:tblHeader\/>/g)).toHaveLength(2);
  });

  it('stays well formed and keeps directions with hostile words', async () => {
    const docx = await write('docx', hostileInput());
    const text = paragraphs(docx, 'word/document.xml').join('\n');
    expect(text).toContain('Quote: <script>alert("x")</script> & "quotes" | pipes * _stars_ [link](http://x) `code`');
    expect(strFromU8(unzipSync(docx)['word/document.xml'] ?? new Uint8Array())).toContain('<w:bidi/>');
    expect(paragraphs(docx, 'word/footnotes.xml').length).toBeGreaterThan(2);
  });
});

describe('encodeUtf8', () => {
  it('gives the bytes that TextEncoder gives', () => {
    for (const text of ['', 'a', 'é', '—', '😀', 'x\ud800y', '\udc00']) {
      expect(encodeUtf8(text)).toEqual(new TextEncoder().encode(text));
    }
  });
});

describe('textOn', () => {
  it.each([
    ['#ffffff', '#000000'],
    ['#000000', '#ffffff'],
    ['#ffd33d', '#000000'],
    ['#1a7f37', '#ffffff'],
  ])('reads on %s in %s', (color, expected) => {
    expect(textOn(color)).toBe(expected);
  });
});
