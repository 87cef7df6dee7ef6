// A parser that crashes on files named crash.txt and answers all others with its own process id.
process.on('message', (message: { id: number; input: { fileName: string } }) => {
  if (message.input.fileName === 'crash.txt') process.abort();
  process.send?.({ id: message.id, ok: true, value: { text: String(process.pid) } });
});
process.on('disconnect', () => process.exit(0));
process.send?.({ ready: true });
