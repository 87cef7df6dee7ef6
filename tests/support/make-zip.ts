import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { ZipFile } from 'yazl';

/** One member of a ZIP to be made. */
export interface ZipMemberOf {
  readonly name: string;
  readonly content: string | Uint8Array;
  /** Unix mode with the type of file; a plain file if not given. */
  readonly mode?: number;
}

/** Writes a ZIP file by yazl. Names that it would refuse are put in afterwards, as long as they were. */
export async function makeZip(path: string, members: readonly ZipMemberOf[]): Promise<string> {
  const zip = new ZipFile();
  const renamed = new Map<string, string>();
  for (const [index, { name, content, mode }] of members.entries()) {
    const isOdd = /^(?:[\\/]|[A-Za-z]:)|(?:^|[\\/])\.\.(?:[\\/]|$)|\\/.test(name);
    const stand = isOdd ? `${index}`.padEnd(Buffer.byteLength(name), '_') : name;
    if (isOdd) renamed.set(stand, name);
    zip.addBuffer(Buffer.from(content), stand, mode === undefined ? {} : { mode });
  }
  zip.end();
  const target = createWriteStream(path);
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  let bytes = Buffer.concat(chunks);
  for (const [from, to] of renamed)
    bytes = Buffer.from(bytes.toString('latin1').replaceAll(from, Buffer.from(to).toString('latin1')), 'latin1');
  target.end(bytes);
  await finished(target);
  return path;
}
