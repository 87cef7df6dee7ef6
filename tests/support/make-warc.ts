import { writeFile } from 'node:fs/promises';
import { WARCRecord, type WARCRecordOpts, WARCSerializer } from 'warcio';

/** A record of a WARC file to be made. */
export interface RecordOf extends WARCRecordOpts {
  readonly body?: string | Uint8Array;
}

/** Writes a WARC file by warcio's serializer, after a record that says what program made it. */
export async function makeWarc(path: string, records: readonly RecordOf[], gzip = false): Promise<string> {
  const info = WARCRecord.createWARCInfo({ filename: 'crawl.warc' }, { software: 'Test crawler 1.0' });
  const parts = [await WARCSerializer.serialize(info, { gzip })];
  for (const { body, ...options } of records) {
    const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : (body ?? new Uint8Array());
    const record = WARCRecord.create({ date: '2024-05-06T07:08:09Z', type: 'response', ...options }, [bytes]);
    parts.push(await WARCSerializer.serialize(record, { gzip }));
  }
  await writeFile(path, Buffer.concat(parts));
  return path;
}
