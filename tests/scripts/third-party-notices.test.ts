import { describe, expect, it } from 'vitest';
import { thirdPartyNotices } from '../../scripts/third-party-notices.mjs';

describe('thirdPartyNotices', () => {
  const text = thirdPartyNotices();
  const packages = [...text.matchAll(/^={80}\n((\S+) \d\S*)$/gm)];
  const names = packages.map(([, , name]) => name);

  it('holds the whole Apache licence of pdf.js, and what it says of its character maps', () => {
    const [, pdfjs = ''] = text.split(/^={80}\npdfjs-dist /m);
    expect(pdfjs).toMatch(/^[\d.]+\nLicence: Apache-2\.0/);
    expect(pdfjs).toContain('TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION');
    expect(pdfjs).toContain('[cmaps/LICENSE]');
  });

  it('names what is bundled, what that depends on, and no tool of development', () => {
    expect(names).toEqual(expect.arrayContaining(['react', 'scheduler', 'zod', 'mammoth', '@photostructure/sqlite']));
    expect(names).not.toEqual(expect.arrayContaining(['electron']));
    expect(names.filter((name) => /^(vite|vitest|typescript|knip|electron.*|@playwright.*)$/.test(name ?? ''))).toEqual(
      [],
    );
  });

  it('names each version of a package once', () => {
    const versions = packages.map(([, nameAndVersion]) => nameAndVersion);
    expect(versions).toEqual([...new Set(versions)]);
  });
});
