import { formatDate } from '../domain/printed-form.ts';
import { claimReason } from './claims.ts';
import type { LintUse } from './lint-blocks.ts';
import type { LintPassage, LintPosition } from './lint-input.ts';
import type { Finding, LintMatter } from './lint-matter.ts';
import { wordsToShow } from './lint-words.ts';
import { agencyName, isOwnVoice } from './positions-of.ts';

/** Uses from which on a section that rests on one document is worth a word. */
const SECTION_USES = 3;

/** Finds positions, general statements and sections that rest on a single document. */
export function oneSource(matter: LintMatter): readonly Finding[] {
  return [...lonePositions(matter), ...generalClaims(matter), ...loneSections(matter)];
}

interface Known {
  readonly use: LintUse;
  readonly passage: LintPassage;
}

const knownUses = ({ input, uses }: LintMatter): readonly Known[] =>
  uses.flatMap((use) => {
    const passage = input.passages.get(use.passageId);
    return passage === undefined ? [] : [{ use, passage }];
  });

/** A position for which the briefing brings one document alone. */
interface Lone {
  readonly agency: string;
  readonly first: Known;
  readonly isHearsay: boolean;
  /** Another document of the archive with a position of the agency. */
  readonly other: LintPosition | undefined;
}

/**
 * Positions of agencies for which the briefing brings one document alone: hearsay each for itself, all others together
 * where the first of them is.
 */
function lonePositions(matter: LintMatter): readonly Finding[] {
  const lone = findLone(matter);
  const [first, ...others] = lone.filter(({ isHearsay }) => !isHearsay);
  if (first === undefined || others.length === 0) return lone.map(lonePosition);
  return [...lone.filter(({ isHearsay }) => isHearsay).map(lonePosition), togetherLone([first, ...others], first)];
}

function findLone(matter: LintMatter): readonly Lone[] {
  const byAgency = new Map<string, Known[]>();
  for (const known of knownUses(matter)) {
    for (const agencyId of new Set(known.passage.codings.map((coding) => coding.agencyId))) {
      byAgency.set(agencyId, [...(byAgency.get(agencyId) ?? []), known]);
    }
  }
  return [...byAgency].flatMap(([agencyId, known]): readonly Lone[] => {
    const [first] = known;
    if (first === undefined || documentsOf(known).size > 1) return [];
    const voices = known.flatMap(({ passage: { codings } }) =>
      codings.filter((coding) => coding.agencyId === agencyId),
    );
    return [
      {
        agency: agencyName(matter.input.codebook, agencyId),
        first,
        isHearsay: voices.every(({ voice }) => !isOwnVoice(voice ?? null)),
        other: matter.input.positions.find(
          (position) => position.agencyId === agencyId && position.documentId !== first.passage.documentId,
        ),
      },
    ];
  });
}

function lonePosition({ agency, first: { use, passage }, isHearsay, other }: Lone): Finding {
  const words = `“${passage.documentTitle}”${dated(passage)}`;
  return {
    rule: 'one-source',
    severity: isHearsay ? 'warning' : 'note',
    block: use.block,
    useId: use.useId,
    ...wordsToShow(use, passage),
    explanation: isHearsay
      ? `The position of ${agency} rests on one document alone, ${words}, and that gives the words of somebody else about it.`
      : `The position of ${agency} rests on one document alone, ${words}.`,
    remedy:
      other === undefined
        ? 'Look for a second source of its position, or say in the text that it rests on this one.'
        : `The archive has “${other.documentTitle}” as well: quote it too, or say in the text that the position rests on one document.`,
    related: other === undefined ? null : relatedTo(other),
  };
}

function togetherLone(lone: readonly Lone[], { first: { use, passage } }: Lone): Finding {
  const names = inWords(lone.map(({ agency }) => agency));
  const isSame = documentsOf(lone.map(({ first }) => first)).size === 1;
  const known = lone.flatMap(({ agency, other }) => (other === undefined ? [] : [{ agency, other }]));
  const more = inWords(known.map(({ agency, other }) => `“${other.documentTitle}” for ${agency}`));
  return {
    rule: 'one-source',
    severity: 'note',
    block: use.block,
    useId: use.useId,
    ...wordsToShow(use, passage),
    explanation: isSame
      ? `The positions of ${names} rest on one document alone, “${passage.documentTitle}”${dated(passage)}.`
      : `The positions of ${names} rest on one document each.`,
    remedy:
      known[0] === undefined
        ? 'Look for a second source of each position, or say in the text that it rests on one.'
        : `The archive has ${more} as well: quote that too, or say in the text what rests on one document.`,
    related: known[0] === undefined ? null : relatedTo(known[0].other),
  };
}

const relatedTo = ({ documentId, version, passageId }: LintPosition): Finding['related'] => ({
  documentId,
  version,
  passageId,
});

const inWords = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;

/** “Most departments …”, with one document cited. */
function generalClaims({ input, sentences }: LintMatter): readonly Finding[] {
  return sentences.flatMap((sentence): readonly Finding[] => {
    if (claimReason(sentence.text, () => []) !== 'general') return [];
    const cited = sentence.objects.flatMap(({ node }) => {
      if (node.type === 'footnote') return [];
      return input.passages.get(node.attrs.passageId) ?? [];
    });
    const isNoted = sentence.objects.some(({ node }) => node.type === 'footnote');
    const [first] = cited;
    if (first === undefined || isNoted || new Set(cited.map(({ documentId }) => documentId)).size > 1) return [];
    if (
      !/\b(?:all|most|many|several|some|few|none|both|each|every|majority|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b/iu.test(
        sentence.text,
      )
    )
      return [];
    return [
      {
        rule: 'one-source',
        severity: 'warning',
        block: sentence.block,
        useId: null,
        start: sentence.start,
        end: sentence.end,
        words: sentence.text,
        explanation: `This sentence speaks for several bodies, but all it cites is “${first.documentTitle}”${dated(first)}.`,
        remedy: 'Cite a source for each of them, or narrow the sentence down to what this document says.',
        related: { documentId: first.documentId, version: first.version, passageId: first.passageId },
      },
    ];
  });
}

/** Parts under one heading whose quotes all come from one document, though they are about several agencies. */
function loneSections(matter: LintMatter): readonly Finding[] {
  const bySection = new Map<number, Known[]>();
  for (const known of knownUses(matter)) {
    const { heading } = known.use.block;
    bySection.set(heading, [...(bySection.get(heading) ?? []), known]);
  }
  return [...bySection].flatMap(([heading, known]): readonly Finding[] => {
    const [first] = known;
    const block = matter.blocks[heading];
    if (first === undefined || block === undefined || known.length < SECTION_USES || documentsOf(known).size > 1)
      return [];
    const agencies = new Set(known.flatMap(({ passage }) => passage.codings.map(({ agencyId }) => agencyId)));
    if (agencies.size < 2) return [];
    return [
      {
        rule: 'one-source',
        severity: 'note',
        block,
        useId: null,
        start: 0,
        end: block.text.length,
        words: block.text,
        explanation: `All ${known.length} quotes under this heading come from “${first.passage.documentTitle}”${dated(first.passage)}, though they are about ${agencies.size} agencies.`,
        remedy: 'Quote the agencies’ own documents beside it, or say in the text that this part follows one document.',
        related: { documentId: first.passage.documentId, version: first.passage.version, passageId: null },
      },
    ];
  });
}

const documentsOf = (known: readonly Known[]): ReadonlySet<string> =>
  new Set(known.map(({ passage }) => passage.documentId));

const dated = ({ dateIssued }: LintPassage): string => (dateIssued === null ? '' : ` of ${formatDate(dateIssued)}`);
