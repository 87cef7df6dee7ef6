import { contextBridge, ipcRenderer } from 'electron';
import { BROADCAST_CHANNEL, INVOKE_CHANNEL } from './main/channels.ts';
import { pathOfFile } from './main/electron-25-shims.ts';
import { fanOut } from './main/fan-out.ts';

const onBroadcast = fanOut<unknown>((forward) => {
  ipcRenderer.on(BROADCAST_CHANNEL, (_event: unknown, broadcast: unknown) => forward(broadcast));
});

// The whole of what crosses to the window: see renderer/archive-client.ts.
contextBridge.exposeInMainWorld('standpoint', {
  invoke: (method: string, input: unknown): Promise<unknown> => ipcRenderer.invoke(INVOKE_CHANNEL, method, input),
  onChanged: onBroadcast,
  pathForFile: (file: File): string => pathOfFile(file),
});
