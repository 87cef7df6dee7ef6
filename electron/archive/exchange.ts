import type { exchangeContract } from '../../shared/contract/exchange.ts';
import type { ArchiveMethods } from '../../shared/contract.ts';
import type { ArchiveCore } from './archive-core.ts';
import { exportForOthers } from './exchange-export.ts';
import { importFromOthers } from './exchange-import.ts';

type ExchangeMethods = Pick<ArchiveMethods, keyof typeof exchangeContract>;

/** Passages, codings, codebooks and sources for other programs, and from them. */
export function exchangeMethods(core: ArchiveCore): ExchangeMethods {
  return {
    'exchange.export': async (input) => {
      const planned = await exportForOthers(core, input);
      return core.change(async () => planned);
    },
    'exchange.import': (input) => importFromOthers(core, input),
  };
}
