// A parser that never comes back from its first document and does not yield either.
process.on('message', () => {
  for (;;);
});
process.on('disconnect', () => process.exit(0));
process.send?.({ ready: true });
