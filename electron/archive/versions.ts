import type { PlacementList } from '../../shared/contract/versions.ts';
import type { ArchiveMethods, ParsedInput } from '../../shared/contract.ts';
import type { SourceDocument } from '../../shared/domain/document.ts';
import type { Change } from '../../shared/domain/event.ts';
import type { Passage, Placement } from '../../shared/domain/passage.ts';
import { ArchiveError } from '../../shared/errors.ts';
import type { ArchiveCore, Planned } from './archive-core.ts';
import { briefingsUsing } from './briefing-uses.ts';
import { isSameJson } from './canonical-json.ts';
import { planCarry } from './carry.ts';
import { compareVersions } from './compare-versions.ts';
import { documentChange, versionOf } from './documents.ts';
import { planJoin } from './join-versions.ts';
import { findPassage, shortenQuote } from './passages.ts';

type VersionMethods = Pick<
  ArchiveMethods,
  | 'version.join'
  | 'version.placements'
  | 'version.decide'
  | 'version.recarry'
  | 'version.compare'
  | 'document.withdraw'
  | 'document.unwithdraw'
>;

/** The methods about the versions of a document, and about its withdrawal. */
export function versionMethods(core: ArchiveCore): VersionMethods {
  return {
    'version.join': ({ id, into }) => core.change(() => planJoin(core, id, into)),
    'version.placements': ({ documentId, version }) => listPlacements(core, documentId, version),
    'version.decide': (input) => core.change(() => planDecide(core, input)),
    'version.recarry': async ({ documentId, version }) => {
      const number = await core.change(() => planRecarry(core, documentId, version));
      return listPlacements(core, documentId, number);
    },
    'version.compare': ({ documentId, from, to }) => compareVersions(core, documentId, from, to),
    'document.withdraw': ({ id, ...withdrawal }) =>
      core.change(async () => {
        const before = await core.document(id);
        return planDocument(before, { ...before, withdrawal }, `Mark ${before.title} as ${withdrawal.status}`);
      }),
    'document.unwithdraw': ({ id }) =>
      core.change(async () => {
        const before = await core.document(id);
        const { withdrawal: _withdrawal, ...after } = before;
        return planDocument(before, after, `Take back that ${before.title} was withdrawn`);
      }),
  };
}

function planDocument(before: SourceDocument, after: SourceDocument, label: string): Planned<SourceDocument> {
  if (isSameJson(before, after)) return { value: before, event: null };
  return { value: after, event: { type: 'document.update', label, changes: [documentChange(before, after)] } };
}

/** Units of context shown on each side of a place. */
const CONTEXT = 240;

/** Where the passages of older versions stand in a version, the newest if none is given. */
async function listPlacements(core: ArchiveCore, documentId: string, number?: number): Promise<PlacementList> {
  const document = await core.document(documentId);
  const version = versionOf(document, number);
  const older = (await core.store.passages(documentId)).filter((passage) => passage.version < version.number);
  const uses = await briefingsUsing(core, document, older);
  const texts = new Map<number, string | null>();
  const around = async (which: number, start: number, end: number) => {
    if (!texts.has(which)) texts.set(which, await readableText(core, document, which));
    const text = texts.get(which) ?? '';
    return {
      before: text.slice(wholeUnits(text, Math.max(0, start - CONTEXT)), start),
      after: text.slice(end, wholeUnits(text, Math.min(text.length, end + CONTEXT))),
    };
  };
  const placements: PlacementList['placements'] = [];
  for (const passage of older) {
    const placement = passage.placements?.find((candidate) => candidate.version === version.number);
    if (placement === undefined) continue;
    const { start, end } = placement;
    placements.push({
      passageId: passage.id,
      version: passage.version,
      quote: passage.quote,
      page: passage.page,
      surroundings: await around(passage.version, passage.start, passage.end),
      placement,
      newSurroundings: start === null || end === null ? null : await around(version.number, start, end),
      briefings: [...(uses.get(passage.id) ?? [])],
    });
  }
  return { documentId, version: version.number, placements };
}

/** The text of a version, or null if it cannot be made: its passages are listed all the same. */
async function readableText(core: ArchiveCore, document: SourceDocument, version: number): Promise<string | null> {
  try {
    return (await core.derived.load(versionOf(document, version))).text;
  } catch (error) {
    if (!(error instanceof ArchiveError) || error.code === 'io' || error.code === 'internal') throw error;
    return null;
  }
}

/** An offset that does not part a surrogate pair. */
function wholeUnits(text: string, offset: number): number {
  const code = text.charCodeAt(offset);
  return code >= 0xdc00 && code <= 0xdfff ? offset - 1 : offset;
}

/** Puts in the decision of a person: one event for all passages. Throws `not-found` or `conflict`, and changes none. */
async function planDecide(
  core: ArchiveCore,
  { passageIds, version, decision }: ParsedInput<'version.decide'>,
): Promise<Planned<{ passageId: string; placement: Placement }[]>> {
  const value: { passageId: string; placement: Placement }[] = [];
  const changes: Change[] = [];
  const decisions: Decision[] = [];
  for (const id of new Set(passageIds)) {
    const { passage: before, document } = await findPassage(core, id);
    const placement = decided(before, version, decision);
    value.push({ passageId: id, placement });
    const placements = (before.placements ?? []).map((other) => (other.version === version ? placement : other));
    const after: Passage = { ...before, placements };
    if (isSameJson(before, after)) continue;
    changes.push({ entity: 'passage', id, before, after });
    decisions.push({ quote: before.quote, title: document.title, isLost: placement.outcome === 'lost' });
  }
  if (changes.length === 0) return { value, event: null };
  const label = `${decision === 'accept' ? 'Accept' : 'Reject'} ${whatIsDecided(decisions, version)}`;
  return { value, event: { type: 'passage.decide', label, changes } };
}

interface Decision {
  readonly quote: string;
  /** Of its document. */
  readonly title: string;
  readonly isLost: boolean;
}

/** "the new place of “…” in version 2 of “…”", "that 2 passages are gone in version 2 of “…”" … */
function whatIsDecided(decisions: readonly Decision[], version: number): string {
  const [first] = decisions;
  const titles = new Set(decisions.map(({ title }) => title));
  const where = titles.size === 1 ? `“${shortenQuote(first?.title ?? '')}”` : `${titles.size} documents`;
  const lost = decisions.filter(({ isLost }) => isLost).length;
  const placed = decisions.length - lost;
  const quote = `“${shortenQuote(first?.quote ?? '')}”`;
  const isOne = decisions.length === 1;
  const parts = [
    ...(placed === 0
      ? []
      : [isOne ? `the new place of ${quote}` : `the new ${placed === 1 ? 'place' : 'places'} of ${count(placed)}`]),
    ...(lost === 0 ? [] : [`that ${isOne ? quote : count(lost)} ${lost === 1 ? 'is' : 'are'} gone`]),
  ];
  return `${parts.join(' and ')} in version ${version} of ${where}`;
}

const count = (passages: number): string => (passages === 1 ? '1 passage' : `${passages} passages`);

function decided(passage: Passage, version: number, decision: 'accept' | 'reject'): Placement {
  const placement = passage.placements?.find((candidate) => candidate.version === version);
  const name = `The passage “${passage.quote.replace(/\s+/g, ' ').slice(0, 60)}”`;
  if (placement === undefined) {
    throw new ArchiveError(
      'not-found',
      `${name} was made on version ${passage.version} and has not been looked for in version ${version}. Recarry the version first.`,
    );
  }
  if (placement.outcome === 'anchored') {
    throw new ArchiveError(
      'conflict',
      `${name} stands in version ${version} with the same words and the same context; there is nothing to decide.`,
    );
  }
  if (placement.outcome === 'lost' && decision === 'reject') {
    throw new ArchiveError(
      'conflict',
      `${name} was not found in version ${version}, so there is no place to reject. Accept that it is gone, or mark its new words there.`,
    );
  }
  return { ...placement, decision: decision === 'accept' ? 'accepted' : 'rejected' };
}

async function planRecarry(core: ArchiveCore, documentId: string, number?: number): Promise<Planned<number>> {
  const document = await core.document(documentId);
  const version = versionOf(document, number);
  const { text, pages } = await core.derived.load(version);
  const changes = await planCarry(core, document, version, text, pages);
  if (changes.length === 0) return { value: version.number, event: null };
  const label = `Look for passages of ${document.title} in version ${version.number}`;
  return { value: version.number, event: { type: 'passage.carry', label, changes } };
}
