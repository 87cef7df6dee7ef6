/** A failure that the core can pass on: one of its codes and a sentence that says what to do. */
export interface CaptureFailure {
  readonly code: 'invalid-input' | 'unsupported' | 'timeout' | 'too-large' | 'io' | 'internal';
  readonly message: string;
}

/** A failure on its way. */
export class CaptureError extends Error {
  readonly failure: CaptureFailure;

  constructor(code: CaptureFailure['code'], message: string) {
    super(message);
    this.name = 'CaptureError';
    this.failure = { code, message };
  }
}

/** What to say when this computer has no connection. */
export const OFFLINE =
  'This computer is offline. Connect it to the internet and try again, or import a page that was saved elsewhere.';

type Say = (host: string) => readonly [CaptureFailure['code'], string];

/** Chromium's network errors by their numbers (net/base/net_error_list.h). */
const SENTENCES: Readonly<Record<number, Say>> = {
  [-7]: (host) => ['timeout', `${host} did not answer in time. Try again later.`],
  [-20]: (host) => ['invalid-input', `${host} leads to an address that a page from outside may not reach.`],
  [-21]: () => ['io', 'The network changed while the page was loading. Try again.'],
  [-100]: (host) => ['io', `${host} closed the connection. Try again later.`],
  [-101]: (host) => ['io', `${host} broke the connection off. Try again later.`],
  [-102]: (host) => [
    'io',
    `${host} refuses connections: nothing answers there. Check the address, or try again later.`,
  ],
  [-104]: (host) => ['io', `No connection to ${host} came about. Try again later.`],
  [-105]: (host) => ['io', `There is no ${host}. Check the spelling of the address, and that this computer is online.`],
  [-106]: () => ['io', OFFLINE],
  [-109]: (host) => ['io', `${host} cannot be reached from here. Check the network, or try again later.`],
  [-118]: (host) => ['timeout', `${host} did not answer in time. Try again later.`],
  [-130]: () => ['io', 'The proxy of this network does not answer. Check the network settings of this computer.'],
  [-137]: (host) => ['io', `There is no ${host}. Check the spelling of the address, and that this computer is online.`],
  [-300]: () => ['invalid-input', 'This is not a web address. It must begin with http:// or https://.'],
  [-301]: () => ['invalid-input', 'The page leads to an address that is neither http nor https.'],
  [-302]: () => ['invalid-input', 'The page leads to an address that is neither http nor https.'],
  [-310]: (host) => ['io', `${host} redirects in a circle. Try the address that a browser shows in the end.`],
  [-311]: () => ['invalid-input', 'The page leads to an address that is neither http nor https.'],
  [-312]: (host) => ['invalid-input', `The address of ${host} names a port that is not for web pages.`],
  [-320]: (host) => ['io', `${host} sent an answer that is no web page.`],
  [-324]: (host) => ['io', `${host} closed the connection without an answer. Try again later.`],
};

const CERTIFICATES: Readonly<Record<number, string>> = {
  [-200]: 'is made out to another name',
  [-201]: 'has expired, or this computer’s clock is wrong',
  [-202]: 'is not issued by anyone this computer trusts',
  [-206]: 'was revoked',
};

/** Puts a failed load into words. `errorCode` and `description` are Chromium's; `url` is what was loaded. */
export function failureOfLoad(errorCode: number, description: string, url: string): CaptureFailure {
  const host = hostOf(url);
  if (errorCode <= -200 && errorCode > -300) {
    const why = CERTIFICATES[errorCode] ?? `is not valid (${description})`;
    return {
      code: 'io',
      message: `The certificate of ${host} ${why}. Nothing was taken: who answered cannot be told. Ask who runs the site.`,
    };
  }
  const say = SENTENCES[errorCode];
  if (say === undefined)
    return { code: 'io', message: `${host} could not be loaded: ${description}. Try again later.` };
  const [code, message] = say(host);
  return { code, message };
}

function hostOf(url: string): string {
  try {
    return new URL(url).host;
  } catch {
    return url;
  }
}
