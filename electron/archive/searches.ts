import type { ArchiveMethods } from '../../shared/contract.ts';
import { applyAlteration, applyCodingChange, measureAlteration } from './alter-passages.ts';
import type { ArchiveCore } from './archive-core.ts';
import { findDocuments, findHitsInOrder } from './full-text.ts';

type SearchMethods = Pick<
  ArchiveMethods,
  'search.query' | 'search.find' | 'passage.alter' | 'passage.alterEffect' | 'passage.changeCoding'
>;

/** Places that search.query gives if no number is asked for. */
const SEARCH_LIMIT = 100;

/** The methods that search the whole archive, and alter codings. */
export function searchMethods(core: ArchiveCore): SearchMethods {
  return {
    'search.query': async (input) => {
      const codebook = await core.store.codebook();
      return core.index.useComplete((index) =>
        findHitsInOrder(index, { ...input, limit: input.limit ?? SEARCH_LIMIT }, codebook),
      );
    },
    'search.find': async (input) => {
      const codebook = await core.store.codebook();
      return core.index.useComplete((index) => findDocuments(index, input, codebook));
    },
    'passage.alterEffect': (input) => measureAlteration(core, input),
    'passage.alter': (input) => core.change(() => applyAlteration(core, input)),
    'passage.changeCoding': (input) => core.change(() => applyCodingChange(core, input)),
  };
}
