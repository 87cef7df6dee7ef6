import { useEffect } from 'react';
import type { CommandId } from '../../shared/commands.ts';
import { call, onBroadcast } from '../archive-client.ts';
import { useArchiveState } from '../archive-state.ts';
import { exportAsBag } from '../bag/bag-selection.ts';
import { openCapture } from '../capture/capture-state.ts';
import { registerDefaultCommand, startCommands } from '../commands.ts';
import { notifyError } from '../components/toast.tsx';
import { openExchangeExport } from '../exchange/exchange-state.ts';
import { readFrameSize, saveFrameSize } from '../frame-sizes.ts';
import { backUpNow, checkFixity, exportLog } from '../preservation/preservation-actions.ts';
import { cycleTab, focusedTab, openTab, tabsStore, VIEWS, type ViewName } from '../tabs-state.ts';
import { stepTextSize } from '../theme.ts';
import {
  closeArchive,
  openArchive,
  openFrameDialog,
  openSample,
  redo,
  revealArchive,
  undo,
  verifyArchive,
} from './archive-actions.ts';
import { saveAndCloseTab } from './close-tab.ts';
import { focusPanel } from './focus-panel.ts';
import { chooseAndImportFiles, chooseAndImportFolder } from './import-jobs.ts';
import { followPassageMenu } from './passage-menu.ts';
import { railStore } from './rail-state.ts';
import { goBack, goForward } from './tab-history.ts';

function setTheme(theme: 'system' | 'light' | 'dark'): void {
  call('app.updateSettings', { theme }).catch((error) => notifyError('The theme was not changed', error));
}

function report(what: string, work: Promise<unknown>): void {
  work.catch((error) => notifyError(what, error));
}

const ALWAYS: readonly (readonly [CommandId, () => void])[] = [
  ['archive.new', () => openFrameDialog('new-archive')],
  ['archive.open', () => void openArchive()],
  ['archive.openSample', () => void openSample()],
  ['bag.verify', () => openFrameDialog('bag-verify')],
  ['briefing.checkFile', () => openFrameDialog('briefing-check')],
  ['settings.open', () => openFrameDialog('settings')],
  ['palette.open', () => openFrameDialog('palette')],
  ['help.shortcuts', () => openFrameDialog('shortcuts')],
  ['help.about', () => openFrameDialog('about')],
  ['theme.light', () => setTheme('light')],
  ['theme.dark', () => setTheme('dark')],
  ['theme.system', () => setTheme('system')],
  ['reader.zoomIn', () => stepTextSize(1)],
  ['reader.zoomOut', () => stepTextSize(-1)],
  ['reader.zoomReset', () => stepTextSize(0)],
];

const WITH_ARCHIVE: readonly (readonly [CommandId, () => void])[] = [
  ['archive.close', () => void closeArchive()],
  ['archive.verify', () => void verifyArchive()],
  ['fixity.checkAll', () => void checkFixity()],
  ['backup.create', () => void backUpNow()],
  ['provenance.export', () => void exportLog('xml')],
  ['archive.reveal', () => void revealArchive()],
  ['bag.export', () => exportAsBag(null)],
  ['bag.import', () => openFrameDialog('bag-import')],
  ['exchange.export', () => openExchangeExport()],
  ['exchange.import', () => openFrameDialog('exchange-import')],
  ['citation.styles', () => openFrameDialog('citation-styles')],
  ['document.import', () => report('Nothing was imported', chooseAndImportFiles())],
  ['document.importTable', () => openFrameDialog('manifest')],
  ['document.capture', () => openCapture()],
  ['document.importFolder', () => report('Nothing was imported', chooseAndImportFolder())],
  ['history.undo', () => void undo()],
  ['history.redo', () => void redo()],
  ['tab.close', () => void saveAndCloseTab(focusedTab(tabsStore.getState())?.id ?? '')],
  ['tab.next', () => cycleTab(1)],
  ['tab.previous', () => cycleTab(-1)],
  ['go.back', goBack],
  ['go.forward', goForward],
  [
    'view.toggleRail',
    () => {
      const isOpen = readFrameSize('railOpen', 1) !== 1;
      saveFrameSize('railOpen', isOpen ? 1 : 0);
      railStore.setState({ isOpen });
    },
  ],
  ...VIEWS.map((view): readonly [CommandId, () => void] => [`view.${view}`, () => showView(view)]),
];

function showView(view: ViewName): void {
  openTab({ kind: 'view', view });
  focusPanel(`view:${view}`);
}

function registerAll(commands: readonly (readonly [CommandId, () => void])[]): () => void {
  const undoAll = commands.map(([id, run]) => registerDefaultCommand(id, run));
  return () => {
    for (const unregister of undoAll) unregister();
  };
}

/** Gives every command of the frame its meaning, and runs commands from keyboard and menu. */
export function useFrameCommands(): void {
  const hasArchive = useArchiveState((state) => state.status !== null);
  useEffect(() => registerAll(ALWAYS), []);
  useEffect(() => (hasArchive ? registerAll(WITH_ARCHIVE) : undefined), [hasArchive]);
  useEffect(() => followPassageMenu(), []);
  useEffect(() => {
    const { runFromMenu, stop } = startCommands();
    const unsubscribe = onBroadcast((broadcast) => {
      if (broadcast.type === 'command') runFromMenu(broadcast.command);
      else if (broadcast.type === 'open-document') openTab({ kind: 'document', documentId: broadcast.documentId });
    });
    return () => {
      unsubscribe();
      stop();
    };
  }, []);
}
