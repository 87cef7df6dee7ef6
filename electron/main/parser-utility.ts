// A parser process as the desktop starts it: a utilityProcess whose first message brings the port that leads to the
// archive's process. The parser speaks to its parent as ever; its words are led to that port, so that documents never
// pass through the main process, which keeps the windows moving.
const { parentPort } = process;

parentPort.once('message', ({ ports: [port] }) => {
  if (port === undefined) throw new Error('The first message to a parser process must bring its port.');
  parentPort.postMessage = (message) => port.postMessage(message);
  import('../archive/importers/parser-process.ts')
    .then(() => {
      port.on('message', (event) => parentPort.emit('message', event));
      port.start();
    })
    .catch((error: unknown) => {
      console.error('The parser could not be loaded:', error);
      process.exit(1);
    });
});
