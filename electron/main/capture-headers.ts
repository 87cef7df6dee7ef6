/** Header lines in their order, each as name and value. */
export type HeaderLines = [string, string][];

/** What Chromium's protocol tells of the head of an answer. */
export interface RawHead {
  /** The head as it came over HTTP/1; later versions of HTTP have none. */
  readonly headersText?: string | undefined;
  /** Name and value; several lines of one name are joined by line feeds. */
  readonly headers: Readonly<Record<string, string>>;
}

/** The header lines of an answer as they were received: order, case and repetitions kept. */
export function headerLines({ headersText, headers }: RawHead): HeaderLines {
  if (headersText) {
    const [, ...lines] = headersText.split(/\r?\n/);
    return lines.flatMap((line): HeaderLines => {
      const colon = line.indexOf(':');
      return colon < 1 ? [] : [[line.slice(0, colon).trim(), line.slice(colon + 1).trim()]];
    });
  }
  return Object.entries(headers).flatMap(([name, value]) =>
    value.split('\n').map((line): [string, string] => [name, line]),
  );
}

/** The media type that header lines declare, without parameters and in lower case; null if they declare none. */
export function mediaTypeOf(lines: Readonly<HeaderLines>): string | null {
  const declared = lines.find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  return declared?.split(';')[0]?.trim().toLowerCase() || null;
}

/** Whether an answer of this type is a page to be shown; anything else is a file, whose bytes are kept themselves. */
export function isPageType(mediaType: string | null): boolean {
  return mediaType === null || mediaType === 'text/html' || mediaType === 'application/xhtml+xml';
}
