// A parser process as the desktop starts it: a utilityProcess whose first message brings the port that leads to the
// archive's process. The parser talks to that port as it would to its parent, so that documents never pass through
// the main process, which keeps the windows moving.
process.parentPort.once('message', ({ ports: [port] }) => {
  if (port === undefined) throw new Error('The first message to a parser process must bring its port.');
  Object.defineProperty(process, 'parentPort', { value: port });
  port.start();
  import('../archive/importers/parser-process.ts').catch((error: unknown) => {
    console.error('The parser could not be loaded:', error);
    process.exit(1);
  });
});
