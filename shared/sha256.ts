/**
 * SHA-256 (FIPS 180-4) in plain TypeScript, for the places where neither Node's hashes nor `crypto.subtle` are to be had: pages
 * opened from disk, and pure code.
 */

const ROUNDS = 64;
const BLOCK = 64;

/** The first 32 bits of the fractional parts of the roots of the first primes. */
const CONSTANTS = new Int32Array(ROUNDS);
const START = new Int32Array(8);
for (let candidate = 2, count = 0; count < ROUNDS; candidate += 1) {
  if (isPrime(candidate)) {
    if (count < 8) START[count] = fraction(Math.sqrt(candidate));
    CONSTANTS[count] = fraction(Math.cbrt(candidate));
    count += 1;
  }
}

function isPrime(number: number): boolean {
  for (let divisor = 2; divisor * divisor <= number; divisor += 1) if (number % divisor === 0) return false;
  return true;
}

function fraction(root: number): number {
  return Math.floor((root - Math.floor(root)) * 2 ** 32);
}

/** Hashes bytes that come in pieces. */
export class Sha256 {
  readonly #state = START.slice();
  readonly #schedule = new Int32Array(ROUNDS);
  readonly #rest = new Uint8Array(BLOCK);
  #restLength = 0;
  #length = 0;

  /** Takes the next bytes. */
  update(bytes: Uint8Array): this {
    this.#length += bytes.length;
    let at = 0;
    if (this.#restLength > 0) {
      at = Math.min(BLOCK - this.#restLength, bytes.length);
      this.#rest.set(bytes.subarray(0, at), this.#restLength);
      this.#restLength += at;
      if (this.#restLength < BLOCK) return this;
      this.#mix(viewOf(this.#rest), 0);
      this.#restLength = 0;
    }
    const view = viewOf(bytes);
    for (; at + BLOCK <= bytes.length; at += BLOCK) this.#mix(view, at);
    this.#rest.set(bytes.subarray(at));
    this.#restLength = bytes.length - at;
    return this;
  }

  /** The hash of all that was taken; nothing may be taken after it. */
  digest(): Uint8Array {
    const bits = this.#length * 8;
    const padding = new Uint8Array(this.#restLength < 56 ? 64 - this.#restLength : 128 - this.#restLength);
    const view = new DataView(padding.buffer);
    padding[0] = 0x80;
    view.setUint32(padding.length - 8, Math.floor(bits / 2 ** 32));
    view.setUint32(padding.length - 4, bits % 2 ** 32);
    this.update(padding);
    const digest = new Uint8Array(32);
    const out = new DataView(digest.buffer);
    this.#state.forEach((word, index) => {
      out.setInt32(index * 4, word);
    });
    return digest;
  }

  #mix(view: DataView, at: number): void {
    const w = this.#schedule;
    for (let i = 0; i < 16; i += 1) w[i] = view.getInt32(at + i * 4);
    for (let i = 16; i < ROUNDS; i += 1) {
      const early = w[i - 15] ?? 0;
      const late = w[i - 2] ?? 0;
      const low = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3);
      const high = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10);
      w[i] = ((w[i - 16] ?? 0) + low + (w[i - 7] ?? 0) + high) | 0;
    }
    const state = this.#state;
    let a = state[0] ?? 0;
    let b = state[1] ?? 0;
    let c = state[2] ?? 0;
    let d = state[3] ?? 0;
    let e = state[4] ?? 0;
    let f = state[5] ?? 0;
    let g = state[6] ?? 0;
    let h = state[7] ?? 0;
    for (let i = 0; i < ROUNDS; i += 1) {
      const choice = (e & f) ^ (~e & g);
      const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + choice + (CONSTANTS[i] ?? 0) + (w[i] ?? 0)) | 0;
      const majority = (a & b) ^ (a & c) ^ (b & c);
      const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + majority) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + one) | 0;
      d = c;
      c = b;
      b = a;
      a = (one + two) | 0;
    }
    state[0] = (state[0] ?? 0) + a;
    state[1] = (state[1] ?? 0) + b;
    state[2] = (state[2] ?? 0) + c;
    state[3] = (state[3] ?? 0) + d;
    state[4] = (state[4] ?? 0) + e;
    state[5] = (state[5] ?? 0) + f;
    state[6] = (state[6] ?? 0) + g;
    state[7] = (state[7] ?? 0) + h;
  }
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);

const turn = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

/** The SHA-256 of bytes in lower-case hexadecimal. */
export function sha256Hex(bytes: Uint8Array): string {
  return toHex(new Sha256().update(bytes).digest());
}

/** Bytes as lower-case hexadecimal. */
export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The SHA-256 of bytes in base 64, as a Content-Security-Policy names scripts and styles. */
export function sha256Base64(bytes: Uint8Array): string {
  const digest = new Sha256().update(bytes).digest();
  let text = '';
  for (let i = 0; i < digest.length; i += 3) {
    const [a = 0, b = 0, c = 0] = digest.subarray(i, i + 3);
    const four = (a << 16) | (b << 8) | c;
    for (let part = 0; part < 4; part += 1) {
      text += i + part > digest.length ? '=' : (DIGITS[(four >> (18 - 6 * part)) & 63] ?? '');
    }
  }
  return text;
}
