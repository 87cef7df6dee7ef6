import type { DetailPart } from './passage-detail.tsx';

let asked: { readonly passageId: string; readonly part: DetailPart } | null = null;

/** Asks the reader that shows the passage next to open a part of what is said of it: its note, where it may be cut. */
export function askForDetail(passageId: string, part: DetailPart): void {
  asked = { passageId, part };
}

/** The part that was asked for of a passage, once; null if none was. */
export function takeDetailRequest(passageId: string): DetailPart | null {
  if (asked?.passageId !== passageId) return null;
  const { part } = asked;
  asked = null;
  return part;
}
