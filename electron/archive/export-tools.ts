import type { ExportTools } from '../../shared/exporters/pdf.ts';
import type { ArchiveCore } from './archive-core.ts';
import { printPage } from './print-runner.ts';

/** What the exporters of briefings need of this archive's host. */
export function exportTools({ context }: ArchiveCore, signal?: AbortSignal): ExportTools {
  return { printPage: (page) => printPage(context.captureCommand, page, signal), now: context.now() };
}
