import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Sha256, sha256Base64, sha256Hex, toHex } from '../../shared/sha256.ts';
import { assertProperty } from '../support/assert-property.ts';

describe('sha256', () => {
  it('gives the hashes of FIPS 180-4', () => {
    const hex = (text: string): string => sha256Hex(new TextEncoder().encode(text));
    expect(hex('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(hex('abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq')).toBe(
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    );
  });

  it('gives what Node gives, however the bytes are parted', () => {
    assertProperty(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.array(fc.nat(200), { maxLength: 4 }), (bytes, cuts) => {
        const hash = new Sha256();
        let at = 0;
        for (const length of cuts) {
          hash.update(bytes.subarray(at, at + length));
          at += length;
        }
        hash.update(bytes.subarray(Math.min(at, bytes.length)));
        expect(toHex(hash.digest())).toBe(createHash('sha256').update(bytes).digest('hex'));
        expect(sha256Base64(bytes)).toBe(createHash('sha256').update(bytes).digest('base64'));
      }),
    );
  });
});
