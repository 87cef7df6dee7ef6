import { contextBridge, ipcRenderer } from 'electron';
import { BROADCAST_CHANNEL, INVOKE_CHANNEL } from './main/channels.ts';
import { pathOfFile } from './main/electron-25-shims.ts';

// The whole of what crosses to the window: see renderer/archive-client.ts.
contextBridge.exposeInMainWorld('standpoint', {
  invoke: (method: string, input: unknown): Promise<unknown> => ipcRenderer.invoke(INVOKE_CHANNEL, method, input),
  onChanged: (listener: (broadcast: unknown) => void): (() => void) => {
    const forward = (_event: unknown, broadcast: unknown) => listener(broadcast);
    ipcRenderer.on(BROADCAST_CHANNEL, forward);
    return () => {
      ipcRenderer.removeListener(BROADCAST_CHANNEL, forward);
    };
  },
  pathForFile: (file: File): string => pathOfFile(file),
});
