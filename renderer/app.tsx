import { useEffect } from 'react';
import { startArchiveState, useArchiveState } from './archive-state.ts';
import { Toaster } from './components/toast.tsx';
import { TooltipProvider } from './components/tooltip.tsx';
import { DropTarget } from './frame/drop-target.tsx';
import { Frame } from './frame/frame.tsx';
import { useFrameCommands } from './frame/frame-commands.ts';
import { FrameDialogs } from './frame/frame-dialogs.tsx';
import { StartScreen } from './frame/start-screen.tsx';
import { flushLayout } from './layout-memory.ts';
import { useAppearance } from './theme.ts';

/** The whole window. */
export function App() {
  const isReady = useArchiveState((state) => state.ready);
  const hasArchive = useArchiveState((state) => state.status !== null);
  const theme = useAppearance();
  useEffect(startArchiveState, []);
  useFrameCommands();
  useEffect(() => {
    window.addEventListener('pagehide', flushLayout);
    return () => window.removeEventListener('pagehide', flushLayout);
  }, []);
  return (
    <TooltipProvider delay={500}>
      {isReady && (hasArchive ? <Frame /> : <StartScreen />)}
      <FrameDialogs />
      <DropTarget />
      <Toaster theme={theme} />
    </TooltipProvider>
  );
}
