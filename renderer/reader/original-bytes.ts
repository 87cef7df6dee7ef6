/** Originals up to this many bytes are fetched whole: from the same machine one round trip beats many. */
export const WHOLE_FILE_LIMIT = 1 << 26;

/**
 * Reads bytes of an original, end exclusive. Rejects with a message for a person if it is missing or has
 * another length than recorded.
 */
export async function fetchRange(url: string, begin: number, end: number, total: number): Promise<Uint8Array> {
  const isWhole = begin === 0 && end === total;
  let response: Response;
  try {
    response = await fetch(url, isWhole ? {} : { headers: { Range: `bytes=${begin}-${end - 1}` } });
  } catch {
    throw new Error('The original could not be read.');
  }
  if (!response.ok) throw new Error('The original is missing from the archive.');
  const bytes = new Uint8Array(await response.arrayBuffer());
  const part = response.status === 206 || isWhole ? bytes : bytes.subarray(begin, end);
  if (part.length !== end - begin) throw new Error('The original was altered: its length is not the one recorded.');
  return part;
}
