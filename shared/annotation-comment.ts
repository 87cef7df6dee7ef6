import type { Codebook } from './domain/codebook.ts';
import type { Coding } from './domain/passage.ts';
import { topicPath } from './domain/topic-path.ts';
import { CERTAINTIES, VOICES } from './domain/vocabulary.ts';

/** A coding as a comment names it. */
export interface NamedCoding {
  readonly agency: string;
  readonly stance: string;
  /** Path from the top: "Detainers / Jail access". */
  readonly topic?: string;
  readonly voice?: NonNullable<Coding['voice']>;
  readonly certainty?: NonNullable<Coding['certainty']>;
}

const spoken = (term: string): string => term.replaceAll('-', ' ');

/**
 * The comment of a highlight in an exported copy: a line "Agency: stance (topic; voice; certainty)" for each coding, and
 * after an empty line the note.
 */
export function formatComment(codings: readonly Coding[], codebook: Codebook, note: string): string {
  const lines = codings.map((coding) => {
    const agency = codebook.agencies.find(({ id }) => id === coding.agencyId)?.name ?? coding.agencyId;
    const stance = codebook.stances.find(({ id }) => id === coding.stanceId)?.name ?? coding.stanceId;
    const topic = codebook.topics.find(({ id }) => id === coding.topicId);
    const more = [
      topic === undefined ? '' : topicPath(codebook.topics, topic),
      coding.voice === undefined ? '' : spoken(coding.voice),
      coding.certainty === undefined ? '' : spoken(coding.certainty),
    ].filter((part) => part !== '');
    return `${agency}: ${stance}${more.length === 0 ? '' : ` (${more.join('; ')})`}`;
  });
  return [lines.join('\n'), note.trim()].filter((part) => part !== '').join('\n\n');
}

/** What the comment of a highlight says. */
export interface ReadComment {
  readonly codings: readonly NamedCoding[];
  /** Stances that its codings name and the codebook has not. */
  readonly unknownStances: readonly string[];
  /** All else, lines with such stances first. */
  readonly note: string;
}

/**
 * The inverse of `formatComment`, as far as stances of these very names are in the codebook: what else the comment says
 * is its note. With `isCoded` it is certain that the comment begins with codings: their agencies and topics may then be
 * such as the codebook has not; otherwise nothing is taken for a coding unless the codebook has its agency.
 */
export function parseComment(comment: string, codebook: Codebook, isCoded = false): ReadComment {
  const lines = comment.split('\n');
  const codings: NamedCoding[] = [];
  const unknownStances = new Set<string>();
  const left: string[] = [];
  let at = 0;
  for (; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const coding = parseLine(line, codebook) ?? (isCoded ? parseNewAgency(line, codebook) : null);
    const stance = coding === null && isCoded ? /^.+?: ([^:()]+?)(?: \(.*\))?$/.exec(line)?.[1] : undefined;
    if (coding !== null) codings.push(coding);
    else if (stance === undefined) break;
    else {
      unknownStances.add(stance);
      left.push(line);
    }
  }
  const note = [left.join('\n'), lines.slice(at).join('\n').trim()].filter((part) => part !== '').join('\n\n');
  return { codings, unknownStances: [...unknownStances], note };
}

/** Long names first: one may begin with another. */
const namesOf = (named: readonly { readonly name: string }[]): readonly string[] =>
  named.map(({ name }) => name).sort((a, b) => b.length - a.length);

function parseLine(line: string, codebook: Codebook): NamedCoding | null {
  for (const agency of namesOf(codebook.agencies)) {
    if (!line.startsWith(`${agency}: `)) continue;
    const rest = line.slice(agency.length + 2);
    for (const stance of namesOf(codebook.stances)) {
      if (rest === stance) return { agency, stance };
      if (!rest.startsWith(`${stance} (`) || !rest.endsWith(')')) continue;
      return { agency, stance, ...parseMore(rest.slice(stance.length + 2, -1), codebook) };
    }
  }
  return null;
}

/** A line with a stance of the codebook and an agency that it has not. */
function parseNewAgency(line: string, codebook: Codebook): NamedCoding | null {
  for (const stance of namesOf(codebook.stances)) {
    if (line.endsWith(`: ${stance}`)) {
      const agency = line.slice(0, -stance.length - 2).trim();
      if (agency !== '') return { agency, stance };
    }
    const at = line.indexOf(`: ${stance} (`);
    if (at <= 0 || !line.endsWith(')')) continue;
    return {
      agency: line.slice(0, at).trim(),
      stance,
      ...parseMore(line.slice(at + stance.length + 4, -1), codebook),
    };
  }
  return null;
}

/** Topic, voice and certainty; what is none of the last two is a topic, be it in the codebook or not. */
function parseMore(words: string, { topics }: Codebook): Pick<NamedCoding, 'topic' | 'voice' | 'certainty'> {
  const parts = words.split('; ');
  const paths = topics.map((topic) => topicPath(topics, topic));
  const voice = VOICES.find((each) => parts.includes(spoken(each)));
  const certainty = CERTAINTIES.find((each) => parts.includes(spoken(each)));
  const told = [voice, certainty].map((term) => (term === undefined ? '' : spoken(term)));
  const topic = parts.find((part) => paths.includes(part)) ?? parts.filter((part) => !told.includes(part)).join('; ');
  return {
    ...(topic === '' ? {} : { topic }),
    ...(voice === undefined ? {} : { voice }),
    ...(certainty === undefined ? {} : { certainty }),
  };
}
