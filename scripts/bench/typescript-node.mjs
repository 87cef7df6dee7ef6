import { join } from 'node:path';

/** A Node that reads TypeScript: this one if it can, else the one that the dependencies bring. @param {string} checkout */
export function typescriptNode(checkout) {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath;
  return join(checkout, 'node_modules/node/bin/node');
}
