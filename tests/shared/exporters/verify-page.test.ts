import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { verifyPageCode } from '../../../scripts/embed-verify-page.mjs';
import { renderVerifyPage } from '../../../shared/exporters/verify-page.ts';
import type { PackageData } from '../../../shared/verify-package.ts';
import { HOSTILE } from '../../support/a-hostile-report.ts';

function aPackage(count: number): PackageData {
  const sha256 = 'a'.repeat(64);
  return {
    title: HOSTILE,
    archiveTitle: HOSTILE,
    exportedAt: 'November 22, 2026',
    sources: [
      {
        sha256,
        title: HOSTILE,
        issuer: HOSTILE,
        issued: null,
        version: 1,
        fileName: 'a #1?.txt',
        path: 'originals/a #1?.txt',
        text: `${HOSTILE}</script><script>alert(1)</script>`,
        isPlainText: true,
      },
    ],
    quotes: Array.from({ length: count }, (_value, index) => ({
      number: index + 1,
      quoteNumber: index + 1,
      printed: HOSTILE,
      exact: HOSTILE,
      spans: [{ start: 0, end: HOSTILE.length }],
      source: sha256,
      page: '<i>',
      check: HOSTILE,
      isFlagged: false,
    })),
  };
}

describe('renderVerifyPage', () => {
  it('carries the script that its sources make', async () => {
    expect(await readFile('shared/exporters/verify-page-code.ts', 'utf8')).toBe(await verifyPageCode());
  });

  it('runs its own script and style alone, and takes hostile words for words', () => {
    const html = renderVerifyPage(aPackage(2));
    const page = parseHTML(html).document;
    const scripts = [...page.querySelectorAll('script')];
    expect(scripts.map((script) => script.getAttribute('type'))).toEqual(['application/json', null]);
    const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    const style = /<style>([\s\S]*?)<\/style>/.exec(html)?.[1] ?? '';
    const code = /<script>([\s\S]*?)<\/script>/.exec(html)?.[1] ?? '';
    expect(page.querySelector('meta[http-equiv]')?.getAttribute('content')).toBe(
      `default-src 'none'; style-src ${hash(style)}; script-src ${hash(code)}; base-uri 'none'; form-action 'none'`,
    );
    expect(html).not.toMatch(/<[^>]*\s(?:on\w+|src)=/i);
    expect(code).not.toMatch(/\bfetch\(|XMLHttpRequest|WebSocket|sendBeacon|innerHTML|\beval\(|import\(/);
    expect(page.querySelector('tbody a')?.getAttribute('href')).toBe('originals/a%20%231%3F.txt');
    expect(JSON.parse(scripts[0]?.textContent ?? '')).toEqual(JSON.parse(JSON.stringify(aPackage(2))));
  });

  it('holds 500 quotes', () => {
    expect(renderVerifyPage(aPackage(500)).match(/<article /g)).toHaveLength(500);
  });
});
