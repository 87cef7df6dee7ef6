import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { EvidencePackage } from '../../shared/contract/evidence.ts';
import type { ParsedInput } from '../../shared/contract.ts';
import type { SourceDocument, Version } from '../../shared/domain/document.ts';
import type { Evidence } from '../../shared/domain/evidence.ts';
import { evidenceOf } from '../../shared/domain/evidence-of.ts';
import type { Passage } from '../../shared/domain/passage.ts';
import { formatDate } from '../../shared/domain/printed-form.ts';
import type { QuoteUse, Report } from '../../shared/domain/report.ts';
import { ArchiveError } from '../../shared/errors.ts';
import { BRIEFING_EXPORTERS } from '../../shared/exporters/index.ts';
import { encodeUtf8 } from '../../shared/exporters/utf8.ts';
import { renderVerifyPage } from '../../shared/exporters/verify-page.ts';
import { toWebAnnotations } from '../../shared/exporters/web-annotation.ts';
import { isUseFlagged, labelOfUse } from '../../shared/exporters/wording.ts';
import { assertNoLeak, type LeakRules } from '../../shared/leak-check.ts';
import type { PackageData, PackagedQuote, PackagedSource } from '../../shared/verify-package.ts';
import type { ArchiveCore, Planned } from './archive-core.ts';
import { MEDIA_TYPES } from './bagit/bag-layout.ts';
import { FolderNames, safeName } from './bagit/bag-names.ts';
import { type PayloadFile, writeBag } from './bagit/write-bag.ts';
import { composeGathered, gatherReport } from './briefing-report.ts';
import { assertNoGaps, requireBriefing } from './briefings.ts';
import { sha256 } from './canonical-json.ts';
import { versionOf } from './documents.ts';
import type { ExportRun } from './export-jobs.ts';
import { leakRulesOf } from './export-leaks.ts';
import { exportTools } from './export-tools.ts';
import { packagedLog } from './package-log.ts';
import { packageReadme } from './package-readme.ts';
import { withContext } from './quote-context.ts';

/** An original that goes into a package. */
interface Original {
  readonly document: SourceDocument;
  readonly version: Version;
  /** Its name in the folders of the package. */
  readonly name: string;
  readonly text: string | null;
}

/**
 * Writes a briefing with all that is needed to check it by whoever gets it: a bag in a ZIP, checked from the disk before
 * it gets its name. Internal passages, internal notes and, unless the briefing names them, coders stay out. Throws `empty`,
 * `unverified`, `archive-exists`, `damaged`, `cancelled`, `io`.
 */
export async function writeEvidencePackage(
  core: ArchiveCore,
  { id, to, strict }: ParsedInput<'briefing.package'>,
  run: ExportRun,
): Promise<Planned<EvidencePackage>> {
  const { briefing, gathered } = await core.exclusively(async () => {
    const found = await requireBriefing(core, id);
    return { briefing: found, gathered: await gatherReport(core, found) };
  });
  if (strict === true) assertNoGaps(gathered);
  const made = await composeGathered(core, gathered, true, run);
  const report = await withContext(core, made.report);
  if (report.uses.length === 0) {
    throw new ArchiveError(
      'empty',
      `“${briefing.title}” quotes nothing yet, so there is nothing to prove by a package.`,
    );
  }
  const flagged = report.flagged.map(({ useId, quote, fault, evidence }) => ({
    passageId: quote.passageId,
    useId,
    quote: evidence.exact,
    check: quote.check,
    fault,
  }));
  if (strict === true && flagged.length > 0) {
    throw new ArchiveError(
      'unverified',
      `${flagged.length} of ${report.uses.length} quotes are not clean, so no package was written. Export without strict mode to have them marked.`,
      { details: flagged },
    );
  }
  const scratch = join(core.temporaryFolder, `package.${randomUUID()}`);
  await mkdir(scratch, { recursive: true });
  try {
    const leaks = await leakRulesOf(core, briefing, made.passages);
    const { files: formats, withoutPdf } = await writeFormats(core, report, scratch, leaks, run);
    const originals = await originalsOf(core, report, run);
    const exportedAt = core.context.now();
    const namesCoders = briefing.namesCoders ?? false;
    const passages = made.passages.filter(({ internal }) => internal !== 'passage').map(withoutInternalNote);
    const evidence = evidenceOf(report);
    const log = await packagedLog(core, {
      documentIds: new Set(originals.map(({ document }) => document.id)),
      passageIds: new Set(passages.map((passage) => passage.id)),
      namesCoders,
    });
    const data = packageData(report, evidence, originals, exportedAt);
    const files: PayloadFile[] = [
      { path: 'README.txt', content: packageReadme({ report, exportedAt, withoutPdf, isFlagged: flagged.length > 0 }) },
      { path: 'verify.html', content: renderVerifyPage(data) },
      { path: 'evidence.json', content: `${JSON.stringify(evidence, null, 2)}\n` },
      { path: 'log/entries.ndjson', content: log.map((entry) => `${JSON.stringify(entry)}\n`).join('') },
      ...formats,
      ...originals.flatMap((original) => originalFiles(core, original)),
      ...annotationFiles(originals, passages, gathered.codebook, namesCoders),
    ];
    for (const { path, content } of files) {
      // The texts of the originals are given on as they are.
      if (typeof content !== 'string' || path.startsWith('text/')) continue;
      await run.at('write', 0, 0);
      assertNoLeak(encodeUtf8(content), path, leaks);
    }
    const zip = /\.zip$/i.test(to) ? to : `${to}.zip`;
    const { fileSystem } = core.context;
    const written = await writeBag(
      { to: zip, zip: true, files, info: describe(core, report, exportedAt) },
      {
        ...(fileSystem ? { fileSystem } : {}),
        signal: run.signal,
        onProgress: (done, total) => run.tell('write', done, total),
      },
    );
    const value: EvidencePackage = {
      path: written.path,
      formats: formats.map(({ path }) => path.slice(path.lastIndexOf('.') + 1)),
      withoutPdf,
      quotes: report.quotes.length,
      originals: originals.length,
      payload: { files: written.files, bytes: written.bytes },
      flagged,
    };
    return {
      value,
      event: {
        type: 'briefing.export',
        label: `Export ${briefing.title} as the evidence package ${basename(written.path)}`,
        changes: [],
        detail: {
          briefingId: id,
          fileName: basename(written.path),
          payload: value.payload,
          formats: value.formats,
          quotes: value.quotes,
          flagged: flagged.map(({ passageId, check }) => ({ passageId, status: check.status })),
        },
      },
    };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** The briefing in every format that can be written here. */
async function writeFormats(
  core: ArchiveCore,
  report: Report,
  scratch: string,
  leaks: LeakRules,
  run: ExportRun,
): Promise<{ readonly files: readonly PayloadFile[]; readonly withoutPdf: string | null }> {
  const tools = exportTools(core, run.signal);
  // Of a title like “Who will assist?” the words are wanted, not a sign that some system cannot have in a name.
  const name = safeName(
    report.title
      .replace(/[<>:"/\\|?*%\p{Cc}]+/gu, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
    'Briefing',
  );
  const files: PayloadFile[] = [];
  let withoutPdf: string | null = null;
  for (const { extension, write } of BRIEFING_EXPORTERS) {
    await run.at('write', 0, 0);
    try {
      const bytes = await write(report, tools);
      assertNoLeak(bytes, `briefing.${extension}`, leaks);
      const from = join(scratch, `briefing.${extension}`);
      await writeFile(from, bytes);
      files.push({
        path: `briefing/${name}.${extension}`,
        content: { from, sha256: sha256(bytes), byteLength: bytes.byteLength },
      });
    } catch (error) {
      // The package proves as much without it; its README says that it is not there.
      const isOnlyPdf = extension === 'pdf' && error instanceof ArchiveError;
      if (!isOnlyPdf || (error.code !== 'unsupported' && error.code !== 'timeout')) throw error;
      withoutPdf = error.message;
    }
  }
  return { files, withoutPdf };
}

/** The quoted originals in the order of the source list, each under a name of its own. */
async function originalsOf(core: ArchiveCore, report: Report, run: ExportRun): Promise<readonly Original[]> {
  const names = new FolderNames();
  const originals: Original[] = [];
  for (const [index, source] of report.sources.entries()) {
    await run.at('gather', index, report.sources.length);
    const document = await core.document(source.documentId);
    const version = versionOf(document, source.version);
    if (originals.some((known) => known.version.sha256 === version.sha256)) continue;
    originals.push({
      document,
      version,
      name: names.take(safeName(version.fileName, 'original')),
      text: await textOf(core, version),
    });
  }
  return originals;
}

async function textOf(core: ArchiveCore, version: Version): Promise<string | null> {
  try {
    return (await core.derived.load(version)).text;
  } catch (error) {
    if (!(error instanceof ArchiveError) || error.code === 'io' || error.code === 'internal') throw error;
    return null;
  }
}

function originalFiles(core: ArchiveCore, { version, name, text }: Original): readonly PayloadFile[] {
  return [
    {
      path: `originals/${name}`,
      content: {
        from: core.objects.pathOf(version.sha256),
        sha256: version.sha256,
        byteLength: version.byteLength,
      },
    },
    ...(text === null ? [] : [{ path: `text/${name}.txt`, content: text }]),
  ];
}

function annotationFiles(
  originals: readonly Original[],
  passages: readonly Passage[],
  codebook: Parameters<typeof toWebAnnotations>[0]['codebook'],
  namesCoders: boolean,
): readonly PayloadFile[] {
  return originals.flatMap(({ document, version, name, text }) => {
    const own = passages.filter((passage) => passage.documentId === document.id && passage.version === version.number);
    if (own.length === 0) return [];
    const target = {
      original: `../originals/${encodeName(name)}`,
      mediaType: MEDIA_TYPES[version.format] ?? 'application/octet-stream',
      textFile: text === null ? null : `../text/${encodeName(name)}.txt`,
      text,
    };
    const content = toWebAnnotations({ document, passages: own, codebook, targetOf: () => target, namesCoders });
    return [{ path: `passages/${name}.jsonld`, content }];
  });
}

const encodeName = (name: string): string => encodeURI(name).replace(/[?#]/g, encodeURIComponent);

const withoutInternalNote = (passage: Passage): Passage =>
  passage.internal === 'note' ? { ...passage, note: '' } : passage;

/** What the page for checking is made of. */
function packageData(
  report: Report,
  evidence: Evidence,
  originals: readonly Original[],
  exportedAt: Date,
): PackageData {
  const uses = new Map(report.uses.map((use) => [use.useId, use]));
  return {
    title: report.title,
    archiveTitle: report.archiveTitle,
    exportedAt: formatDate(exportedAt.toISOString()),
    sources: originals.map((original) => packagedSource(report, original)),
    quotes: evidence.uses.flatMap((entry) => {
      const use = uses.get(entry.useId);
      return use === undefined ? [] : [packagedQuote(use, entry)];
    }),
  };
}

function packagedSource(report: Report, { document, version, name, text }: Original): PackagedSource {
  const source = report.sources.find(({ sha256: hash }) => hash === version.sha256);
  return {
    sha256: version.sha256,
    title: document.title,
    issuer: source?.issuer ?? null,
    issued: source?.dateIssued ?? null,
    version: version.number,
    fileName: name,
    path: `originals/${name}`,
    text,
    isPlainText: version.format === 'text' || version.format === 'markdown',
  };
}

function packagedQuote(use: QuoteUse, entry: Evidence['uses'][number]): PackagedQuote {
  return {
    number: entry.number,
    quoteNumber: use.quote.number,
    printed: entry.printed,
    exact: entry.exact,
    spans: entry.selectors.flatMap((selector) =>
      selector.type === 'TextPositionSelector' ? [{ start: selector.start, end: selector.end }] : [],
    ),
    source: entry.sha256,
    page: use.quote.page,
    check: labelOfUse(use),
    isFlagged: isUseFlagged(use),
  };
}

function describe(core: ArchiveCore, report: Report, exportedAt: Date): readonly (readonly [string, string])[] {
  return [
    ['External-Identifier', report.briefingId],
    [
      'External-Description',
      `The briefing “${report.title}” with the originals it quotes, their text and a page to check them by. See data/README.txt.`,
    ],
    ['Bagging-Date', exportedAt.toISOString().slice(0, 10)],
    ['Bag-Software-Agent', core.context.software ?? 'Standpoint'],
  ];
}
