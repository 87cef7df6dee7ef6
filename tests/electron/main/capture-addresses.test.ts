import { describe, expect, it } from 'vitest';
import { createAddressPolicy, nearnessOf } from '../../../electron/main/capture-addresses.ts';

describe('nearnessOf', () => {
  it.each([
    ['93.184.216.34', 'public'],
    ['2606:2800:220:1::1', 'public'],
    ['10.1.2.3', 'private'],
    ['172.31.255.255', 'private'],
    ['172.32.0.1', 'public'],
    ['192.168.0.1', 'private'],
    ['169.254.169.254', 'private'],
    ['100.64.0.1', 'private'],
    ['fd00::1', 'private'],
    ['fe80::1%eth0', 'private'],
    ['127.0.0.1', 'own'],
    ['127.255.0.1', 'own'],
    ['0.0.0.0', 'own'],
    ['::1', 'own'],
    ['[::1]', 'own'],
    ['::ffff:127.0.0.1', 'own'],
    ['::ffff:7f00:1', 'own'],
    ['::ffff:c0a8:1', 'private'],
    ['64:ff9b::a00:1', 'private'],
    ['not an address', 'own'],
  ])('%s is %s', (address, nearness) => expect(nearnessOf(address)).toBe(nearness));
});

const NAMES: Readonly<Record<string, readonly string[]>> = {
  'site.example': ['93.184.216.34'],
  'cdn.example': ['93.184.216.35', '2606:2800:220:1::1'],
  'intranet.example': ['10.0.0.7'],
  'printer.example': ['192.168.1.9'],
  'sneaky.example': ['93.184.216.36', '127.0.0.1'],
};
const lookup = async (host: string) => {
  const found = NAMES[host];
  if (found === undefined) throw new Error('ENOTFOUND');
  return found;
};

describe('a capture', () => {
  it.each([
    // typed, asked for, refusal
    ['https://site.example/', 'https://cdn.example/style.css', null],
    ['https://site.example/', 'data:image/png;base64,AA==', null],
    ['https://site.example/', 'https://intranet.example/', 'private'],
    ['https://site.example/', 'http://192.168.1.1/', 'private'],
    ['https://site.example/', 'http://169.254.169.254/latest/meta-data', 'private'],
    ['https://site.example/', 'http://127.0.0.1:8080/', 'own'],
    ['https://site.example/', 'http://localhost/', 'own'],
    ['https://site.example/', 'http://app.localhost/', 'own'],
    ['https://site.example/', 'http://2130706433/', 'own'],
    ['https://site.example/', 'http://[::ffff:127.0.0.1]/', 'own'],
    ['https://site.example/', 'https://sneaky.example/', 'own'],
    ['https://site.example/', 'https://unknown.example/', null],
    ['https://site.example/', 'file:///etc/passwd', 'scheme'],
    ['https://site.example/', 'app://standpoint/', 'scheme'],
    ['https://site.example/', 'archive://ff/', 'scheme'],
    ['https://site.example/', 'wss://site.example/', 'scheme'],
    ['https://site.example/', 'ftp://site.example/', 'scheme'],
    ['https://intranet.example/', 'https://printer.example/', null],
    ['https://intranet.example/', 'https://cdn.example/', null],
    ['https://intranet.example/', 'http://127.0.0.1/', 'own'],
    ['http://127.0.0.1:4000/', 'http://127.0.0.1:5000/', null],
    ['http://localhost/', 'http://192.168.1.1/', null],
    // The owner of the name chose where it leads, not the person who typed it.
    ['https://sneaky.example/', 'https://sneaky.example/', 'own'],
    ['https://sneaky.example/', 'http://192.168.1.1/', 'private'],
    ['https://unknown.example/', 'http://127.0.0.1/', 'own'],
  ])('of %s that asks for %s is answered %s', async (typed, url, refusal) => {
    const policy = await createAddressPolicy(typed, lookup);
    expect(await policy.refusalOf(url)).toBe(refusal);
  });

  it('takes no answer from an address nearer than it may ask', async () => {
    const policy = await createAddressPolicy('https://site.example/', lookup);
    expect(['93.184.216.34', '10.0.0.1', '127.0.0.1', '[::1]'].map((ip) => policy.mayAnswer(ip))).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  it('looks a name up once', async () => {
    const asked: string[] = [];
    const policy = await createAddressPolicy('https://site.example/', (host) => {
      asked.push(host);
      return lookup(host);
    });
    for (const path of ['a', 'b', 'c']) await policy.refusalOf(`https://site.example/${path}`);
    expect(asked).toEqual(['site.example']);
  });
});
