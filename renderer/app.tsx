import { useEffect } from 'react';
import { call, onBroadcast } from './archive-client.ts';
import { archiveKey, startArchiveState, useArchiveState } from './archive-state.ts';
import { notifyError, Toaster } from './components/toast.tsx';
import { TooltipProvider } from './components/tooltip.tsx';
import { DropTarget } from './frame/drop-target.tsx';
import { Frame } from './frame/frame.tsx';
import { useFrameCommands } from './frame/frame-commands.ts';
import { FrameDialogs } from './frame/frame-dialogs.tsx';
import { OpeningScreen } from './frame/opening-screen.tsx';
import { StartScreen } from './frame/start-screen.tsx';
import { flushLayout } from './layout-memory.ts';
import { flushAll } from './pending-drafts.ts';
import { useAppearance } from './theme.ts';

/** Saves what is typed but not saved when the main process is about to close the window, and answers it. */
async function flushForClose(): Promise<void> {
  flushLayout();
  const unsaved = await flushAll();
  await call('app.readyToClose', { unsaved: unsaved.map(({ label, reason }) => `${label}: ${reason}`) });
}

function leavePage(): void {
  flushLayout();
  void flushAll();
}

/** The whole window. */
export function App() {
  const isReady = useArchiveState((state) => state.ready);
  const archive = useArchiveState((state) => archiveKey(state.status));
  const theme = useAppearance();
  useEffect(startArchiveState, []);
  useFrameCommands();
  useEffect(() => {
    window.addEventListener('pagehide', leavePage);
    const stop = onBroadcast((broadcast) => {
      if (broadcast.type !== 'command' || broadcast.command !== 'window.flush') return;
      flushForClose().catch((error) => notifyError('What was typed may not be saved', error));
    });
    return () => {
      window.removeEventListener('pagehide', leavePage);
      stop();
    };
  }, []);
  return (
    <TooltipProvider delay={500}>
      {isReady ? archive !== '' ? <Frame key={archive} /> : <StartScreen /> : <OpeningScreen />}
      <FrameDialogs />
      <DropTarget />
      <Toaster theme={theme} />
    </TooltipProvider>
  );
}
