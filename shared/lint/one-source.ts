import { formatDate } from '../domain/printed-form.ts';
import { claimReason } from './claims.ts';
import type { LintUse } from './lint-blocks.ts';
import type { LintPassage } from './lint-input.ts';
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

/** Positions of agencies for which the briefing brings one document alone. */
function lonePositions(matter: LintMatter): readonly Finding[] {
  const byAgency = new Map<string, Known[]>();
  for (const known of knownUses(matter)) {
    for (const agencyId of new Set(known.passage.codings.map((coding) => coding.agencyId))) {
      byAgency.set(agencyId, [...(byAgency.get(agencyId) ?? []), known]);
    }
  }
  return [...byAgency].flatMap(([agencyId, known]): readonly Finding[] => {
    const [first] = known;
    if (first === undefined || documentsOf(known).size > 1) return [];
    const { passage } = first;
    const voices = known.flatMap(({ passage: { codings } }) =>
      codings.filter((coding) => coding.agencyId === agencyId),
    );
    const isHearsay = voices.every(({ voice }) => !isOwnVoice(voice ?? null));
    const name = agencyName(matter.input.codebook, agencyId);
    const other = matter.input.positions.find(
      (position) => position.agencyId === agencyId && position.documentId !== passage.documentId,
    );
    const words = `“${passage.documentTitle}”${dated(passage)}`;
    return [
      {
        rule: 'one-source',
        severity: isHearsay ? 'warning' : 'note',
        block: first.use.block,
        useId: first.use.useId,
        ...wordsToShow(first.use, passage),
        explanation: isHearsay
          ? `The position of ${name} rests on one document alone, ${words}, and that gives the words of somebody else about it.`
          : `The position of ${name} rests on one document alone, ${words}.`,
        remedy:
          other === undefined
            ? 'Look for a second source of its position, or say in the text that it rests on this one.'
            : `The archive has “${other.documentTitle}” as well: quote it too, or say in the text that the position rests on one document.`,
        related:
          other === undefined
            ? null
            : { documentId: other.documentId, version: other.version, passageId: other.passageId },
      },
    ];
  });
}

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
