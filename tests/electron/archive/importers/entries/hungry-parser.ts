// A parser whose document eats memory outside the JavaScript heap without ever yielding.
import { watchMemory } from '../../../../../electron/archive/importers/memory-watchdog.ts';

process.on('message', () => {
  watchMemory(200);
  const eaten: Buffer[] = [];
  for (;;) {
    if (eaten.length < 4000) eaten.push(Buffer.alloc(1024 * 1024, eaten.length));
  }
});
process.on('disconnect', () => process.exit(0));
process.send?.({ ready: true });
