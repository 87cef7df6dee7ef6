import { createHash } from 'node:crypto';
import type { MakeGuid } from '../../shared/exchange/refi-codes.ts';

/** The name space of our GUIDs; made once, at random. */
const NAMESPACE = Buffer.from('6b1f0a52c35e4f0e9d0a4a1d4f7c2b93', 'hex');

/** A UUID of version 5 (RFC 9562) for a sort of thing and its name: the same in every export. */
export const guidOf: MakeGuid = (sort, name) => {
  const bytes = createHash('sha1').update(NAMESPACE).update(`${sort}\n${name}`, 'utf8').digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [
    [0, 8],
    [8, 12],
    [12, 16],
    [16, 20],
    [20, 32],
  ]
    .map(([from, to]) => hex.slice(from, to))
    .join('-');
};

/** A hash as a URI that names the bytes wherever they lie (RFC 6920): "ni:///sha-256;…". */
export const hashUri = (sha256: string): string => `ni:///sha-256;${Buffer.from(sha256, 'hex').toString('base64url')}`;

/** The hash that such a URI, or one of "urn:sha256:…", names; null for any other. */
export function hashOfUri(uri: string): string | null {
  const [, hex] = /^urn:(?:hash::)?sha-?256:([0-9a-f]{64})$/i.exec(uri) ?? [];
  if (hex !== undefined) return hex.toLowerCase();
  const [, encoded] = /^ni:\/\/[^/]*\/sha-256;([A-Za-z0-9_-]{43})=?(?:\?.*)?$/.exec(uri) ?? [];
  return encoded === undefined ? null : Buffer.from(encoded, 'base64url').toString('hex');
}
