import { appendFile, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { PageInfo } from '../../shared/contract/outcomes.ts';
import { errnoOf, ioError, makeFolder } from './durable-file.ts';
import { parseRecognisedPage, type RecognisedPage, type RecognitionRecord } from './recognition-record.ts';

/** What is to be done with text hidden behind a scan. */
export type HiddenText = 'leave' | 'check' | 'replace';

/** A page that is to be read and what for. */
export interface WantedPage {
  readonly number: number;
  readonly use: RecognisedPage['use'];
}

/**
 * The pages that are to be read. `pages` are graded by what the original alone says; pages that `known` holds are left
 * out unless `force`.
 */
export function choosePages(
  pages: readonly PageInfo[],
  known: RecognitionRecord | null,
  { force, hidden }: { readonly force: boolean; readonly hidden: HiddenText },
): readonly WantedPage[] {
  const read = new Map(known?.pages.map((page) => [page.number, page]));
  return pages.flatMap(({ number, quality }): WantedPage[] => {
    const use = useOf(quality, hidden);
    if (use === null) return [];
    const before = read.get(number);
    const isRead = before !== undefined && before.failure === null && before.use === use;
    return isRead && !force ? [] : [{ number, use }];
  });
}

function useOf(quality: PageInfo['quality'], hidden: HiddenText): RecognisedPage['use'] | null {
  if (quality === 'none') return 'text';
  if (quality !== 'ocr' && quality !== 'disagrees') return null;
  return hidden === 'leave' ? null : hidden === 'check' ? 'check' : 'text';
}

/** A page that was read, with what read it. */
export interface ReadPage {
  readonly engine: string;
  readonly languages: readonly string[];
  readonly page: RecognisedPage;
}

const headSchema = z.object({ engine: z.string(), languages: z.array(z.string()), page: z.unknown() });

/**
 * Pages of a document that is being read, one a line, kept beside what is derived from it: a long document goes on where
 * it stopped. They count for nothing until all are there and a record is made of them.
 */
export class PagesUnderWay {
  readonly #folder: string;
  readonly #path: string;

  constructor(folder: string) {
    this.#folder = folder;
    this.#path = join(folder, 'recognised-pages.ndjson');
  }

  /** What was read before in these languages, by page and use. Lines that are not whole are left out. */
  async load(languages: readonly string[]): Promise<ReadonlyMap<string, ReadPage>> {
    const pages = new Map<string, ReadPage>();
    let stored: string;
    try {
      stored = await readFile(this.#path, 'utf8');
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') return pages;
      throw ioError(`${this.#path} cannot be read`, error);
    }
    for (const line of stored.split('\n')) {
      const read = parseLine(line);
      if (read && read.languages.join('+') === languages.join('+')) pages.set(keyOfPage(read.page), read);
    }
    return pages;
  }

  /** Adds a page. Not flushed: what is lost is read again. */
  async add(read: ReadPage): Promise<void> {
    try {
      await makeFolder(this.#folder);
      await appendFile(this.#path, `${JSON.stringify(read)}\n`);
    } catch (error) {
      throw ioError('A page that was read could not be kept', error);
    }
  }

  /** Forgets all of them. */
  async clear(): Promise<void> {
    await rm(this.#path, { force: true });
  }
}

/** Tells pages apart by number and by what they were read for. */
export const keyOfPage = ({ number, use }: WantedPage): string => `${number} ${use}`;

function parseLine(line: string): ReadPage | null {
  if (line === '') return null;
  try {
    const head = headSchema.parse(JSON.parse(line));
    const page = parseRecognisedPage(JSON.stringify(head.page));
    return page === null ? null : { engine: head.engine, languages: head.languages, page };
  } catch {
    // A line cut short by a crash: the page is read again.
    return null;
  }
}
