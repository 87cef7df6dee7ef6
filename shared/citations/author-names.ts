/** A name in the terms of CSL: a person's in parts, a body's whole. */
export type CslName =
  | {
      readonly family: string;
      readonly given?: string;
      readonly suffix?: string;
      readonly 'non-dropping-particle'?: string;
    }
  | { readonly literal: string };

/** Words of which a name with one of them is that of a body, not of a person. */
const BODY_WORDS = new Set(
  (
    'administration agency alliance assembly assn association attorney’s authority board bureau campaign cbp center ' +
    'centre chamber church city clinic club coalition college commission committee company conference congress ' +
    'constabulary consulate corporation corps council county court courts customs daily defender defenders department ' +
    'dept dept. dhs district division embassy enforcement fbi federation force foundation fund gazette general’s ' +
    'government governors group herald house ice inc inc. industries initiative institute institution jail journal ' +
    'judiciary justice law league legislature library llc llp ltd ltd. magazine mayors media ministry municipality ' +
    'museum nation network news newspaper observer office organisation organization parliament partnership party ' +
    'patrol police post press program project public records reporter republic review school schools secretariat ' +
    'senate service services sheriffs sheriff’s society staff standard star state states station task team times ' +
    'town township treasury tribe tribune trust union united university village watch workers'
  ).split(' '),
);

/** Titles of office and courtesy, which citations leave out. */
const TITLES = new Set(
  (
    'acting assemblyman assemblymember assemblywoman assistant asst atty attorney bishop capt captain chair chairman ' +
    'chairwoman chief col colonel commander commissioner congressman congresswoman councilman councilmember ' +
    'councilwoman county deputy det detective dir director district dr first gen general gov governor hon honorable ' +
    'interim judge justice lieutenant lt maj major mayor minister miss mr mrs ms officer police pres president prof ' +
    'professor rep representative rev reverend sec secretary sen senator sergeant sgt sheriff sir speaker special ' +
    'superintendent the under undersheriff vice'
  ).split(' '),
);
/** Written small they stand before the family name; with a capital they belong to it: "Van Hollen". */
const PARTICLES = new Set([
  'van',
  'von',
  'der',
  'den',
  'de',
  'del',
  'della',
  'di',
  'da',
  'dos',
  'du',
  'la',
  'le',
  'ter',
]);
const SUFFIX = /^(?:jr|sr|ii|iii|iv|esq)\.?$/i;
const DEGREES = /^(?:ph\.?d|m\.?d|j\.?d|esq|ll\.?m|m\.?p\.?a|d\.?phil)\.?$/i;

/**
 * The authors that a line of metadata names: "Jane Q. Doe and John Roe", "Doe, Jane", "Sheriff Kevin McMahill",
 * "Omaha Police Department". Titles of office and degrees are left out. What does not look like a person's name is the
 * name of a body, which is never taken apart; `bodies` are names known to be of that sort.
 */
export function authorsNamed(line: string, bodies: ReadonlySet<string> = new Set()): readonly CslName[] {
  const text = line.replace(/\s+/g, ' ').trim();
  if (text === '') return [];
  if (isBody(text, bodies)) return [{ literal: text }];
  const byMarks = text.split(/\s*;\s*|\s+\|\s+|\n/).filter(Boolean);
  const parts = byMarks.length > 1 ? byMarks : splitList(text);
  return parts.map((part) => (isBody(part, bodies) ? { literal: part } : personNamed(part)));
}

/**
 * Whether a name is that of an office or a unit within a body ("The Chief of Police", "Public Information Office") and
 * says little without the body.
 */
export function isOffice(name: CslName): boolean {
  return 'literal' in name && (OFFICE.test(name.literal) || UNIT.test(name.literal));
}

const OFFICE =
  /^(?:the )?(?:(?:acting|interim|deputy|assistant|associate|vice|first|special|county|city|state|district|press|police|fire|united states|u\.s\.) )*(?:under)?(?:chief|sheriff|mayor|governor|attorney|director|commissioner|secretary|superintendent|administrator|manager|counsel|clerk|chair(?:man|woman|person)?|president|prosecutor|solicitor|spokes(?:person|man|woman)|treasurer|auditor|warden|marshal|commander)(?: (?:general|officer))?(?: (?:of|for) .+)?$/i;
const UNIT =
  /^(?:the )?(?:(?:public|press|media|communications?|information|affairs|relations|legal|records|policy|and|&) )+(?:office|unit|division|bureau|team|section|staff|department)$/i;

/** "A and B", "A, B, and C", "A & B"; but "Doe, Jane" and "Doe, Jane and Roe, John" are names turned round. */
function splitList(text: string): readonly string[] {
  const joined = text.split(/,?\s+(?:and|&)\s+/i);
  if (joined.every((part) => isTurned(part))) return joined;
  return joined.flatMap((part) => {
    const pieces = part.split(/,\s+/);
    return pieces.length > 1 && pieces.every((piece) => looksLikePerson(piece)) ? pieces : [part];
  });
}

const isTurned = (part: string): boolean => /^[^\s,]+(?:\s[^\s,]+)?,\s+[^,]+$/.test(part) && !hasRole(part);

/** Two to five words that begin as names do. */
function looksLikePerson(text: string): boolean {
  const words = text.split(' ').filter((word) => !SUFFIX.test(word));
  return words.length >= 2 && words.length <= 6 && words.every((word) => /^\p{Lu}/u.test(word) || PARTICLES.has(word));
}

function personNamed(text: string): CslName {
  const [first = '', ...rest] = text.split(/,\s*/);
  const extra = rest.filter((part) => !DEGREES.test(part));
  const suffix = extra.find((part) => SUFFIX.test(part));
  const others = extra.filter((part) => part !== suffix);
  // "Doe, Jane", against "Todd Schmaderer, Chief of Police" and "Joe Lombardo, Sheriff".
  const second = others[0];
  if (second !== undefined && !hasRole(text) && first.split(' ').length <= 3 && !looksLikePerson(`${first}`)) {
    return named(first, withoutTitles(second), suffix);
  }
  const words = withoutTitles(first).split(' ').filter(Boolean);
  const last = words.at(-1) ?? '';
  const own = words.length > 2 && SUFFIX.test(last) ? words.pop() : undefined;
  if (words.length < 2)
    return words.length === 1 && words[0] !== first ? { family: words[0] ?? first } : { literal: text };
  if (!words.every((word) => /^[\p{L}\p{M}.'’-]+$/u.test(word))) return { literal: text };
  let at = words.length - 1;
  while (at > 1 && PARTICLES.has((words[at - 1] ?? '').toLowerCase())) at -= 1;
  const given = words.slice(0, at).join(' ');
  return named(words.slice(at).join(' '), given, suffix ?? own);
}

function named(family: string, given: string, suffix: string | undefined): CslName {
  const parts = family.split(' ');
  const last = parts.at(-1) ?? family;
  const particle = parts.slice(0, -1).join(' ');
  const isParticle = parts.length > 1 && parts.slice(0, -1).every((part) => PARTICLES.has(part));
  return {
    family: isParticle ? last : family,
    ...(isParticle ? { 'non-dropping-particle': particle } : {}),
    ...(given === '' ? {} : { given }),
    ...(suffix === undefined ? {} : { suffix }),
  };
}

function withoutTitles(text: string): string {
  const words = text.split(' ');
  let from = 0;
  while (from < words.length - 1 && TITLES.has((words[from] ?? '').toLowerCase().replace(/\.$/, ''))) from += 1;
  return words.slice(from).join(' ');
}

/** Whether the words after the comma say what somebody is. */
function hasRole(text: string): boolean {
  const [, ...rest] = text.split(/,\s*/);
  return rest.some((part) =>
    part.split(' ').some((word) => TITLES.has(word.toLowerCase().replace(/\.$/, '')) || word === 'of'),
  );
}

function isBody(text: string, bodies: ReadonlySet<string>): boolean {
  if (bodies.has(text.toLowerCase())) return true;
  // What follows a comma may say what a person is: "Todd Schmaderer, Chief of Police".
  const name = text.split(/,\s/)[0] ?? text;
  if (/[\d@]/.test(name) || /^the\s/i.test(name)) return true;
  const words = name.split(' ');
  if (words.length === 1 && !text.includes(',')) return true;
  const rest = withoutTitles(name).split(' ');
  return rest.some(
    (word) => BODY_WORDS.has(word.toLowerCase().replaceAll("'", '’').replace(/,$/, '')) || /^of$/i.test(word),
  );
}
