import { COMMANDS } from '../../shared/commands.ts';
import { call } from '../archive-client.ts';
import { isCommandAvailable, onCommandsChange } from '../commands.ts';

/** Time over which changes of what is selected are gathered, in milliseconds: nobody opens a menu within it. */
const PAUSE = 60;

/** Keeps the menu of passages true: only what applies to what is selected can be chosen. Returns the function that stops it. */
export function followPassageMenu(): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let told: string | null = null;
  const tell = () => {
    timer = null;
    const applying = COMMANDS.filter(({ id, menu }) => menu === 'Passage' && isCommandAvailable(id)).map(
      ({ id }) => id,
    );
    const words = applying.join(' ');
    if (words === told) return;
    told = words;
    // The window works without its menu.
    call('app.setMenu', { applying }).catch((error: unknown) => console.warn('The menu could not follow', error));
  };
  const tellSoon = () => {
    timer ??= setTimeout(tell, PAUSE);
  };
  const stop = onCommandsChange(tellSoon);
  // The menu may still show what applied before the window was loaded anew.
  tellSoon();
  return () => {
    stop();
    if (timer !== null) clearTimeout(timer);
  };
}
