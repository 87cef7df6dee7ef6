import type { ArchiveMethods, ParsedInput } from '../../shared/contract.ts';
import type { Agency, Stance } from '../../shared/domain/codebook.ts';
import type { Change } from '../../shared/domain/event.ts';
import type { Coding, Passage } from '../../shared/domain/passage.ts';
import { topicsInOrder } from '../../shared/domain/topic-path.ts';
import { ArchiveError } from '../../shared/errors.ts';
import type { ArchiveCore, Planned, PlannedEvent } from './archive-core.ts';
import { isSameJson } from './canonical-json.ts';
import { distinctCodings, guessLevel, tellOverruled } from './codings.ts';
import { SPARE_COLORS } from './default-stances.ts';
import { documentChange, withoutUndefined } from './documents.ts';
import { changeFilters } from './filter-references.ts';
import { fold } from './fold-name.ts';
import { documentsIssuedBy, documentsWithCoding } from './index-queries.ts';

type CodebookMethods = Pick<
  ArchiveMethods,
  | 'codebook.get'
  | 'agency.add'
  | 'agency.update'
  | 'agency.merge'
  | 'agency.delete'
  | 'stance.add'
  | 'stance.update'
  | 'stance.delete'
>;

/** The methods that show and change agencies and stances. What they change everywhere, they change in one event. */
export function codebookMethods(core: ArchiveCore): CodebookMethods {
  return {
    'codebook.get': async () => {
      const codebook = await core.store.codebook();
      return { ...codebook, topics: topicsInOrder(codebook.topics) };
    },
    'agency.add': (input) =>
      core.change(async () => {
        const { agencies } = await core.store.codebook();
        const after: Agency = {
          id: core.context.newId(),
          name: input.name,
          aliases: distinct(input.aliases ?? [], input.name),
          jurisdiction: input.jurisdiction ?? '',
          level: input.level ?? guessLevel(input.name),
          parentId: input.parentId ?? null,
          notes: input.notes ?? '',
        };
        checkAgency(after, agencies);
        return {
          value: after,
          event: { type: 'agency.add', label: `Add agency ${after.name}`, changes: [agencyChange(null, after)] },
        };
      }),
    'agency.update': ({ id, ...fields }) =>
      core.change(async (): Promise<Planned<Agency>> => {
        const { agencies } = await core.store.codebook();
        const before = requireIn(agencies, id, 'agency');
        const changed: Agency = { ...before, ...withoutUndefined(fields) };
        const after = { ...changed, aliases: distinct(changed.aliases, changed.name) };
        if (isSameJson(before, after)) return { value: before, event: null };
        checkAgency(after, agencies);
        return {
          value: after,
          event: {
            type: 'agency.update',
            label: `Change agency ${after.name}`,
            changes: [agencyChange(before, after)],
          },
        };
      }),
    'agency.merge': (input) => core.change(() => planMerge(core, input)),
    'agency.delete': ({ id }) => core.change(() => planDeleteAgency(core, id)),
    'stance.add': (input) =>
      core.change(async () => {
        const { stances } = await core.store.codebook();
        const after = completeStance(input, stances, core.context.newId());
        checkStance(after, stances);
        return {
          value: after,
          event: { type: 'stance.add', label: `Add stance ${after.name}`, changes: [stanceChange(null, after)] },
        };
      }),
    'stance.update': ({ id, ...fields }) =>
      core.change(async (): Promise<Planned<Stance>> => {
        const { stances } = await core.store.codebook();
        const before = requireIn(stances, id, 'stance');
        const after: Stance = { ...before, ...withoutUndefined(fields) };
        if (isSameJson(before, after)) return { value: before, event: null };
        checkStance(after, stances);
        return {
          value: after,
          event: {
            type: 'stance.update',
            label: `Change stance ${after.name}`,
            changes: [stanceChange(before, after)],
          },
        };
      }),
    'stance.delete': ({ id }) =>
      core.change(async () => {
        const before = requireIn((await core.store.codebook()).stances, id, 'stance');
        const passages = await changeCodings(core, 'stanceId', [id], (codings) =>
          codings.filter(({ stanceId }) => stanceId !== id),
        );
        return {
          value: null,
          event: {
            type: 'stance.delete',
            label: `Delete stance ${before.name}`,
            changes: [...passages, stanceChange(before, null)],
          },
        };
      }),
  };
}

async function planMerge(core: ArchiveCore, input: ParsedInput<'agency.merge'>): Promise<Planned<Agency>> {
  const { agencies } = await core.store.codebook();
  const from = requireIn(agencies, input.from, 'agency');
  const into = requireIn(agencies, input.into, 'agency');
  if (from.id === into.id) throw new ArchiveError('invalid-input', 'into: an agency cannot be merged into itself.');
  const after: Agency = {
    ...into,
    aliases: distinct([...into.aliases, from.name, ...from.aliases], into.name),
    jurisdiction: into.jurisdiction || from.jurisdiction,
    parentId: isBelow(into.id, from.id, agencies) ? from.parentId : into.parentId,
    notes: [into.notes, from.notes].filter(Boolean).join('\n\n'),
  };
  const children = agencies
    .filter(({ id, parentId }) => parentId === from.id && id !== into.id)
    .map((child) => agencyChange(child, { ...child, parentId: into.id }));
  const overruled: Coding[] = [];
  const passages = await changeCodings(core, 'agencyId', [from.id], (codings) =>
    distinctCodings(
      codings.map((coding) => (coding.agencyId === from.id ? { ...coding, agencyId: into.id } : coding)),
      overruled,
    ),
  );
  const replaced = new Map([[from.id, into.id]]);
  const event: PlannedEvent = {
    type: 'agency.merge',
    label: `Merge ${from.name} into ${into.name}`,
    changes: [
      ...passages,
      ...(await changeIssuer(core, from.id, into.id)),
      ...(await changeFilters(core, { agencyIds: replaced, issuerIds: replaced })),
      ...children,
      agencyChange(into, after),
      agencyChange(from, null),
    ],
  };
  return { value: after, event: tellOverruled(event, overruled) };
}

async function planDeleteAgency(core: ArchiveCore, id: string): Promise<Planned<null>> {
  const { agencies } = await core.store.codebook();
  const before = requireIn(agencies, id, 'agency');
  const passages = await changeCodings(core, 'agencyId', [id], (codings) =>
    codings.filter(({ agencyId }) => agencyId !== id),
  );
  const children = agencies
    .filter(({ parentId }) => parentId === id)
    .map((child) => agencyChange(child, { ...child, parentId: before.parentId }));
  return {
    value: null,
    event: {
      type: 'agency.delete',
      label: `Delete agency ${before.name}`,
      changes: [...passages, ...(await changeIssuer(core, id, null)), ...children, agencyChange(before, null)],
    },
  };
}

/** Changes to the codings of every passage that carries one of the ids, also of documents in the trash. */
export async function changeCodings(
  core: ArchiveCore,
  column: 'agencyId' | 'stanceId' | 'topicId',
  ids: readonly string[],
  alter: (codings: readonly Coding[]) => Coding[],
): Promise<readonly Change[]> {
  const changes: Change[] = [];
  const updatedAt = core.context.now().toISOString();
  const wanted = new Set(ids);
  const documentIds = new Set<string>();
  for (const id of wanted) {
    for (const found of await core.index.use((index) => documentsWithCoding(index, column, id))) documentIds.add(found);
  }
  for (const documentId of documentIds) {
    for (const passage of await core.store.passages(documentId)) {
      if (!passage.codings.some((coding) => wanted.has(coding[column] ?? ''))) continue;
      const after: Passage = { ...passage, codings: alter(passage.codings), updatedAt };
      changes.push({ entity: 'passage', id: passage.id, before: passage, after });
    }
  }
  return changes;
}

async function changeIssuer(core: ArchiveCore, from: string, to: string | null): Promise<readonly Change[]> {
  const changes: Change[] = [];
  for (const documentId of await core.index.use((index) => documentsIssuedBy(index, from))) {
    const document = await core.document(documentId);
    changes.push(documentChange(document, { ...document, issuerId: to }));
  }
  return changes;
}

function checkAgency(agency: Agency, agencies: readonly Agency[]): void {
  const names = [agency.name, ...agency.aliases];
  for (const other of agencies) {
    if (other.id === agency.id) continue;
    const taken = names.find((name) => [other.name, ...other.aliases].some((theirs) => fold(theirs) === fold(name)));
    if (taken !== undefined) {
      throw new ArchiveError(
        'conflict',
        `“${taken}” is already a name or alias of the agency ${other.name}. Use another, or merge the two.`,
        { details: { id: other.id, name: other.name } },
      );
    }
  }
  if (agency.parentId === null) return;
  if (!agencies.some(({ id }) => id === agency.parentId)) {
    throw new ArchiveError('not-found', `There is no agency with the id ${agency.parentId} to be its parent.`);
  }
  if (agency.parentId === agency.id || isBelow(agency.parentId, agency.id, agencies)) {
    throw new ArchiveError('conflict', `${agency.name} cannot stand below itself. Choose another parent.`);
  }
}

/** Whether one entry of a tree stands below another, at whatever depth. */
export function isBelow(
  id: string,
  ancestor: string,
  entries: readonly { readonly id: string; readonly parentId: string | null }[],
): boolean {
  const seen = new Set<string>();
  const parents = new Map(entries.map((entry) => [entry.id, entry.parentId]));
  let at = parents.get(id) ?? null;
  while (at !== null && !seen.has(at)) {
    if (at === ancestor) return true;
    seen.add(at);
    at = parents.get(at) ?? null;
  }
  return false;
}

function checkStance(stance: Stance, stances: readonly Stance[]): void {
  for (const other of stances) {
    if (other.id === stance.id) continue;
    const taken =
      fold(other.name) === fold(stance.name)
        ? `The name “${stance.name}”`
        : fold(other.letter) === fold(stance.letter)
          ? `The letter ${stance.letter}`
          : stance.digit !== null && other.digit === stance.digit
            ? `The digit ${stance.digit}`
            : null;
    if (taken !== null) {
      throw new ArchiveError('conflict', `${taken} already belongs to the stance ${other.name}. Use another.`, {
        details: { id: other.id, name: other.name },
      });
    }
  }
}

function completeStance(input: ParsedInput<'stance.add'>, stances: readonly Stance[], id: string): Stance {
  const digits = [1, 2, 3, 4, 5, 6, 7, 8, 9];
  const freeDigit = digits.find((digit) => stances.every((stance) => stance.digit !== digit)) ?? null;
  const freeColor = SPARE_COLORS.find((color) => stances.every((stance) => stance.color !== color));
  return {
    id,
    name: input.name,
    definition: input.definition ?? '',
    polarity: input.polarity ?? null,
    color: input.color ?? freeColor ?? SPARE_COLORS[0] ?? '#475569',
    letter: input.letter ?? freeLetter(input.name, stances),
    digit: input.digit === undefined ? freeDigit : input.digit,
    order: input.order ?? Math.max(0, ...stances.map(({ order }) => order)) + 1,
  };
}

function freeLetter(name: string, stances: readonly Stance[]): string {
  const letters = [...name.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '')];
  const [first = 'X'] = letters;
  const candidates = [
    first,
    ...letters.slice(1).map((letter) => first + letter),
    ...letters.slice(1),
    ...[...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => `X${letter}`),
  ].filter((letter) => letter.length <= 2);
  const taken = new Set(stances.map(({ letter }) => fold(letter)));
  return candidates.find((letter) => !taken.has(fold(letter))) ?? first;
}

/** An entry of the codebook by id. Throws `not-found`. */
export function requireIn<T extends { readonly id: string }>(list: readonly T[], id: string, what: string): T {
  const found = list.find((item) => item.id === id);
  if (!found) throw new ArchiveError('not-found', `There is no ${what} with the id ${id}.`);
  return found;
}

/** Aliases without repetitions and without the name itself. */
function distinct(aliases: readonly string[], name: string): string[] {
  const seen = new Set([fold(name)]);
  return aliases.filter((alias) => {
    if (seen.has(fold(alias))) return false;
    seen.add(fold(alias));
    return true;
  });
}

const agencyChange = (before: Agency | null, after: Agency | null): Change => ({
  entity: 'agency',
  id: after?.id ?? before?.id ?? '',
  before,
  after,
});

const stanceChange = (before: Stance | null, after: Stance | null): Change => ({
  entity: 'stance',
  id: after?.id ?? before?.id ?? '',
  before,
  after,
});
