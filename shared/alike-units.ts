/** Letters that must agree after a difference for it to be passed over. */
const RESUMED = 10;
/** Units on either side that a difference may take: a number or a name that is another in the double. */
const DIFFERENCE = 16;

/**
 * How many units from `own` on, in the direction of `step`, are like those from `other` on; at most `most`. White space and
 * marks do not count, nor does it if a number or a name between stretches of like letters is another; the stretch before it has
 * at least `familiar` letters.
 */
export function alikeUnits(
  text: string,
  own: number,
  other: number,
  step: 1 | -1,
  most: number,
  familiar: number,
): number {
  let a = own;
  let b = other;
  let run = 0;
  let reached = 0;
  for (;;) {
    a = nextLetter(text, a, step);
    b = nextLetter(text, b, step);
    if (Math.abs(a - own) >= most) return most;
    if (!isWithin(text, a) || !isWithin(text, b)) return reached;
    if (text.charCodeAt(a) === text.charCodeAt(b)) {
      a += step;
      b += step;
      run++;
      reached = Math.abs(a - own);
      continue;
    }
    const resumed = run < familiar ? null : resume(text, a, b, step);
    if (resumed === null) return reached;
    [a, b] = resumed;
    run = 0;
  }
}

/** The nearest units after a difference from which on letters agree again. */
function resume(text: string, a: number, b: number, step: 1 | -1): readonly [number, number] | null {
  for (let sum = 1; sum <= 2 * DIFFERENCE; sum++) {
    for (let skipped = Math.max(0, sum - DIFFERENCE); skipped <= Math.min(sum, DIFFERENCE); skipped++) {
      const from = a + step * skipped;
      const to = b + step * (sum - skipped);
      if (agrees(text, from, to, step)) return [from, to];
    }
  }
  return null;
}

function agrees(text: string, from: number, to: number, step: 1 | -1): boolean {
  let a = from;
  let b = to;
  for (let count = 0; count < RESUMED; count++) {
    a = nextLetter(text, a, step);
    b = nextLetter(text, b, step);
    if (!isWithin(text, a) || !isWithin(text, b) || text.charCodeAt(a) !== text.charCodeAt(b)) return false;
    a += step;
    b += step;
  }
  return true;
}

const isWithin = (text: string, at: number): boolean => at >= 0 && at < text.length;

function nextLetter(text: string, from: number, step: 1 | -1): number {
  let at = from;
  while (isWithin(text, at) && !isLetter(text.charCodeAt(at))) at += step;
  return at;
}

/** White space and marks of ASCII and of general punctuation are no letters; everything else may be one. */
const isLetter = (code: number): boolean =>
  code >= 0x80
    ? code !== 0xa0 && (code < 0x2000 || code > 0x206f)
    : (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || (code >= 0x30 && code <= 0x39);
