import { describe, findQuote } from '../../shared/anchoring.ts';
import type { Version } from '../../shared/domain/document.ts';
import type { PassageArea } from '../../shared/domain/passage.ts';
import type { Selector } from '../../shared/domain/selector.ts';
import { ArchiveError } from '../../shared/errors.ts';
import { assembleCodings } from '../../shared/exchange/assemble-codings.ts';
import type { IncomingSelection, IncomingSource } from '../../shared/exchange/incoming.ts';
import { marksOf } from '../../shared/exchange/project-marks.ts';
import { type ProjectText, readProjectText } from '../../shared/exchange/project-text.ts';
import type { ArchiveCore } from './archive-core.ts';
import type { Derived } from './derived.ts';
import { codingHere, type PlannedCodes } from './exchange-codes.ts';
import type { OpenedProject } from './exchange-members.ts';
import type { IncomingPassage } from './exchange-passages.ts';
import { pixelsOf } from './exchange-qdpx.ts';
import { instantOf } from './exchange-time.ts';

/** What a source of a project is compared with. */
interface Place {
  readonly derived: Derived;
  /** The text that positions of the project count in; null if the project has none. */
  readonly theirs: ProjectText | null;
  /** Pixels a point, where the original is an upright picture. */
  readonly pixels: readonly [number, number] | null;
}

/** What was marked in a source of a project, as passages in the ids that hold here. Their places are still to be found. */
export async function passagesOfSource(
  core: ArchiveCore,
  opened: OpenedProject,
  codes: PlannedCodes,
  source: IncomingSource,
  version: Version,
): Promise<readonly IncomingPassage[]> {
  const { project } = opened;
  const marks = marksOf(source, project.links);
  if (marks.length === 0) return [];
  const derived = await core.derived.load(version);
  const raw = await textOf(opened, source);
  const place: Place = {
    derived,
    theirs: raw === null ? null : readProjectText(raw, spansOf(source), project.origin),
    pixels: await pixelsOf(version, core.objects.pathOf(version.sha256), derived.pages),
  };
  const users = new Map(project.users);
  const notes = new Map(project.notes.map((note) => [note.guid, note]));
  const passages: IncomingPassage[] = [];
  for (const mark of marks) {
    const [first] = mark.pieces;
    if (first === undefined) continue;
    const now = core.context.now().toISOString();
    const createdAt = instantOf(first.createdAt) ?? now;
    const { codings, left, review } = assembleCodings(mark.codes, codes.plan.meanings, codes.defaults);
    const said: string[] = [];
    for (const guid of mark.notes) {
      const note = notes.get(guid);
      if (note !== undefined) said.push(note.text !== '' ? note.text : await noteAt(opened, note.path));
    }
    const names = left.flatMap((guid) => codes.plan.paths.get(guid) ?? []);
    if (names.length > 0) said.push(`Codes in “${project.name}”: ${[...new Set(names)].join('; ')}`);
    const where = whereIs(mark.pieces, place);
    passages.push({
      words: where.words,
      selectors: where.selectors,
      area: where.area,
      codings: codings.flatMap((coding) => {
        const by = {
          coder: users.get(coding.user ?? first.user ?? '') ?? '',
          codedAt: instantOf(coding.at) ?? createdAt,
        };
        return codingHere(coding, codes, by) ?? [];
      }),
      note: [...said, ...mark.descriptions].filter((part) => part.trim() !== '').join('\n\n'),
      coder: users.get(first.user ?? '') ?? '',
      createdAt,
      updatedAt: instantOf(first.modifiedAt) ?? createdAt,
      review: review ?? (left.length > 0 ? 'needs-review' : undefined),
    });
  }
  return passages;
}

const spansOf = ({ selections }: IncomingSource) =>
  selections.flatMap(({ place, name }) =>
    place.kind === 'text' ? [{ start: place.start, end: place.end, name }] : [],
  );

async function textOf(opened: OpenedProject, { plainText, plainTextPath }: IncomingSource): Promise<string | null> {
  if (plainTextPath === null) return plainText;
  try {
    return await opened.textOf(plainTextPath);
  } catch (error) {
    if (!(error instanceof ArchiveError) || error.code === 'io' || error.code === 'internal') throw error;
    return plainText;
  }
}

async function noteAt(opened: OpenedProject, address: string | null): Promise<string> {
  if (address === null) return '';
  try {
    return (await opened.textOf(address)).replace(/^\ufeff/, '').trim();
  } catch (error) {
    if (!(error instanceof ArchiveError) || error.code === 'io' || error.code === 'internal') throw error;
    return `[${error.message}]`;
  }
}

type Where = Pick<IncomingPassage, 'words' | 'selectors' | 'area'>;

function whereIs(pieces: readonly IncomingSelection[], place: Place): Where {
  const [first] = pieces;
  if (first !== undefined && first.place.kind !== 'text') return whereOnPage(first, place);
  const { theirs, derived } = place;
  const selectors: Selector[] = [];
  const words: string[] = [];
  for (const { place: span, name } of pieces) {
    if (span.kind !== 'text') continue;
    const start = theirs?.unitAt(span.start) ?? span.start;
    const end = theirs?.unitAt(span.end) ?? span.end;
    const exact = theirs?.text.slice(start, end) ?? name;
    words.push(exact);
    if (theirs !== null && theirs.text !== derived.text && exact.trim() !== '') {
      selectors.push(...describe(theirs.text, start, end));
    } else {
      selectors.push(
        { type: 'TextQuoteSelector', exact, prefix: '', suffix: '' },
        { type: 'TextPositionSelector', start: Math.max(0, start), end: Math.max(0, end) },
      );
    }
  }
  return { words: words.join(' … '), selectors, area: null };
}

/** Words on a page, if the program gives them as the name of what it marked and they are there once; else the area. */
function whereOnPage({ place, name }: IncomingSelection, { derived, pixels }: Place): Where {
  const number = place.kind === 'page' ? place.page : 1;
  const page = derived.pages.find((each) => each.number === number);
  const wanted = name.replace(/(…|\.\.\.)$/, '').trim();
  if (page !== undefined && wanted.length >= 3) {
    const places = findQuote(derived.text.slice(page.start, page.end), wanted);
    const [only] = places;
    if (only !== undefined && places.length === 1) {
      const [start, end] = [page.start + only.start, page.start + only.end];
      const exact = derived.text.slice(start, end);
      const selectors: Selector[] = [
        { type: 'TextQuoteSelector', exact, prefix: '', suffix: '' },
        { type: 'TextPositionSelector', start, end },
      ];
      return { words: exact, selectors, area: null };
    }
  }
  const [x1, y1, x2, y2] = place.kind === 'text' ? ([0, 0, 0, 0] as const) : place.corners;
  const height = page?.height ?? 0;
  const rect: PassageArea['rect'] =
    place.kind === 'page'
      ? [Math.min(x1, x2), height - Math.max(y1, y2), Math.max(1, Math.abs(x2 - x1)), Math.max(1, Math.abs(y2 - y1))]
      : toPoints([Math.min(x1, x2), Math.min(y1, y2), Math.abs(x2 - x1), Math.abs(y2 - y1)], pixels);
  return { words: name || `Area of page ${number}`, selectors: [], area: { page: number, rect, recognised: null } };
}

function toPoints(
  [x, y, width, height]: readonly [number, number, number, number],
  pixels: Place['pixels'],
): PassageArea['rect'] {
  const [across, down] = pixels ?? [1, 1];
  return [x / across, y / down, Math.max(1, width / across), Math.max(1, height / down)];
}
