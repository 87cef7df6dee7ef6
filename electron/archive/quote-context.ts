import type { QuoteUse, Report } from '../../shared/domain/report.ts';
import { ArchiveError } from '../../shared/errors.ts';
import { contextAround } from '../../shared/verify-package.ts';
import type { ArchiveCore } from './archive-core.ts';
import { versionOf } from './documents.ts';

/** Characters of preserved text that go with a quote, each way. */
const REACH = 320;

/** The report with the preserved text around each of its quotes; quotes whose text cannot be had stay as they are. */
export async function withContext(core: ArchiveCore, report: Report): Promise<Report> {
  const texts = new Map<string, string | null>();
  const uses: QuoteUse[] = [];
  for (const use of report.uses) {
    const { documentId, version, sha256, selectors } = use.evidence;
    const spans = selectors.flatMap((selector) => (selector.type === 'TextPositionSelector' ? [selector] : []));
    const first = spans[0];
    const last = spans[spans.length - 1];
    const text = texts.has(sha256) ? (texts.get(sha256) ?? null) : await textOf(core, documentId, version);
    texts.set(sha256, text);
    if (text === null || first === undefined || last === undefined) uses.push(use);
    else
      uses.push({
        ...use,
        evidence: { ...use.evidence, context: contextAround(text, first.start, last.end, REACH) },
      });
  }
  return { ...report, uses };
}

async function textOf(core: ArchiveCore, documentId: string, number: number): Promise<string | null> {
  try {
    return (await core.derived.load(versionOf(await core.document(documentId), number))).text;
  } catch (error) {
    // The check of the quote has told why already.
    if (!(error instanceof ArchiveError) || error.code === 'io' || error.code === 'internal') throw error;
    return null;
  }
}
