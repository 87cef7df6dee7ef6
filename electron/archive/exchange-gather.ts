import type { ParsedInput } from '../../shared/contract.ts';
import { selectPassages } from '../../shared/domain/compose-briefing.ts';
import type { SourceDocument } from '../../shared/domain/document.ts';
import type { Passage } from '../../shared/domain/passage.ts';
import { ArchiveError } from '../../shared/errors.ts';
import {
  type ExchangeData,
  type ExchangeDocument,
  outwardPassages,
  usedCodebook,
} from '../../shared/exchange/exchange-data.ts';
import type { ArchiveCore } from './archive-core.ts';
import { gatherBriefing } from './briefings.ts';
import { listDocuments } from './index-queries.ts';
import { listPassages } from './passage-queries.ts';

type Input = ParsedInput<'exchange.export'>;

/** What is to be written, but for the checks, and how much of it stays in the house. */
export interface Gathered extends Omit<ExchangeData, 'checks'> {
  readonly internal: number;
}

/** Takes together what an export is about, as it is at this moment. Throws `invalid-input`, `not-found`, `empty`. */
export function gatherExport(core: ArchiveCore, input: Input): Promise<Gathered> {
  if (input.filter !== undefined && input.briefingId !== undefined) {
    throw new ArchiveError('invalid-input', 'Give a filter or a briefing, not both.');
  }
  return core.exclusively(async () => {
    const whole = await core.store.codebook();
    const chosen =
      input.briefingId === undefined ? await byFilter(core, input) : await byBriefing(core, input.briefingId);
    let internal = 0;
    const documents: ExchangeDocument[] = [];
    for (const { document, passages } of chosen) {
      const outward = outwardPassages(passages, input.includeNotes ?? true);
      internal += outward.internal;
      documents.push({ document, passages: outward.passages });
    }
    const isWhole = input.filter === undefined && input.briefingId === undefined;
    return {
      archiveTitle: (await core.info()).title,
      codebook: isWhole ? whole : usedCodebook(documents, whole),
      documents,
      namesCoders: input.includeCoders ?? false,
      internal,
    };
  });
}

async function byFilter(core: ArchiveCore, { filter = {} }: Input): Promise<readonly ExchangeDocument[]> {
  const codebook = await core.store.codebook();
  const { ids, listed } = await core.index.use((index) => ({
    ids: listDocuments(index, { filter }, codebook).map(({ id }) => id),
    listed: listPassages(index, filter, codebook).passages,
  }));
  const byDocument = new Map<string, Passage[]>(ids.map((id) => [id, []]));
  for (const { passage } of listed) byDocument.get(passage.documentId)?.push(passage);
  const documents: ExchangeDocument[] = [];
  for (const [id, passages] of byDocument) documents.push({ document: await core.document(id), passages });
  return documents;
}

async function byBriefing(core: ArchiveCore, id: string): Promise<readonly ExchangeDocument[]> {
  const briefing = await core.store.briefing(id);
  if (!briefing) throw new ArchiveError('not-found', `There is no briefing with the id ${id}.`);
  const passages = selectPassages(await gatherBriefing(core, briefing));
  if (passages.length === 0) {
    throw new ArchiveError('empty', `“${briefing.title}” quotes nothing yet, so there is nothing to write.`);
  }
  const byDocument = new Map<string, { readonly document: SourceDocument; readonly passages: Passage[] }>();
  for (const passage of passages) {
    const known = byDocument.get(passage.documentId);
    if (known) known.passages.push(passage);
    else {
      byDocument.set(passage.documentId, { document: await core.document(passage.documentId), passages: [passage] });
    }
  }
  return [...byDocument.values()];
}
