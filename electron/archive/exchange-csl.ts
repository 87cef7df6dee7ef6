import type { ExchangeImport } from '../../shared/contract/exchange.ts';
import type { ParsedInput } from '../../shared/contract.ts';
import type { Agency } from '../../shared/domain/codebook.ts';
import type { DocumentMetadata, SourceDocument } from '../../shared/domain/document.ts';
import type { Change } from '../../shared/domain/event.ts';
import { type IncomingCitation, readCitation } from '../../shared/exchange/read-csl.ts';
import type { ArchiveCore } from './archive-core.ts';
import { findAgency } from './codings.ts';
import { documentChange } from './documents.ts';
import { emptyResult } from './exchange-result.ts';
import { fold } from './fold-name.ts';
import { listDocuments } from './index-queries.ts';
import { nameOf } from './intake.ts';
import { addressKey } from './search-index.ts';

type Input = ParsedInput<'exchange.import'>;
type Source = ExchangeImport['sources'][number];

/**
 * Puts what citations say onto the documents that they are about: found by id, address or title, each by one that no other
 * document has. Fills in what is missing; replaces what says something else only if that is asked for. One event.
 */
export async function importCitations(
  core: ArchiveCore,
  items: readonly unknown[],
  input: Input,
): Promise<ExchangeImport> {
  const result = emptyResult('csl-json', nameOf(input.path), null, input.preview === true);
  const work = async (): Promise<readonly Change[]> => {
    const { agencies } = await core.store.codebook();
    const find = await finder(core);
    const altered = new Map<string, { readonly before: SourceDocument; readonly after: SourceDocument }>();
    for (const item of items) {
      const citation = readCitation(item);
      if (citation === null) {
        result.warnings.push('An entry of the file is no citation: it has no type.');
        continue;
      }
      const found = await find(citation);
      if (typeof found === 'string') {
        const outcome = found === AMBIGUOUS ? 'ambiguous' : 'not-found';
        result.sources.push({ ...nothing(citation), outcome, reason: found });
        continue;
      }
      const known = altered.get(found.id);
      const before = known?.after ?? found;
      const { after, changes, kept } = fill(before, citation, agencies, input.overwrite === true);
      if (changes.length > 0) altered.set(found.id, { before: known?.before ?? found, after });
      result.sources.push({
        name: citation.title || citation.id,
        outcome: changes.length === 0 ? 'unchanged' : 'updated',
        documentId: found.id,
        title: found.title,
        reason: kept.length === 0 ? null : `The file says something else, which was left: ${kept.join('; ')}.`,
        changes: [...changes],
      });
    }
    return [...altered.values()].map(({ before, after }) => documentChange(before, after));
  };
  if (result.isPreview) await work();
  else {
    await core.change(async () => {
      const changes = await work();
      if (changes.length === 0) return { value: null, event: null };
      const what = changes.length === 1 ? '1 document' : `${changes.length} documents`;
      const label = `Take over citations of ${what} from ${result.name}`;
      return { value: null, event: { type: 'exchange.import', label, changes } };
    });
  }
  return result;
}

const nothing = ({ title, id }: IncomingCitation): Omit<Source, 'outcome' | 'reason'> => ({
  name: title || id,
  documentId: null,
  title: null,
  changes: [],
});

const AMBIGUOUS = 'Several documents have this title or address. Change them by hand.';
const NOT_FOUND = 'No document has this address or title.';

/** Finds the document that a citation is about, or says why there is none. */
async function finder(core: ArchiveCore): Promise<(citation: IncomingCitation) => Promise<SourceDocument | string>> {
  const codebook = await core.store.codebook();
  const all = await core.index.use((index) => listDocuments(index, {}, codebook));
  const byTitle = new Map<string, string[]>();
  const byAddress = new Map<string, string[]>();
  const ids = new Set(all.map(({ id }) => id));
  const note = (map: Map<string, string[]>, key: string, id: string): void => {
    map.set(key, [...(map.get(key) ?? []), id]);
  };
  for (const { id, title } of all) {
    note(byTitle, fold(title), id);
    const { sourceUrl } = await core.document(id);
    if (sourceUrl !== null) note(byAddress, addressKey(sourceUrl), id);
  }
  return async ({ id, sourceUrl, title }) => {
    const atAddress = sourceUrl === null ? [] : (byAddress.get(addressKey(sourceUrl)) ?? []);
    const titled = title === '' ? [] : (byTitle.get(fold(title)) ?? []);
    const both = atAddress.filter((each) => titled.includes(each));
    const candidates = ids.has(id) ? [id] : both.length === 1 ? both : atAddress.length > 0 ? atAddress : titled;
    const [only] = candidates;
    if (only === undefined) return NOT_FOUND;
    return candidates.length > 1 ? AMBIGUOUS : core.document(only);
  };
}

const LABELS = { title: 'Title', author: 'Author', dateIssued: 'Date issued', sourceUrl: 'URL', issuerId: 'Issuer' };

function fill(
  before: SourceDocument,
  { title, author, dateIssued, sourceUrl, publisher }: IncomingCitation,
  agencies: readonly Agency[],
  overwrite: boolean,
): { readonly after: SourceDocument; readonly changes: Source['changes']; readonly kept: readonly string[] } {
  const issuer = publisher === null ? undefined : findAgency(agencies, publisher);
  const issuerName = agencies.find(({ id }) => id === before.issuerId)?.name ?? '';
  // Our own citations name the issuer as author of what has none.
  const isIssuer = author !== null && findAgency(agencies, author) !== undefined && before.author === null;
  const said: Partial<Pick<DocumentMetadata, keyof typeof LABELS>> = {
    ...(title === '' ? {} : { title }),
    ...(author === null || isIssuer ? {} : { author }),
    ...(dateIssued === null ? {} : { dateIssued }),
    ...(sourceUrl === null ? {} : { sourceUrl }),
    ...(issuer === undefined ? {} : { issuerId: issuer.id }),
  };
  let after = before;
  const changes: Source['changes'] = [];
  const kept: string[] = [];
  for (const [field, value] of Object.entries(said)) {
    if (!isField(field) || value === null || value === before[field]) continue;
    const was = before[field];
    const shown = (id: string): string =>
      field === 'issuerId' ? (agencies.find((each) => each.id === id)?.name ?? id) : id;
    const old = field === 'issuerId' ? issuerName : (was ?? '');
    if (old !== '' && fold(old) === fold(shown(value))) continue;
    const isFiner = field === 'dateIssued' && value.startsWith(`${old}-`);
    if (old !== '' && !isFiner && !overwrite) {
      kept.push(`${LABELS[field]}: ${shown(value)}`);
      continue;
    }
    after = { ...after, [field]: value };
    changes.push({ field: LABELS[field], before: old, after: shown(value) });
  }
  return { after, changes, kept };
}

const isField = (field: string): field is keyof typeof LABELS => field in LABELS;
