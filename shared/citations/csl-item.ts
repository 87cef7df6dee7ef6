import type { CslItem } from '../domain/citation.ts';
import type { Codebook } from '../domain/codebook.ts';
import type { DocumentKind, SourceDocument, Version } from '../domain/document.ts';
import { safeUrl } from '../exporters/wording.ts';
import { authorsNamed, type CslName, isOffice } from './author-names.ts';

/**
 * Types of CSL 1.0.2 and what kind of thing it is in words. A statement or a press release is cited like a page of the
 * web, by its day and with its issuer as the site; what is written for the file like a report.
 */
const KINDS: Readonly<Record<DocumentKind, { readonly type: string; readonly genre: string | null }>> = {
  statement: { type: 'webpage', genre: 'statement' },
  memo: { type: 'report', genre: 'memorandum' },
  order: { type: 'report', genre: 'order' },
  policy: { type: 'report', genre: 'policy' },
  transcript: { type: 'report', genre: 'transcript' },
  letter: { type: 'personal_communication', genre: 'letter' },
  'press-release': { type: 'webpage', genre: 'press release' },
  'news-report': { type: 'article-newspaper', genre: null },
  'web-page': { type: 'webpage', genre: null },
  legislation: { type: 'legislation', genre: null },
  other: { type: 'report', genre: null },
};

/**
 * A document in the terms of CSL 1.0.2. The issuing agency is the author of what names no other; of what a person or
 * another body wrote it is the site or the publisher. Only what is known is in it.
 */
export function cslItemOf(document: SourceDocument, version: Version, codebook: Codebook): CslItem {
  const { type, genre } = KINDS[document.kind];
  const issuer = codebook.agencies.find(({ id }) => id === document.issuerId)?.name ?? null;
  const bodies = new Set(
    codebook.agencies.flatMap(({ name, aliases }) => [name, ...aliases]).map((name) => name.toLowerCase()),
  );
  const named = document.author === null ? [] : authorsNamed(document.author, bodies);
  const url = safeUrl(document.sourceUrl ?? version.capture?.finalUrl ?? '');
  const accessed = version.capture?.capturedAt ?? document.dateCaptured;
  const recipient = document.kind === 'letter' ? recipientIn(document.title) : null;
  const status = statusOf(document);
  return {
    id: document.id,
    type,
    title: document.title,
    ...shortTitle(document),
    ...contributorsOf(document.kind, named, issuer, url),
    ...(recipient === null ? {} : { recipient: authorsNamed(recipient, bodies) }),
    ...(genre === null ? {} : { genre }),
    ...(document.dateIssued === null ? {} : { issued: dateOf(document.dateIssued) }),
    ...(url === null ? {} : { URL: url }),
    ...(url === null || accessed === null ? {} : { accessed: dateOf(accessed.slice(0, 10)) }),
    ...(version.pageCount === null || version.pageCount === 0 ? {} : { 'number-of-pages': version.pageCount }),
    ...(status === null ? {} : { note: status }),
  };
}

function contributorsOf(
  kind: DocumentKind,
  named: readonly CslName[],
  issuer: string | null,
  url: string | null,
): Readonly<Record<string, unknown>> {
  // A law is cited by its name alone.
  if (kind === 'legislation') return {};
  const isIssuer = (name: CslName): boolean => 'literal' in name && name.literal === issuer;
  // "The Chief of Police" is nobody without the police department, which is named then.
  const authors = named.filter((name) => !isIssuer(name) && !(issuer !== null && isOffice(name)));
  const site = url === null ? null : hostOf(url);
  if (kind === 'news-report') {
    // Of a report without a byline the metadata often names the paper as the author.
    const [only] = authors;
    const paper = issuer ?? (authors.length === 1 && only !== undefined && 'literal' in only ? only.literal : null);
    const writers = authors.filter((name) => !('literal' in name && name.literal === paper));
    const container = paper ?? site;
    return { ...authorField(writers), ...(container === null ? {} : { 'container-title': container }) };
  }
  if (authors.length === 0) {
    if (issuer !== null) return authorField([{ literal: issuer }]);
    return KINDS[kind].type === 'webpage' && site !== null ? { 'container-title': site } : {};
  }
  if (issuer === null || kind === 'letter') return authorField(authors);
  return { ...authorField(authors), [KINDS[kind].type === 'webpage' ? 'container-title' : 'publisher']: issuer };
}

const authorField = (authors: readonly CslName[]): Readonly<Record<string, unknown>> =>
  authors.length === 0 ? {} : { author: authors };

/** Chicago 14.33: the key words of the main title, four at the most, in their order and without an article before them. */
function shortTitle({ title, kind }: SourceDocument): { readonly 'title-short'?: string } {
  if (kind === 'legislation') return {};
  const main = (/^(.{3,}?)(?::\s|\s[–—-]\s|\s\()/.exec(title)?.[1] ?? title).replace(/^(?:a|an|the)\s+(?=\S)/i, '');
  const words = main.split(/\s+/);
  const kept = words.length <= MOST_WHOLE_WORDS ? words : words.slice(0, MOST_SHORT_WORDS);
  while (kept.length > 2 && kept.length < words.length && SMALL_WORDS.has((kept.at(-1) ?? '').toLowerCase()))
    kept.pop();
  const short = kept.join(' ').replace(/[,;:.\s]+$/, '');
  return short === '' || short === title ? {} : { 'title-short': short };
}

const MOST_SHORT_WORDS = 4;
/** A title of so many words is not shortened: without its end it would often make no sense. */
const MOST_WHOLE_WORDS = 6;
const SMALL_WORDS = new Set(
  'a about against an and as at between by concerning during for from in into of on or over re regarding the to under upon with within without'.split(
    ' ',
  ),
);

/** To whom a letter is, if its title says so: "Letter to Senator Deb Fischer regarding detainers". */
function recipientIn(title: string): string | null {
  const found =
    /^letter(?: from .+?)? to (?:the )?(.+?)(?=(?:,| on| re:?| regarding| about| concerning| dated| of(?= (?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))) |[,;:(—–]|$)/i.exec(
      // A title that goes on and on names nobody.
      title.slice(0, 300),
    );
  const name = found?.[1]?.trim() ?? '';
  return /^\p{Lu}/u.test(name) ? name : null;
}

function hostOf(url: string): string | null {
  const host = /^https?:\/\/(?:[^/?#@]*@)?(?:www\.)?([^/?#:]+)/i.exec(url)?.[1];
  return host === undefined ? null : host.toLowerCase();
}

function statusOf({ withdrawal }: SourceDocument): string | null {
  if (withdrawal === undefined) return null;
  const word = withdrawal.status === 'withdrawn' ? 'Withdrawn' : 'Rescinded';
  return `${word} ${withdrawal.date} (${withdrawal.source.replace(/\s+/g, ' ')})`;
}

/** As precise as it is known. */
const dateOf = (date: string): { readonly 'date-parts': readonly (readonly number[])[] } => ({
  'date-parts': [date.split('-').map(Number)],
});
