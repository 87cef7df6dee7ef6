import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { archiveStore, INITIAL_STATE } from './archive-state.ts';
import { WindowBoundary } from './frame/window-boundary.tsx';
import './base.css';

const root = document.getElementById('root');
if (root) {
  // The page itself may not navigate, not even to itself: everything is asked of the core again instead.
  createRoot(root).render(
    <WindowBoundary onReload={() => archiveStore.setState(({ settings }) => ({ ...INITIAL_STATE, settings }))}>
      <App />
    </WindowBoundary>,
  );
}
