import { BlockList, isIP } from 'node:net';

/** How near an address is: anyone's, of a network at home or at work, or of this very computer. */
export type Nearness = 'public' | 'private' | 'own';

const RANK: Readonly<Record<Nearness, number>> = { public: 0, private: 1, own: 2 };

const OWN = new BlockList();
OWN.addSubnet('127.0.0.0', 8, 'ipv4');
OWN.addSubnet('0.0.0.0', 8, 'ipv4');
OWN.addAddress('::1', 'ipv6');
OWN.addAddress('::', 'ipv6');

const PRIVATE = new BlockList();
for (const [network, bits] of [
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  PRIVATE.addSubnet(network, bits, 'ipv4');
for (const [network, bits] of [
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  PRIVATE.addSubnet(network, bits, 'ipv6');

/** IPv4 addresses in IPv6 clothes: mapped, and those that NAT64 translates. */
const DRESSED = /^(?:::ffff:|64:ff9b::)(?:(\d+\.\d+\.\d+\.\d+)|([0-9a-f]{1,4}):([0-9a-f]{1,4}))$/i;

/** How near an IP address is. What is no IP address counts as this computer's own, so that it is never let through. */
export function nearnessOf(address: string): Nearness {
  const bare = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  const dressed = DRESSED.exec(bare);
  if (dressed) return nearnessOf(dressed[1] ?? dotted(dressed[2] ?? '', dressed[3] ?? ''));
  const version = isIP(bare);
  if (version === 0) return 'own';
  const family = version === 4 ? 'ipv4' : 'ipv6';
  if (OWN.check(bare, family)) return 'own';
  return PRIVATE.check(bare, family) ? 'private' : 'public';
}

function dotted(high: string, low: string): string {
  const value = (Number.parseInt(high, 16) << 16) | Number.parseInt(low, 16);
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.');
}

/** Says how near a host is by its name alone; null if its addresses must be looked up. */
export function nearnessOfName(host: string): Nearness | null {
  if (/^(?:.+\.)?localhost\.?$/i.test(host)) return 'own';
  const bare = host.replace(/^\[|\]$/g, '');
  return isIP(bare) === 0 ? null : nearnessOf(bare);
}

/** The nearest of several addresses: one near address among them is enough to be careful. */
function nearest(addresses: readonly string[]): Nearness {
  return addresses.map(nearnessOf).reduce((one, other) => (RANK[other] > RANK[one] ? other : one), 'public');
}

/** Finds the addresses of a host. Rejects if there are none. */
export type Lookup = (host: string) => Promise<readonly string[]>;

/** Says of every address whether a capture may ask for it. */
export interface AddressPolicy {
  /** Null if it may be asked for, else why not. */
  refusalOf(url: string): Promise<'scheme' | Nearness | null>;
  /** False if an answer came from an address that is nearer than what was allowed. */
  mayAnswer(ip: string): boolean;
}

/**
 * What a person typed decides how near a page may reach: a page of the internet reaches the internet alone, one of the
 * network at work that too, one of this computer everything. A name that leads to this computer is not enough for the
 * last: whoever owns the name could have chosen that. Names whose addresses are not to be found are left to the
 * loading, which fails or goes through a proxy.
 */
export async function createAddressPolicy(typed: string, lookup: Lookup): Promise<AddressPolicy> {
  const known = new Map<string, Promise<Nearness | null>>();
  const find = (host: string): Promise<Nearness | null> => {
    const byName = nearnessOfName(host);
    if (byName !== null) return Promise.resolve(byName);
    const found = known.get(host) ?? lookup(host).then(nearest, () => null);
    known.set(host, found);
    return found;
  };
  const { hostname } = new URL(typed);
  const ofTyped = await find(hostname);
  const isName = nearnessOfName(hostname) === null;
  const allowed: Nearness = ofTyped === null || (isName && ofTyped === 'own') ? 'public' : ofTyped;
  return {
    async refusalOf(url) {
      const { protocol, hostname: host } = new URL(url);
      if (protocol === 'data:' || protocol === 'blob:') return null;
      if (protocol !== 'http:' && protocol !== 'https:') return 'scheme';
      const nearness = await find(host);
      return nearness === null || RANK[nearness] <= RANK[allowed] ? null : nearness;
    },
    mayAnswer: (ip) => RANK[nearnessOf(ip)] <= RANK[allowed],
  };
}
