import { readFileSync, writeFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { readHtmlEvidence } from '../../electron/archive/verify-briefing-html.ts';
import type { BriefingVerification } from '../../shared/contract/verify-briefing.ts';
import type { EvidenceUse } from '../../shared/domain/evidence.ts';
import { readDocxEvidence } from '../../shared/exporters/docx-evidence.ts';
import {
  alterWord,
  dropNegation,
  type HideWord,
  hideDocxWord,
  hideHtmlWord,
  hidePackageWord,
  pick,
  type Random,
  replaceOriginal,
  type SetWords,
  setDocxWords,
  setHtmlWords,
  setPackageWords,
  shuffled,
} from './tampering.ts';

/** What was done to a briefing. */
export type Tampering =
  | 'a word altered'
  | 'a word hidden'
  | 'two quotes swapped'
  | 'an original replaced'
  | 'a “not” dropped';

/** A briefing that was tampered with, and the uses that must be reported. */
export interface TamperedBriefing {
  readonly file: string;
  readonly tampering: Tampering;
  /** Ids of the uses that no longer hold. */
  readonly altered: ReadonlySet<string>;
}

/** The uses that a file carries evidence of. */
export function usesOfFile(file: string): readonly EvidenceUse[] {
  const bytes = readFileSync(file);
  switch (extname(file)) {
    case '.docx':
      return readDocxEvidence(bytes).evidence?.uses ?? [];
    case '.html':
      return readHtmlEvidence(bytes.toString('utf8')).evidence?.uses ?? [];
    default: {
      const parts = unzipSync(bytes, { filter: ({ name }) => name.endsWith('/data/evidence.json') });
      const [json] = Object.values(parts);
      return json === undefined ? [] : JSON.parse(strFromU8(json)).uses;
    }
  }
}

const SETTERS: Readonly<Record<string, SetWords>> = {
  '.docx': setDocxWords,
  '.html': setHtmlWords,
  '.zip': setPackageWords,
};

const HIDERS: Readonly<Record<string, HideWord>> = {
  '.docx': hideDocxWord,
  '.html': hideHtmlWord,
  '.zip': hidePackageWord,
};

/**
 * Tampers with a briefing in one way, into `folder`; null if it has nothing that could be tampered with so: no two
 * quotes, no “not”, no original of its own.
 */
export function tamper(random: Random, file: string, tampering: Tampering, folder: string): TamperedBriefing | null {
  const uses = usesOfFile(file).filter(({ printed }) => printed.split(' ').length > 2);
  const set = SETTERS[extname(file)];
  const bytes = readFileSync(file);
  if (uses.length === 0 || set === undefined) return null;
  const write = (changed: Uint8Array, altered: readonly string[]): TamperedBriefing => {
    const to = join(folder, basename(file));
    writeFileSync(to, changed);
    return { file: to, tampering, altered: new Set(altered) };
  };
  switch (tampering) {
    case 'a word altered': {
      const use = pick(random, uses);
      return write(set(bytes, new Map([[use.mark, alterWord(random, use.printed)]])), [use.useId]);
    }
    case 'a word hidden': {
      const hide = HIDERS[extname(file)];
      const use = pick(random, uses);
      return hide === undefined ? null : write(hide(bytes, use.mark, random), [use.useId]);
    }
    case 'a “not” dropped': {
      const [found] = shuffled(random, uses).flatMap((use) => {
        const without = dropNegation(use.printed);
        return without === null ? [] : [{ use, without }];
      });
      if (found === undefined) return null;
      return write(set(bytes, new Map([[found.use.mark, found.without]])), [found.use.useId]);
    }
    case 'two quotes swapped': {
      const [one, ...rest] = shuffled(random, uses);
      const other = rest.find(({ printed }) => printed !== one?.printed);
      if (one === undefined || other === undefined) return null;
      const words = new Map([
        [one.mark, other.printed],
        [other.mark, one.printed],
      ]);
      return write(set(bytes, words), [one.useId, other.useId]);
    }
    case 'an original replaced': {
      if (extname(file) !== '.zip') return null;
      const { sha256 } = pick(random, uses);
      const by = Buffer.from(`%PDF-1.4 ${Math.floor(random() * 1e9)}`);
      const altered = usesOfFile(file).filter((use) => use.sha256 === sha256);
      return write(
        replaceOriginal(bytes, sha256, by),
        altered.map(({ useId }) => useId),
      );
    }
  }
}

/** What a check said wrongly: uses that are altered and were not reported, and the other way round. */
export function judge(
  { altered }: Pick<TamperedBriefing, 'altered'>,
  { uses, ok }: BriefingVerification,
): { readonly missed: readonly string[]; readonly falseAlarms: readonly string[] } {
  const reported = new Set(uses.filter(({ outcome }) => outcome !== 'found').map(({ useId }) => useId));
  const missed = [...altered].filter((useId) => !reported.has(useId));
  const falseAlarms = [...reported].filter((useId) => !altered.has(useId));
  if (ok !== (altered.size === 0) && missed.length + falseAlarms.length === 0) {
    return altered.size === 0
      ? { missed, falseAlarms: ['the file as a whole'] }
      : { missed: ['the file as a whole'], falseAlarms };
  }
  return { missed, falseAlarms };
}
