import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BlockNode, InlineNode } from '../../../shared/domain/briefing-body.ts';
import { dismissalOf, withoutDismissed } from '../../../shared/lint/finding-fingerprint.ts';
import { createTempArchive, type TempArchive } from '../../support/temp-archive.ts';

const STATEMENT =
  'The Alder Police Department will not take part in civil operations. We will hold a person only on a warrant signed by a judge.\n\nOur duty is to every resident.';
const NOTICE = 'The Birch Police Department will assist federal officers whenever they ask for it.';

let archive: TempArchive;
let documentId = '';

beforeEach(async () => {
  archive = await createTempArchive();
  const [statement = ''] = await archive.importTexts({ 'statement.txt': STATEMENT, 'notice.txt': NOTICE });
  documentId = statement;
  await archive.call('document.update', { id: statement, title: 'Statement of Alder', dateIssued: '2026-01-15' });
});

afterEach(() => archive.dispose());

const text = (words: string): InlineNode => ({ type: 'text', text: words });
const paragraph = (...content: InlineNode[]): BlockNode => ({ type: 'paragraph', content });
const quote = (passageId: string, excerpt: string | null = null): BlockNode => ({
  type: 'quote',
  attrs: { useId: `use-${passageId}`, passageId, excerpt, showCodings: false },
});

async function mark(words: string, stance = 'declines to participate'): Promise<string> {
  const codings = [{ agency: 'Alder Police Department', stance }];
  return (await archive.call('passage.add', { documentId, quote: words, codings })).id;
}

async function lint(body: BlockNode[], asOf: string | null = null) {
  const { id } = await archive.call('briefing.create', { title: 'Positions', asOf, body });
  const { findings } = await archive.call('briefing.lint', { id });
  return findings.filter(({ rule }) => rule !== 'one-source').map(({ rule, words }) => [rule, words]);
}

describe('briefing.lint', () => {
  it('looks at the preserved text around a quote', async () => {
    const cut = await mark('take part in civil operations');
    const whole = await mark('The Alder Police Department will not take part in civil operations.');
    expect(await lint([quote(cut), quote(whole)])).toEqual([['cut-negation', 'take part in civil operations']]);
  });

  it('looks for words in quotation marks in all sources, not in those alone that are cited', async () => {
    const body = [
      paragraph(text('We take “assist federal officers whenever they ask for it” for a promise.')),
      paragraph(text('We take “assist federal officers whenever it suits them” for a promise.')),
    ];
    expect(await lint(body)).toEqual([['unsourced-quotation', 'assist federal officers whenever it suits them']]);
  });

  it('knows titles of sources when they stand in quotation marks', async () => {
    expect(await lint([paragraph(text('Our reading of “Statement of Alder” is short.'))])).toEqual([]);
  });

  it('holds prose against codings and dates against that of the briefing', async () => {
    const id = await mark('The Alder Police Department will not take part in civil operations.');
    const said = paragraph(text('The Alder Police Department supports civil operations.'), {
      type: 'citation',
      attrs: { useId: 'use-1', passageId: id },
    });
    expect(await lint([said], '2025-12-31')).toEqual([
      ['stance-contradiction', 'Alder Police Department supports'],
      ['stale-position', 'The Alder Police Department will not take part in civil operations.'],
    ]);
  });

  it('takes what the editor holds in place of what is stored, and a briefing that arranges itself as it is printed', async () => {
    const cut = await mark('take part in civil operations');
    const { id } = await archive.call('briefing.create', { title: 'Positions' });
    const rules = async (body?: BlockNode[]) => {
      const { findings } = await archive.call('briefing.lint', { id, ...(body === undefined ? {} : { body }) });
      return findings.map(({ rule }) => rule).filter((rule) => rule !== 'one-source');
    };
    expect(await rules()).toEqual(['cut-negation']);
    expect(await rules([])).toEqual([]);
    expect(await rules([quote(cut), quote(cut)])).toEqual(['cut-negation', 'cut-negation']);
  });

  it('passes over a passage that is gone, and says if there is no such briefing', async () => {
    expect(await lint([quote('gone')])).toEqual([]);
    await expect(archive.call('briefing.lint', { id: 'none' })).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('dismissing findings', () => {
  const uncited = 'The Alder Police Department refused 12 requests in 2025.';
  const look = async (id: string) => {
    const { findings } = await archive.call('briefing.lint', { id });
    const { dismissedFindings } = await archive.call('briefing.get', { id });
    return withoutDismissed(findings, dismissedFindings);
  };

  it('is kept in the briefing as one change, which can be undone', async () => {
    const { id } = await archive.call('briefing.create', { title: 'Positions', body: [paragraph(text(uncited))] });
    const found = await look(id);
    const [finding] = found;
    if (finding === undefined) throw new Error('Nothing was found.');
    const before = await archive.call('briefing.get', { id });
    await archive.call('briefing.dismissFindings', { id, findings: [dismissalOf(finding)] });
    const [entry] = await archive.call('history.list', { limit: 1 });
    expect(entry).toMatchObject({ type: 'briefing.update', label: 'Dismiss a finding in Positions' });
    expect(await look(id)).toEqual(found.slice(1));
    // A second time it is no change.
    await archive.call('briefing.dismissFindings', { id, findings: [dismissalOf(finding)] });
    expect((await archive.call('history.list', { limit: 1 }))[0]?.seq).toBe(entry?.seq);
    // Without the words themselves.
    expect(JSON.stringify((await archive.call('briefing.get', { id })).dismissedFindings)).not.toContain('Alder');
    await archive.call('briefing.restoreFindings', { id });
    expect(await look(id)).toEqual(found);
    await archive.call('history.undo', {});
    expect(await look(id)).toEqual(found.slice(1));
    await archive.session.close();
    const again = archive.reopen();
    await again.call('archive.open', { directory: archive.directory });
    expect((await again.call('briefing.get', { id })).dismissedFindings).toEqual([dismissalOf(finding)]);
    await again.call('history.undo', {});
    expect(await again.call('briefing.get', { id })).toEqual(before);
  });

  it('stays when the briefing goes back to a kept version, and goes into no template', async () => {
    const { id } = await archive.call('briefing.create', { title: 'Positions', body: [paragraph(text(uncited))] });
    const kept = await archive.call('briefing.keepVersion', { id, name: '' });
    const [finding] = await look(id);
    if (finding === undefined) throw new Error('Nothing was found.');
    const dismissed = [dismissalOf(finding)];
    await archive.call('briefing.dismissFindings', { id, findings: dismissed });
    await archive.call('briefing.update', { id, body: [paragraph(text('Other words.'))] });
    const restored = await archive.call('briefing.restoreVersion', { id: kept.id });
    expect(restored.dismissedFindings).toEqual(dismissed);
    await expect(archive.call('briefing.dismissFindings', { id: kept.id, findings: dismissed })).rejects.toMatchObject({
      code: 'conflict',
    });
    const template = await archive.call('briefing.saveAsTemplate', { id, name: 'Survey' });
    expect(template.dismissedFindings).toBeUndefined();
  });
});

describe('briefing.export', () => {
  it.each(['docx', 'html', 'md'])(
    'writes no .%s that gives a path of this machine away, and says where',
    async (extension) => {
      const { id } = await archive.call('briefing.create', {
        title: 'Positions',
        body: [
          quote(await mark('Our duty is to every resident.')),
          paragraph(text('See /home/ada/notes/draft.docx for more.')),
        ],
      });
      const to = join(archive.root, `briefing.${extension}`);
      await expect(archive.call('briefing.export', { id, to })).rejects.toMatchObject({
        code: 'leak',
        message: expect.stringContaining('/home/ada/notes/draft.docx'),
      });
      expect(existsSync(to)).toBe(false);
    },
  );

  it('keeps names of coders and notes out', async () => {
    const passageId = await mark('Our duty is to every resident.');
    await archive.call('passage.update', { id: passageId, note: 'Ask counsel before this is quoted.' });
    const { id } = await archive.call('briefing.create', { title: 'Positions', body: [quote(passageId)] });
    for (const extension of ['html', 'md']) {
      const to = join(archive.root, `clean.${extension}`);
      await archive.call('briefing.export', { id, to });
      const written = readFileSync(to, 'utf8');
      expect(written).toContain('Our duty is to every resident.');
      expect(written).not.toMatch(/A\. Coder|Ask counsel/);
    }
  });
});
