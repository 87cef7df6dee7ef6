import { ArchiveError } from '../../../shared/errors.ts';
import { declaredCharset, decodeLabelled, decodeText } from './charset.ts';
import type { Extraction } from './extraction.ts';
import { readHtmlPage } from './html.ts';
import { cleanTitle } from './metadata-evidence.ts';
import { fieldOf, type MimePart, readMime, wordsOf } from './mime.ts';
import { contentIdOf, imageResolver, partFinder } from './mime-resources.ts';

/** Frames inside frames beyond this are not shown. */
const MAX_FRAME_DEPTH = 5;
/** Frames of one page, and their characters, beyond which no more are shown. */
const MAX_FRAMES = 200;
const MAX_FRAME_CHARS = 16 * 1024 * 1024;

const isPage = (part: MimePart): boolean => /^(?:text\/html|application\/xhtml\+xml)$/.test(part.type);

/** All parts that hold something, in their order. Their depth is limited where they are read. */
const leavesOf = (part: MimePart): readonly MimePart[] =>
  part.children.length > 0 ? part.children.flatMap(leavesOf) : [part];

/** The page that was saved: the one that the message names as its start, else the first. */
function mainPage(message: MimePart, leaves: readonly MimePart[]): MimePart | null {
  const start = message.parameters.get('start')?.replace(/^<|>$/g, '');
  const named = start === undefined ? undefined : leaves.find((part) => contentIdOf(part) === start);
  return named && isPage(named) ? named : (leaves.find(isPage) ?? null);
}

function htmlOf(part: MimePart): string {
  const labelled = part.parameters.get('charset');
  const html = labelled ? decodeLabelled(part.bytes, labelled) : decodeText(part.bytes, declaredCharset(part.bytes));
  return openShadowRoots(html);
}

/**
 * Makes sections of the templates in which browsers write what components of a page show (shadow roots); other
 * templates show nothing and stay.
 */
function openShadowRoots(html: string): string {
  const open: boolean[] = [];
  return html.replace(/<(\/?)template\b((?:[^>"']|"[^"]*"|'[^']*')*)>/gi, (tag, slash: string, attributes: string) => {
    if (slash !== '') return open.pop() ? '</div>' : tag;
    const isShown = /(?:^|\s)shadow(?:root)?mode\s*=/i.test(attributes) && !open.includes(false);
    open.push(isShown);
    return isShown ? '<div>' : tag;
  });
}

/** A page without what makes it one, so that it can stand inside another. */
const bodyOf = (html: string): string =>
  html
    .replace(/<!doctype[^>]*>/i, '')
    .replace(/<head\b[\s\S]*?<\/head\s*>/i, '')
    .replace(/<\/?(?:html|head|body)\b[^>]*>/gi, '');

/** Puts pages shown in frames in the place of their frames, so that their words count as the page's. */
function inlineFrames(html: string, findPart: (address: string) => MimePart | null): string {
  let budget = MAX_FRAME_CHARS;
  let frames = 0;
  const inline = (page: string, depth: number): string =>
    page
      .replace(/<\/?frameset\b[^>]*>/gi, '')
      .replace(/<i?frame\b[^>]*?\bsrc\s*=\s*["']?([^"'\s>]+)[^>]*>/gi, (tag, address: string) => {
        const frame = depth < MAX_FRAME_DEPTH ? findPart(address.replaceAll('&amp;', '&')) : null;
        if (!frame || !isPage(frame)) return tag;
        const inner = htmlOf(frame);
        budget -= inner.length;
        return budget < 0 || ++frames > MAX_FRAMES ? tag : `<div>${inline(bodyOf(inner), depth + 1)}</div>`;
      });
  return inline(html, 0);
}

const asWebAddress = (text: string | null): string | null => (text && /^https?:\/\/\S+$/.test(text) ? text : null);

/**
 * Reads a web page saved as MHTML, as browsers write it: the page with the pictures that came with it, and the
 * address that it was saved from. Rejects with `empty`, `corrupt` or `too-large`.
 */
export async function extractMhtml(bytes: Uint8Array): Promise<Extraction> {
  const message = readMime(bytes);
  const leaves = leavesOf(message);
  const main = mainPage(message, leaves);
  if (!main) {
    throw new ArchiveError(
      'corrupt',
      'This saved web page (MHTML) holds no page: it may not have been saved whole. Save it again, or print it to PDF and import that.',
    );
  }
  const address =
    asWebAddress(fieldOf(message, 'snapshot-content-location')) ?? asWebAddress(fieldOf(main, 'content-location'));
  const html = inlineFrames(htmlOf(main), partFinder(leaves, address));
  const { metadata, rendition } = readHtmlPage(html, imageResolver(leaves, address));
  if (!/\S/.test(rendition.text)) {
    throw new ArchiveError(
      'empty',
      'This saved web page holds no text: it may show its words as pictures. Open it in a browser, print it to PDF, and import that.',
    );
  }
  return {
    format: 'mhtml',
    extractor: 'mhtml/1',
    metadata: {
      ...metadata,
      title: metadata.title ?? cleanTitle(wordsOf(message, 'subject')),
      sourceUrl: address ?? metadata.sourceUrl,
    },
    text: rendition.text,
    paragraphs: rendition.paragraphs,
    pages: [],
    runs: null,
    rendition: rendition.html,
  };
}
