import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BrowserWindow, dialog, shell } from 'electron';
import { type WindowMethod, windowContract } from '../../shared/contract/window.ts';
import {
  archiveStatusSchema,
  type DesktopMethod,
  type DesktopMethods,
  desktopContract,
  type ParsedInput,
} from '../../shared/contract.ts';
import { ArchiveError, errorFromData, type Result } from '../../shared/errors.ts';
import type { ArchiveHost } from './archive-host.ts';
import { checkedCall } from './checked-call.ts';
import { openSample } from './sample-archive.ts';

/** What dialogs need. */
export interface DesktopContext {
  readonly window: () => BrowserWindow | null;
  readonly host: ArchiveHost;
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

type DialogMethod = Exclude<DesktopMethod, WindowMethod>;

/** Those of the desktop's methods that are asked for by a person: dialogs, files, the file manager. */
export type DialogMethods = Pick<DesktopMethods, DialogMethod>;

/** The methods that only the desktop answers: dialogs, files, the file manager. */
export function createDesktopMethods(context: DesktopContext): DialogMethods {
  const { host } = context;

  const openDialog = async (options: Electron.OpenDialogOptions): Promise<string[]> => {
    const window = context.window();
    const { canceled, filePaths } = await (window === null
      ? dialog.showOpenDialog(options)
      : dialog.showOpenDialog(window, options));
    return canceled ? [] : filePaths;
  };

  return {
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
    'app.reveal': async (input) => {
      shell.showItemInFolder(await pathToReveal(input, host));
      return null;
    },
  };
}

/** Checks the input of one of these methods and calls it; null if there is none of that name. Never rejects. */
export async function invokeDesktop(
  methods: DialogMethods,
  method: string,
  input: unknown,
): Promise<Result<unknown> | null> {
  return isDialogMethod(method) ? invoke(methods, method, input) : null;
}

function isDialogMethod(method: string): method is DialogMethod {
  return Object.hasOwn(desktopContract, method) && !Object.hasOwn(windowContract, method);
}

function invoke<M extends DialogMethod>(methods: DialogMethods, method: M, input: unknown): Promise<Result<unknown>> {
  // The schema that was looked up under this very name has made the input what the method takes.
  return checkedCall(method, desktopContract[method].input, input, (checked) =>
    methods[method](checked as ParsedInput<M>),
  );
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
