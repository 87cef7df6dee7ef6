import type { composerContract } from '../../shared/contract/composer.ts';
import type { ArchiveMethods } from '../../shared/contract.ts';
import type { ArchiveCore } from './archive-core.ts';

type ComposerMethods = Pick<ArchiveMethods, keyof typeof composerContract>;

/** Composing briefings: their blocks, sections, templates and former states. */
export function composerMethods(_core: ArchiveCore): ComposerMethods {
  return {};
}
