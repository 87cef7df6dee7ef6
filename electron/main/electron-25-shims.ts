// Everything that is done otherwise for the sake of Electron 25, in one place. When it is no longer needed, delete
// this file and call webUtils.getPathForFile where pathOfFile was.
import { webUtils } from 'electron';

/** A File as Electron had it before version 32: with its path. */
interface FileWithPath extends File {
  readonly path?: string;
}

/** Path on disk of a dropped or chosen file; empty if it has none. */
export function pathOfFile(file: FileWithPath): string {
  const hasWebUtils = typeof webUtils?.getPathForFile === 'function';
  return hasWebUtils ? webUtils.getPathForFile(file) : (file.path ?? '');
}
