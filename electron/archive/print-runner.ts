import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ArchiveError } from '../../shared/errors.ts';
import type { PaperPage } from '../../shared/exporters/pdf.ts';
import { PRINT_LIMIT, type PrintRequest, printMessageSchema } from './print-messages.ts';
import { PRINT_SWITCH } from './print-terms.ts';
import { askRole, makeRoleFolder, type ProgramCommand, type RoleOutcome, requireLeftFile } from './role-process.ts';

/** Beyond its own limit a process that no longer watches the clock is killed, in milliseconds. */
const GRACE = 10_000;
const WORK = 'printing';

/**
 * Prints a page of ours to PDF in a process of the desktop program, which can reach neither the network nor the archive.
 * Throws `unsupported` where there is no such program or no screen, `timeout`, `cancelled`, `io`.
 */
export async function printPage(
  command: ProgramCommand | null | undefined,
  page: PaperPage,
  signal?: AbortSignal,
  limit = PRINT_LIMIT,
): Promise<Uint8Array> {
  if (!command) {
    throw new ArchiveError(
      'unsupported',
      'Writing a PDF needs the desktop program (Electron), which was not found here. Export it in the window, or write .docx or .html.',
    );
  }
  const folder = await makeRoleFolder('print');
  try {
    const from = join(folder.path, 'briefing.html');
    const to = join(folder.path, 'briefing.pdf');
    const request: PrintRequest = { from, to, paper: page.paper, title: page.title, limit };
    await writeFile(from, page.html);
    await askRole<null>({
      command,
      roleSwitch: PRINT_SWITCH,
      request,
      profile: join(folder.path, 'profile'),
      limit: limit + GRACE,
      ...(signal ? { signal } : {}),
      read: readMessage,
      words: {
        cancelled: 'The printing was stopped. Nothing was written.',
        tooSlow: `The PDF was not there after ${Math.round(limit / 1000)} seconds. Write the briefing as .html and print that from a browser.`,
        work: WORK,
        needsDisplay:
          'Writing a PDF needs a screen, if only a virtual one. Run the command in a desktop session or with “xvfb-run”.',
      },
    });
    await requireLeftFile(to, WORK);
    return new Uint8Array(await readFile(to));
  } finally {
    await folder.remove();
  }
}

function readMessage(message: unknown): RoleOutcome<null> {
  const read = printMessageSchema.safeParse(message);
  if (!read.success)
    throw new ArchiveError('internal', 'The process for printing answered in a way that is not understood.');
  if (read.data.type === 'printed') return { value: null };
  return { error: new ArchiveError(read.data.code, read.data.message) };
}
