import type { Broadcast } from '../../shared/contract.ts';
import type { Result } from '../../shared/errors.ts';
import type { OriginalPart } from '../archive/dispatch.ts';

/** What the main process tells the archive's process. */
export type ToCore =
  | { readonly type: 'invoke'; readonly id: number; readonly method: string; readonly input: unknown }
  /** Asks for the path of an original of the open archive, or of the PDF that shows its pages. */
  | { readonly type: 'original-path'; readonly id: number; readonly sha256: string; readonly part: OriginalPart }
  /** The name that new passages and events carry from now on. */
  | { readonly type: 'coder'; readonly coder: string }
  /** The parser process that was asked for is there; its port comes with the message. */
  | { readonly type: 'parser-started'; readonly parser: number }
  | { readonly type: 'parser-exited'; readonly parser: number; readonly reason: string }
  /** Finish what is being written, close the archive, answer, end. */
  | { readonly type: 'close'; readonly id: number };

/** What the archive's process tells the main process. */
export type FromCore =
  | { readonly type: 'reply'; readonly id: number; readonly result: Result<unknown> }
  /** What failed without anybody waiting for it, with its stack. */
  | { readonly type: 'fault'; readonly text: string }
  | { readonly type: 'broadcast'; readonly broadcast: Broadcast }
  | { readonly type: 'launch-parser'; readonly parser: number }
  | { readonly type: 'kill-parser'; readonly parser: number };
