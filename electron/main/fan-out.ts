/**
 * Hands everything of one source on to any number of listeners, so that the source has one listener however many parts of
 * the window listen. Returns the function that adds a listener and returns the one that takes it away again. Listeners
 * added or taken away while a message is handed on count from the next message on.
 */
export function fanOut<Message>(
  listenToSource: (forward: (message: Message) => void) => void,
): (listener: (message: Message) => void) => () => void {
  const listeners = new Set<{ readonly hear: (message: Message) => void }>();
  listenToSource((message) => {
    for (const { hear } of [...listeners]) hear(message);
  });
  return (hear) => {
    const entry = { hear };
    listeners.add(entry);
    return () => {
      listeners.delete(entry);
    };
  };
}
