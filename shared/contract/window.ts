import { z } from 'zod';
import { type MethodSpec, method, nothing } from './method.ts';

// Apart from the rest of the contract: the window asks these at every start, when the main process has better things
// to do than to make the schemas of all the others.

/** What the desktop keeps for a person, outside any archive. */
export const settingsSchema = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']),
  /** Text size of the window in percent. */
  textSize: z.number().int().min(75).max(200),
  /** Name stored on passages and codings. */
  coder: z.string(),
  /** Folders of archives opened before, newest first. */
  recentArchives: z.array(z.strictObject({ directory: z.string(), title: z.string() })),
  /** What the window restores, by archive id: open tabs, sizes; the renderer's own shape. */
  layout: z.record(z.string(), z.unknown()),
});

/** Methods by which every window begins, goes on and ends; only the desktop host answers them. */
export const windowContract = {
  'app.info': method(
    'Versions, and what the command line asked to open',
    false,
    nothing,
    z.strictObject({
      version: z.string(),
      electron: z.string(),
      platform: z.string(),
      /** Document to show first (--open), or null. */
      openDocumentId: z.string().nullable(),
    }),
  ),
  'app.getSettings': method('Read the settings', false, nothing, settingsSchema),
  'app.updateSettings': method('Change settings', false, settingsSchema.partial(), settingsSchema),
  'app.setMenu': method(
    'Say which commands of the menu of passages apply to what is selected',
    false,
    z.strictObject({ applying: z.array(z.string()) }),
    z.null(),
  ),
  'app.readyToClose': method(
    'Answer to the command window.flush: what was typed is saved, or could not be saved',
    false,
    z.strictObject({
      /** What could not be saved, each in a sentence for a person. */
      unsaved: z.array(z.string()),
    }),
    z.null(),
  ),
} as const satisfies Record<string, MethodSpec>;

/** The name of one of them. */
export type WindowMethod = keyof typeof windowContract;
