import type { exchangeContract } from '../../shared/contract/exchange.ts';
import type { ArchiveMethods } from '../../shared/contract.ts';
import type { ArchiveCore } from './archive-core.ts';

type ExchangeMethods = Pick<ArchiveMethods, keyof typeof exchangeContract>;

/** Passages, codings, codebooks and sources for other programs, and from them. */
export function exchangeMethods(_core: ArchiveCore): ExchangeMethods {
  return {};
}
