import type { Declaration } from './bag-declaration.ts';
import type { Findings } from './bag-findings.ts';
import { printable } from './bag-paths.ts';
import { type InfoElement, parseInfo } from './tag-files.ts';

/** Understands bag-info.txt (package-info.txt before version 0.96). */
export function readInfo(text: string, declaration: Declaration, findings: Findings): readonly InfoElement[] {
  const { infoFile, isStrict } = declaration;
  const { items, malformed } = parseInfo(text);
  for (const { number, text: line } of malformed) {
    const message = `${infoFile}, line ${number}: “${printable(line.slice(0, 80))}” is not a label, a colon and a value.`;
    findings.fault('bag-info-format', infoFile, message, number);
  }
  for (const { line, label, hasSpaceBeforeColon, hasPlainSeparator } of items) {
    if (hasSpaceBeforeColon) {
      const message = `${infoFile}, line ${line}: the label ${label} must have no white space before its colon.`;
      findings.faultOrWarn(isStrict, 'bag-info-format', infoFile, message, line);
    } else if (isStrict && !hasPlainSeparator) {
      const message = `${infoFile}, line ${line}: one space is to follow the colon of ${label}.`;
      findings.warn('bag-info-format', infoFile, message, line);
    }
  }
  return items;
}

/** Compares Payload-Oxum, the number of bytes and of files, with what is there. */
export function checkOxum(
  info: readonly InfoElement[],
  payload: { readonly files: number; readonly bytes: number },
  { infoFile, isStrict }: Declaration,
  findings: Findings,
): void {
  const oxums = info.filter(({ label }) => label.toLowerCase() === 'payload-oxum');
  const [first, second] = oxums;
  if (!first) return;
  if (second) {
    const message = `${infoFile}, line ${second.line}: Payload-Oxum is there twice. Leave the right one.`;
    if (isStrict) findings.fault('payload-oxum-format', infoFile, message, second.line);
    else findings.warn('payload-oxum', infoFile, message, second.line);
  }
  const match = /^(\d+)\.(\d+)$/.exec(first.value);
  if (!match) {
    const message = `${infoFile}, line ${first.line}: Payload-Oxum is “${first.value}”; it must be bytes and files as in 279164409832.1198.`;
    findings.fault('payload-oxum-format', infoFile, message, first.line);
    return;
  }
  const [, bytes, files] = match.map(Number);
  if (bytes === payload.bytes && files === payload.files) return;
  const message = `${infoFile}, line ${first.line}: Payload-Oxum tells of ${files} files with ${bytes} bytes, but there are ${payload.files} with ${payload.bytes}. Something was lost, added or altered.`;
  findings.fault('payload-oxum', infoFile, message, first.line);
}
