import { createConnection } from 'node:net';

/**
 * Key codes of the evdev keyboard that Xvfb has. A digit's code is that of the top row.
 * @type {Readonly<Record<string, number>>}
 */
const KEY_CODES = {
  Escape: 9,
  1: 10,
  2: 11,
  3: 12,
  4: 13,
  5: 14,
  6: 15,
  7: 16,
  8: 17,
  9: 18,
  Tab: 23,
  Return: 36,
  Control: 37,
  k: 45,
  Alt: 64,
};

const KEY_PRESS = 2;
const KEY_RELEASE = 3;
const QUERY_EXTENSION = 98;
const FAKE_INPUT = 2;

/** The 12 bytes with which a client greets a local X server (protocol 11.0, no authority). */
function greeting() {
  const bytes = Buffer.alloc(12);
  bytes.write('l', 0);
  bytes.writeUInt16LE(11, 2);
  return bytes;
}

/** @param {string} name */
function queryExtension(name) {
  const bytes = Buffer.alloc(8 + Math.ceil(name.length / 4) * 4);
  bytes.writeUInt8(QUERY_EXTENSION, 0);
  bytes.writeUInt16LE(bytes.length / 4, 2);
  bytes.writeUInt16LE(name.length, 4);
  bytes.write(name, 8);
  return bytes;
}

/**
 * @param {number} opcode of XTEST
 * @param {number} type
 * @param {number} keyCode
 */
function fakeInput(opcode, type, keyCode) {
  const bytes = Buffer.alloc(36);
  bytes.writeUInt8(opcode, 0);
  bytes.writeUInt8(FAKE_INPUT, 1);
  bytes.writeUInt16LE(9, 2);
  bytes.writeUInt8(type, 4);
  bytes.writeUInt8(keyCode, 5);
  return bytes;
}

/**
 * Connects to a display and types by the X server's own test extension (XTEST), so that a program cannot tell
 * the keys from a person's.
 * @param {string} display for example ":99"
 * @returns {Promise<{ press: (...keys: string[]) => void, close: () => void }>} press holds the keys in order and
 *   releases them in reverse, for example press('Control', 'k')
 */
export async function connectKeyboard(display) {
  const socket = createConnection(`/tmp/.X11-unix/X${display.slice(1)}`);
  /** @type {Buffer} */
  let received = Buffer.alloc(0);
  /** @type {(() => void) | null} */
  let onData = null;
  socket.on('data', (data) => {
    received = Buffer.concat([received, data]);
    onData?.();
  });
  /** @param {number} count */
  const read = (count) =>
    new Promise((resolve, reject) => {
      const check = () => {
        if (received.length < count) return;
        onData = null;
        const taken = received.subarray(0, count);
        received = received.subarray(count);
        resolve(taken);
      };
      socket.once('error', reject);
      onData = check;
      check();
    });

  socket.write(greeting());
  const head = /** @type {Buffer} */ (await read(8));
  await read(head.readUInt16LE(6) * 4);
  if (head.readUInt8(0) !== 1) throw new Error(`The X server ${display} refused the connection.`);
  socket.write(queryExtension('XTEST'));
  const reply = /** @type {Buffer} */ (await read(32));
  if (reply.readUInt8(8) !== 1) throw new Error(`The X server ${display} has no XTEST extension.`);
  const opcode = reply.readUInt8(9);
  // Events and errors that follow are of no interest here.
  onData = () => {
    received = Buffer.alloc(0);
  };

  return {
    press: (...keys) => {
      const codes = keys.map((key) => {
        const code = KEY_CODES[key];
        if (code === undefined) throw new Error(`No key code is known for ${key}.`);
        return code;
      });
      socket.write(
        Buffer.concat([
          ...codes.map((code) => fakeInput(opcode, KEY_PRESS, code)),
          ...[...codes].reverse().map((code) => fakeInput(opcode, KEY_RELEASE, code)),
        ]),
      );
    },
    close: () => socket.destroy(),
  };
}
