import { useEffect } from 'react';
import { startArchiveState, useArchiveState } from './archive-state.ts';
import { TooltipProvider } from './components/tooltip.tsx';

/** The whole window. */
export function App() {
  const isReady = useArchiveState((state) => state.ready);
  useEffect(startArchiveState, []);
  return <TooltipProvider>{isReady ? null : null}</TooltipProvider>;
}
