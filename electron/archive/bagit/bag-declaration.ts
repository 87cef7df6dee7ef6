import type { Findings } from './bag-findings.ts';
import { type Decode, decoderFor, isUtf8, splitLines } from './tag-files.ts';

/** Versions whose rules are known here. */
const BAGIT_VERSIONS = ['0.93', '0.94', '0.95', '0.96', '0.97', '1.0'] as const;

/** What bagit.txt says. */
export interface Declaration {
  /** As written, or null. */
  readonly version: string | null;
  /** Whether the rules of version 1.0 hold. */
  readonly isStrict: boolean;
  /** How the other tag files are to be read. */
  readonly decode: Decode;
  readonly encoding: string;
  /** The file that describes the bag; it had another name before version 0.96. */
  readonly infoFile: 'bag-info.txt' | 'package-info.txt';
}

const FILE = 'bagit.txt';
const SAYS = '“BagIt-Version: 1.0” and “Tag-File-Character-Encoding: UTF-8”';

/** Used where bagit.txt does not say: what can be checked is checked all the same. */
const UNKNOWN: Declaration = {
  version: null,
  isStrict: false,
  decode: requireDecoder('UTF-8'),
  encoding: 'UTF-8',
  infoFile: 'bag-info.txt',
};

/** Reads bagit.txt; `bytes` is null if there is none. */
export function readDeclaration(bytes: Buffer | null, findings: Findings): Declaration {
  if (bytes === null) {
    findings.fault(
      'missing-declaration',
      FILE,
      `There is no ${FILE}. If this is a bag, make the file with the two lines ${SAYS}; a folder without it is none.`,
    );
    return UNKNOWN;
  }
  const text = decodeDeclaration(bytes, findings);
  const lines = splitLines(text);
  const version = readField(lines, 'BagIt-Version', 'missing-version', findings);
  const encoding = readField(lines, 'Tag-File-Character-Encoding', 'missing-encoding', findings);
  const known = checkVersion(version, findings);
  const isStrict = known === '1.0';
  checkForm(lines, isStrict, findings);
  return {
    version,
    isStrict,
    ...chooseDecoder(encoding, findings),
    infoFile: known !== null && ['0.93', '0.94', '0.95'].includes(known) ? 'package-info.txt' : 'bag-info.txt',
  };
}

function decodeDeclaration(bytes: Buffer, findings: Findings): string {
  const marks = [Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from([0xff, 0xfe]), Buffer.from([0xfe, 0xff])];
  const mark = marks.findIndex((candidate) => bytes.subarray(0, candidate.length).equals(candidate));
  if (mark !== -1) {
    findings.fault(
      'declaration-bom',
      FILE,
      `${FILE} begins with a byte order mark, which it must not have. Save it as UTF-8 without one.`,
    );
  }
  const decoded = (mark > 0 ? requireDecoder('UTF-16') : UNKNOWN.decode)(bytes);
  if (decoded !== null) return decoded.text;
  findings.fault('wrong-encoding', FILE, `${FILE} is not UTF-8, in which it must be. Save it as UTF-8.`);
  return bytes.toString('latin1');
}

type Lines = ReturnType<typeof splitLines>;

function readField(
  lines: Lines,
  label: string,
  missing: 'missing-version' | 'missing-encoding',
  findings: Findings,
): string | null {
  const line = lines.find(({ text }) => text.startsWith(`${label}:`));
  if (line) return line.text.slice(label.length + 1).trim();
  const near = lines.find(({ text }) => text.trim().toLowerCase().startsWith(label.toLowerCase()));
  if (near) {
    findings.fault(
      'declaration-format',
      FILE,
      `Line ${near.number} reads “${near.text}”. It must begin with “${label}: ”, with no space before the colon.`,
      near.number,
    );
    return null;
  }
  findings.fault(missing, FILE, `${FILE} has no line “${label}: …”. It must hold ${SAYS}.`);
  return null;
}

function checkVersion(version: string | null, findings: Findings): string | null {
  if (version === null) return null;
  if (!/^\d+\.\d+$/.test(version)) {
    findings.fault(
      'bad-version',
      FILE,
      `“${version}” is no version: it must be two numbers with a dot between, such as 1.0.`,
    );
    return null;
  }
  const canonical = version.split('.').map(Number).join('.');
  const known = BAGIT_VERSIONS.find((candidate) => candidate === canonical);
  if (known) return known;
  findings.fault(
    'unsupported-version',
    FILE,
    `The bag says that it is of BagIt ${version}. Versions ${BAGIT_VERSIONS.join(', ')} can be checked; check it with the program that made it.`,
  );
  return null;
}

function chooseDecoder(encoding: string | null, findings: Findings): Pick<Declaration, 'decode' | 'encoding'> {
  if (encoding === null) return UNKNOWN;
  const decode = decoderFor(encoding);
  if (decode === null) {
    findings.fault(
      'unknown-encoding',
      FILE,
      `“${encoding}” is no character set that is known. Convert the tag files to UTF-8 and write UTF-8 here.`,
    );
    return UNKNOWN;
  }
  if (!isUtf8(encoding)) {
    findings.warn('encoding', FILE, `The tag files are in ${encoding}. UTF-8 is read everywhere: convert them.`);
  }
  return { decode, encoding };
}

/** Version 1.0 wants two lines, letter by letter; earlier ones left white space and what follows to the reader. */
function checkForm(lines: Lines, isStrict: boolean, findings: Findings): void {
  const [first, second, ...rest] = lines;
  const complain = (message: string, line: number): void =>
    findings.faultOrWarn(isStrict, 'declaration-format', FILE, message, line);
  if (first && !/^BagIt-Version: \d+\.\d+$/.test(first.text) && /^BagIt-Version:/.test(first.text)) {
    complain(`Line 1 must be “BagIt-Version: ” and the version, with one space and nothing after it.`, 1);
  }
  if (
    second &&
    !/^Tag-File-Character-Encoding: \S+$/.test(second.text) &&
    /^Tag-File-Character-Encoding:/.test(second.text)
  ) {
    complain('Line 2 must be “Tag-File-Character-Encoding: ” and the name, with one space and nothing after it.', 2);
  }
  if (first && second && /^Tag-File/.test(first.text) && /^BagIt-Version/.test(second.text)) {
    complain('The two lines of bagit.txt are in the wrong order: BagIt-Version comes first.', 1);
  }
  const more = rest.find(({ text }) => text.trim() !== '');
  if (more) complain(`Line ${more.number} is one too many: bagit.txt has exactly two lines.`, more.number);
}

function requireDecoder(name: string): Decode {
  const decode = decoderFor(name);
  if (decode === null) throw new Error(`${name} has no decoder.`);
  return decode;
}
