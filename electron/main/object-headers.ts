/** A Range header's one range of bytes, end inclusive; `null` if it asks for the whole; `undefined` if it can't be met. */
export function parseRange(header: string | null, size: number): { start: number; end: number } | null | undefined {
  if (header === null) return null;
  const match = /^bytes=(\d*)-(\d*)$/.exec(header.trim());
  // More than one range, or another unit: RFC 9110 lets a server ignore them and send the whole.
  if (match === null) return null;
  const [, first = '', last = ''] = match;
  if (first === '' && last === '') return null;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  return start <= end && start < size ? { start, end } : undefined;
}

/** The content type that an original is streamed under: only what the window decodes itself has a name. */
export function contentTypeOf(head: Uint8Array): string {
  const starts = (...bytes: readonly number[]) => bytes.every((byte, index) => head[index] === byte);
  if (starts(0x25, 0x50, 0x44, 0x46)) return 'application/pdf';
  if (starts(0x89, 0x50, 0x4e, 0x47)) return 'image/png';
  if (starts(0xff, 0xd8, 0xff)) return 'image/jpeg';
  // Never HTML or a script: an original must not come to life under an address of ours.
  return 'application/octet-stream';
}
