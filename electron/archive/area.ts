import type { ArchiveMethods } from '../../shared/contract.ts';
import type { Version } from '../../shared/domain/document.ts';
import { ArchiveError } from '../../shared/errors.ts';
import type { ArchiveCore } from './archive-core.ts';
import { versionOf } from './documents.ts';
import type { AreaTask } from './importers/page-area.ts';
import { findPassage, shortenQuote, viewOf } from './passages.ts';

type AreaMethods = Pick<ArchiveMethods, 'document.areaImage' | 'recognition.area' | 'passage.recogniseArea'>;

const DEFAULT_LANGUAGES = ['eng'];
/** Pixels a point of a picture. */
const DEFAULT_SCALE = 2;
/** Milliseconds that drawing or reading a part of a page may take: the slowest whole page seen takes a tenth of it. */
const TIMEOUT = 120_000;

interface Area {
  readonly page: number;
  readonly rect: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

/** The methods about rectangles of pages. */
export function areaMethods(core: ArchiveCore): AreaMethods {
  return {
    'document.areaImage': async ({ id, version, page, rect, scale = DEFAULT_SCALE }) => {
      const document = await core.document(id);
      const area = await locateArea(core, versionOf(document, version), { page, rect });
      const { png, width, height } = await core.context
        .pool()
        .run('drawArea', { ...area, scale }, { timeoutMs: TIMEOUT });
      return { png: Buffer.from(png).toString('base64'), width, height };
    },
    'recognition.area': async ({ documentId, version, page, rect, languages = DEFAULT_LANGUAGES }) => {
      const document = await core.document(documentId);
      return readArea(core, versionOf(document, version), { page, rect }, languages);
    },
    'passage.recogniseArea': async ({ id, languages = DEFAULT_LANGUAGES }) => {
      const { passage: known, document } = await findPassage(core, id);
      const { area } = known;
      if (area === undefined) {
        throw new ArchiveError(
          'invalid-input',
          'id: this passage marks words, whose text is known; no area of a page.',
        );
      }
      const [x, y, width, height] = area.rect;
      const place = { page: area.page, rect: { x, y, width, height } };
      const { text } = await readArea(core, versionOf(document, known.version), place, languages);
      return core.change(async () => {
        // Somebody may have changed it while its area was read.
        const { passage: before } = await findPassage(core, id);
        if (before.area === undefined || before.area.recognised === text) {
          return { value: viewOf(before, document), event: null };
        }
        const after = {
          ...before,
          area: { ...before.area, recognised: text },
          updatedAt: core.context.now().toISOString(),
        };
        const what = text === '' ? `an area of page ${area.page}` : `“${shortenQuote(text)}”`;
        return {
          value: viewOf(after, document),
          event: {
            type: 'passage.update',
            label: `Recognise ${what}`,
            changes: [{ entity: 'passage', id, before, after }],
          },
        };
      });
    },
  };
}

function readArea(
  core: ArchiveCore,
  version: Version,
  area: Area,
  languages: readonly string[],
): Promise<{ text: string; confidence: number | null }> {
  return locateArea(core, version, area).then((place) =>
    core.context.recogniser().run('recogniseArea', { ...place, languages }, { timeoutMs: TIMEOUT }),
  );
}

/** The file and the part of its page. Throws `unsupported` without pages, `invalid-input` for what lies outside. */
async function locateArea(core: ArchiveCore, version: Version, { page, rect }: Area): Promise<AreaTask> {
  const { pages, pagesPdf } = await core.derived.load(version);
  if (pages.length === 0 || (version.format !== 'pdf' && pagesPdf === null)) {
    throw new ArchiveError('unsupported', `“${version.fileName}” has no pages to take an area of. Mark its words.`);
  }
  const info = pages[page - 1];
  if (info === undefined) {
    throw new ArchiveError(
      'invalid-input',
      `page: “${version.fileName}” has no page ${page}; its last one is ${pages.length}.`,
    );
  }
  const x = Math.max(0, rect.x);
  const y = Math.max(0, rect.y);
  const width = Math.min(info.width, rect.x + rect.width) - x;
  const height = Math.min(info.height, rect.y + rect.height) - y;
  if (width < 1 || height < 1) {
    throw new ArchiveError(
      'invalid-input',
      `rect: nothing of it lies on page ${page}, which is ${Math.round(info.width)} × ${Math.round(info.height)} points.`,
    );
  }
  return {
    path: pagesPdf === null ? core.objects.pathOf(version.sha256) : core.derived.pagesPath(version.sha256),
    page,
    part: { x, y, width, height, pageWidth: info.width },
  };
}
