// A parser that crashes on files named crash.txt and answers all others with its own process id.
process.on('message', (message: { id: number; fileName: string }) => {
  if (message.fileName === 'crash.txt') process.abort();
  process.send?.({ id: message.id, ok: true, extraction: { text: String(process.pid) } });
});
process.on('disconnect', () => process.exit(0));
process.send?.({ ready: true });
