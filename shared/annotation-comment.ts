import type { Codebook, Topic } from './domain/codebook.ts';
import type { Coding } from './domain/passage.ts';
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

/** Names of a topic and of those it is a part of, from the top. */
export function topicPath(topics: readonly Topic[], id: string): string {
  const names: string[] = [];
  let at = topics.find((topic) => topic.id === id);
  for (let step = 0; at !== undefined && step <= topics.length; step += 1) {
    names.unshift(at.name);
    const { parentId } = at;
    at = topics.find((topic) => topic.id === parentId);
  }
  return names.join(' / ');
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
    const more = [
      coding.topicId === undefined ? '' : topicPath(codebook.topics, coding.topicId),
      coding.voice === undefined ? '' : spoken(coding.voice),
      coding.certainty === undefined ? '' : spoken(coding.certainty),
    ].filter((part) => part !== '');
    return `${agency}: ${stance}${more.length === 0 ? '' : ` (${more.join('; ')})`}`;
  });
  return [lines.join('\n'), note.trim()].filter((part) => part !== '').join('\n\n');
}

/**
 * The inverse of `formatComment`, as far as agencies and stances of these very names are in the codebook: what else the
 * comment says is its note.
 */
export function parseComment(
  comment: string,
  codebook: Codebook,
): { readonly codings: readonly NamedCoding[]; readonly note: string } {
  const lines = comment.split('\n');
  const codings: NamedCoding[] = [];
  while (lines.length > codings.length) {
    const coding = parseLine(lines[codings.length] ?? '', codebook);
    if (coding === null) break;
    codings.push(coding);
  }
  return { codings, note: lines.slice(codings.length).join('\n').trim() };
}

/** Long names first: one may begin with another. */
const namesOf = (named: readonly { readonly name: string }[]): readonly string[] =>
  named.map(({ name }) => name).sort((a, b) => b.length - a.length);

function parseLine(line: string, { agencies, stances, topics }: Codebook): NamedCoding | null {
  for (const agency of namesOf(agencies)) {
    if (!line.startsWith(`${agency}: `)) continue;
    const rest = line.slice(agency.length + 2);
    for (const stance of namesOf(stances)) {
      if (rest === stance) return { agency, stance };
      if (!rest.startsWith(`${stance} (`) || !rest.endsWith(')')) continue;
      const paths = topics.map(({ id }) => topicPath(topics, id));
      const more = rest.slice(stance.length + 2, -1).split('; ');
      const topic = more.find((part) => paths.includes(part));
      const voice = VOICES.find((each) => more.includes(spoken(each)));
      const certainty = CERTAINTIES.find((each) => more.includes(spoken(each)));
      return {
        agency,
        stance,
        ...(topic === undefined ? {} : { topic }),
        ...(voice === undefined ? {} : { voice }),
        ...(certainty === undefined ? {} : { certainty }),
      };
    }
  }
  return null;
}
