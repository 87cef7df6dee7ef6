/** What of Electron's `app` tells that a file is to be opened. */
export interface OpenFileSource {
  on(event: 'open-file', listener: (event: { preventDefault(): void }, path: string) => void): unknown;
}

/**
 * Listens for the files that macOS asks the app to open; call it before `app` is ready, for the file that starts the
 * app comes before that. Returns the function that takes what is to be done with each, those of before first.
 */
export function collectOpenFiles(source: OpenFileSource): (open: (path: string) => void) => void {
  const waiting: string[] = [];
  let open = (path: string): void => {
    waiting.push(path);
  };
  source.on('open-file', (event, path) => {
    event.preventDefault();
    open(path);
  });
  return (listener) => {
    open = listener;
    for (const path of waiting.splice(0)) listener(path);
  };
}
