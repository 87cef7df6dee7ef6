import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, type BrowserWindow, dialog, shell } from 'electron';
import {
  archiveStatusSchema,
  type DesktopMethod,
  type DesktopMethods,
  desktopContract,
  type ParsedInput,
  type Settings,
} from '../../shared/contract.ts';
import { ArchiveError, errorFromData, type Result } from '../../shared/errors.ts';
import type { ArchiveHost } from './archive-host.ts';
import { openSample } from './sample-archive.ts';
import type { SettingsStore } from './settings.ts';

/** What the desktop's own methods need. */
interface DesktopContext {
  readonly window: () => BrowserWindow | null;
  readonly host: ArchiveHost;
  /** Lets only these commands of the menu of passages be chosen. */
  readonly applyToMenu: (commands: readonly string[]) => void;
  readonly settings: SettingsStore;
  /** Changes settings, acts on them and tells the window. */
  readonly updateSettings: (change: Partial<Settings>) => Promise<Settings>;
  /** Resolves to the document that the command line asked for, or null, once that is known. */
  readonly openDocumentId: () => Promise<string | null>;
  /** The window has saved what was typed; gets what it could not save, in sentences. */
  readonly onReadyToClose: (unsaved: readonly string[]) => void;
}

const EXPORT_TYPES = {
  docx: 'Word document',
  html: 'Web page',
  md: 'Markdown',
  pdf: 'PDF',
  xml: 'PREMIS 3 metadata',
  csv: 'Table',
  zip: 'ZIP',
  bag: 'Folder',
  xlsx: 'Workbook',
  jsonld: 'W3C Web Annotations',
  qdpx: 'REFI-QDA project',
  qdc: 'REFI-QDA codebook',
  ris: 'Citations (RIS)',
  json: 'Citations (CSL-JSON)',
} as const;

const ALL_FILES = { name: 'All files', extensions: ['*'] };
const FILE_DIALOGS: Readonly<
  Record<NonNullable<ParsedInput<'app.chooseFiles'>['purpose']>, Electron.OpenDialogOptions>
> = {
  documents: { title: 'Import Documents', properties: ['openFile', 'multiSelections'], buttonLabel: 'Import' },
  table: {
    title: 'Import a Table of Files',
    properties: ['openFile'],
    filters: [{ name: 'Tables', extensions: ['csv', 'tsv', 'json', 'txt'] }, ALL_FILES],
  },
  bag: {
    title: 'Choose a Bag in a ZIP',
    properties: ['openFile'],
    filters: [{ name: 'ZIP', extensions: ['zip'] }, ALL_FILES],
  },
  'citation-style': {
    title: 'Add a Citation Style',
    properties: ['openFile'],
    filters: [{ name: 'Citation styles', extensions: ['csl', 'xml'] }, ALL_FILES],
  },
  exchange: {
    title: 'Import from Another Program',
    properties: ['openFile'],
    filters: [
      { name: 'Projects, codebooks, annotations, citations', extensions: ['qdpx', 'qdc', 'jsonld', 'json', 'csv'] },
      ALL_FILES,
    ],
  },
  briefing: {
    title: 'Check a Briefing File',
    properties: ['openFile'],
    filters: [{ name: 'Briefings', extensions: ['docx', 'html', 'htm', 'zip'] }, ALL_FILES],
  },
};

const SAVE_TITLES: Readonly<Partial<Record<keyof typeof EXPORT_TYPES, string>>> = {
  pdf: 'Export Annotated PDF',
  xml: 'Export the Log',
  csv: 'Export the Log',
  zip: 'Export as Bag',
  bag: 'Export as Bag',
};

/** The methods that only the desktop answers: dialogs, settings, the file manager. */
export function createDesktopMethods(context: DesktopContext): DesktopMethods {
  const { settings, host } = context;

  const openDialog = async (options: Electron.OpenDialogOptions): Promise<string[]> => {
    const window = context.window();
    const { canceled, filePaths } = await (window === null
      ? dialog.showOpenDialog(options)
      : dialog.showOpenDialog(window, options));
    return canceled ? [] : filePaths;
  };

  return {
    'app.info': async () => ({
      version: app.getVersion(),
      electron: process.versions.electron,
      platform: process.platform,
      openDocumentId: await context.openDocumentId(),
    }),
    'app.getSettings': async () => settings.current,
    'app.updateSettings': context.updateSettings,
    'app.openSample': async () => {
      const result = await openSample(host);
      if (!result.ok) throw errorFromData(result.error);
      return archiveStatusSchema.parse(result.value);
    },
    'app.chooseFiles': ({ purpose }) => openDialog(FILE_DIALOGS[purpose ?? 'documents']),
    'app.chooseFolder': async ({ purpose }) => {
      const titles = {
        import: 'Import Folder',
        'open-archive': 'Open Archive',
        'new-archive': 'New Archive',
        restore: 'Look for an Unaltered Copy in a Folder',
        bag: 'Choose the Folder of a Bag',
      };
      const [folder] = await openDialog({ title: titles[purpose], properties: ['openDirectory', 'createDirectory'] });
      return folder ?? null;
    },
    'app.chooseSavePath': async ({ suggestedName, extension, title }) => {
      const options: Electron.SaveDialogOptions = {
        title: title ?? SAVE_TITLES[extension] ?? 'Export Briefing',
        defaultPath: suggestedName,
        filters: extension === 'bag' ? [] : [{ name: EXPORT_TYPES[extension], extensions: [extension] }],
        properties: ['createDirectory', 'showOverwriteConfirmation'],
      };
      const window = context.window();
      const { canceled, filePath } = await (window === null
        ? dialog.showSaveDialog(options)
        : dialog.showSaveDialog(window, options));
      if (canceled || !filePath) return null;
      if (extension === 'bag') return filePath;
      return filePath.toLowerCase().endsWith(`.${extension}`) ? filePath : `${filePath}.${extension}`;
    },
    'app.saveCopy': async ({ sha256, suggestedName }) => {
      const path = await host.originalPath(sha256);
      if (path === null) throw new ArchiveError('not-found', `The archive holds no file ${sha256}.`);
      const options: Electron.SaveDialogOptions = {
        title: 'Save a Copy',
        defaultPath: suggestedName,
        properties: ['createDirectory', 'showOverwriteConfirmation'],
      };
      const window = context.window();
      const { canceled, filePath } = await (window === null
        ? dialog.showSaveDialog(options)
        : dialog.showSaveDialog(window, options));
      if (canceled || !filePath) return null;
      // The bytes alone: preserved files are read-only, a person's copy is not.
      await writeFile(filePath, await readFile(path));
      return filePath;
    },
    'app.readyToClose': async ({ unsaved }) => {
      context.onReadyToClose(unsaved);
      return null;
    },
    'app.setMenu': async ({ applying }) => {
      context.applyToMenu(applying);
      return null;
    },
    'app.reveal': async (input) => {
      shell.showItemInFolder(await pathToReveal(input, host));
      return null;
    },
  };
}

/** True for the name of a method of the desktop. */
export function isDesktopMethod(method: string): method is DesktopMethod {
  return Object.hasOwn(desktopContract, method);
}

/** Checks the input of a desktop method, calls it and carries what comes of it as a Result. */
export async function invokeDesktop<M extends DesktopMethod>(
  methods: DesktopMethods,
  method: M,
  input: unknown,
): Promise<Result<unknown>> {
  const checked = desktopContract[method].input.safeParse(input);
  if (!checked.success) {
    const where = checked.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`.trim()).join('; ');
    return { ok: false, error: { code: 'invalid-input', message: `${method}: ${where}` } };
  }
  try {
    // The schema that was looked up under this very name has made the input what the method takes.
    return { ok: true, value: await methods[method](checked.data as ParsedInput<M>) };
  } catch (error) {
    const known = error instanceof ArchiveError ? error : new ArchiveError('io', `${method} failed: ${error}`);
    return { ok: false, error: known.toData() };
  }
}

async function pathToReveal(input: ParsedInput<'app.reveal'>, host: ArchiveHost): Promise<string> {
  switch (input.what) {
    case 'archive': {
      const result = await host.invoke('archive.status', {});
      if (!result.ok) throw errorFromData(result.error);
      const status = archiveStatusSchema.nullable().parse(result.value);
      if (status === null) throw new ArchiveError('no-archive', 'No archive is open.');
      return join(status.directory, 'archive.json');
    }
    case 'original': {
      const path = await host.originalPath(input.sha256);
      if (path === null) throw new ArchiveError('not-found', `The archive holds no original ${input.sha256}.`);
      return path;
    }
    case 'export': {
      if (!existsSync(input.path)) throw new ArchiveError('not-found', `${input.path} is no longer there.`);
      return input.path;
    }
  }
}
