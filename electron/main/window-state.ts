import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Rectangle } from 'electron';
import { writeFileDurably } from '../archive/durable-file.ts';

/** Where the window stood when it was closed last. */
export interface WindowState {
  /** Null at the first start. */
  readonly bounds: Rectangle | null;
  readonly maximized: boolean;
}

const FIRST: WindowState = { bounds: null, maximized: false };
const fileIn = (folder: string) => join(folder, 'window.json');

/** Reads the window's last place; anything unreadable counts as none. */
export async function readWindowState(folder: string): Promise<WindowState> {
  const text = await readFile(fileIn(folder), 'utf8').catch(() => null);
  if (text === null) return FIRST;
  try {
    const { bounds, maximized }: { bounds?: Partial<Rectangle>; maximized?: unknown } = JSON.parse(text);
    const { x, y, width, height } = bounds ?? {};
    if (!isWhole(x) || !isWhole(y) || !isWhole(width) || !isWhole(height)) return FIRST;
    return { bounds: { x, y, width, height }, maximized: maximized === true };
  } catch {
    // A torn file is worth no more than the place of a window.
    return FIRST;
  }
}

/** Remembers the window's place. */
export function writeWindowState(folder: string, state: WindowState): Promise<void> {
  return writeFileDurably(fileIn(folder), `${JSON.stringify(state)}\n`);
}

/** The bounds, if enough of them lies on one of the screens to get hold of the window; else null. */
export function boundsOnScreen(bounds: Rectangle | null, screens: readonly Rectangle[]): Rectangle | null {
  if (bounds === null) return null;
  const reachable = screens.some((screen) => {
    const across = Math.min(bounds.x + bounds.width, screen.x + screen.width) - Math.max(bounds.x, screen.x);
    return across >= 100 && bounds.y >= screen.y && bounds.y <= screen.y + screen.height - 50;
  });
  return reachable ? bounds : null;
}

function isWhole(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value);
}
