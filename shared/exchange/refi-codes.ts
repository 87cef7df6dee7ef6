import type { Codebook } from '../domain/codebook.ts';
import { CERTAINTIES, REVIEW_STATES, VOICES } from '../domain/vocabulary.ts';
import { describeAgency, describeStance } from './code-facts.ts';
import { xmlElement, xmlTextElement } from './xml-writer.ts';

/** Makes a GUID: the same for the same sort and name, another for any other. */
export type MakeGuid = (sort: string, name: string) => string;

/** The tops of our tree of codes: what stands below each is known by it when a file of ours comes back. */
export const CODE_SETS = {
  agency: 'Agencies',
  stance: 'Stances',
  topic: 'Topics',
  voice: 'Voices',
  certainty: 'Certainty',
  review: 'Review',
} as const;

/** Values of codings and passages that are codes in other programs, too: our words and what a person reads. */
export const VALUE_CODES = {
  voice: new Map<string, string>(VOICES.map((voice) => [voice, `Voice: ${voice.replaceAll('-', ' ')}`])),
  certainty: new Map<string, string>(CERTAINTIES.map((certainty) => [certainty, `Certainty: ${certainty}`])),
  review: new Map<string, string>(REVIEW_STATES.map((state) => [state, `Review: ${state.replaceAll('-', ' ')}`])),
} as const;

const CODEBOOK_NAMESPACE = 'urn:QDA-XML:codebook:1.0';
export const PROJECT_NAMESPACE = 'urn:QDA-XML:project:1.0';
export const XML_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n';

/**
 * The codebook as the codes of REFI-QDA: agencies, stances and topics, each sort below a top that is no code itself;
 * with `hasValues` also what codings can say beside them. Empty if there is nothing.
 */
export function codesXml({ agencies, stances, topics }: Codebook, guidOf: MakeGuid, hasValues: boolean): string {
  const code = (guid: string, name: string, description: string, color: string | null, below: readonly string[]) =>
    xmlElement('Code', { guid, name, isCodable: true, color }, [xmlTextElement('Description', description), ...below]);
  const set = (sort: keyof typeof CODE_SETS, below: readonly string[]): string =>
    below.length === 0
      ? ''
      : xmlElement('Code', { guid: guidOf('code-set', sort), name: CODE_SETS[sort], isCodable: false }, below);
  const agenciesBelow = (parentId: string | null, above: ReadonlySet<string>): string[] =>
    agencies
      .filter((agency) => parentOf(agency, agencies) === parentId && !above.has(agency.id))
      .map((agency) =>
        code(
          guidOf('agency', agency.id),
          agency.name,
          describeAgency(agency),
          null,
          agenciesBelow(agency.id, new Set([...above, agency.id])),
        ),
      );
  const topicsBelow = (parentId: string | null, above: ReadonlySet<string>): string[] =>
    topics
      .filter((topic) => parentOf(topic, topics) === parentId && !above.has(topic.id))
      .sort((a, b) => a.order - b.order)
      .map((topic) =>
        code(
          guidOf('topic', topic.id),
          topic.name,
          topic.definition,
          null,
          topicsBelow(topic.id, new Set([...above, topic.id])),
        ),
      );
  const values = (sort: keyof typeof VALUE_CODES): string[] =>
    hasValues ? [...VALUE_CODES[sort]].map(([value, name]) => code(guidOf(sort, value), name, '', null, [])) : [];
  return [
    set('agency', agenciesBelow(null, new Set())),
    set(
      'stance',
      [...stances]
        .sort((a, b) => a.order - b.order)
        .map((stance) => code(guidOf('stance', stance.id), stance.name, describeStance(stance), stance.color, [])),
    ),
    set('topic', topicsBelow(null, new Set())),
    set('voice', values('voice')),
    set('certainty', values('certainty')),
    set('review', values('review')),
  ].join('');
}

/** The id of what something belongs to, or null at the top and where that is gone or goes round in a circle. */
function parentOf<T extends { readonly id: string; readonly parentId: string | null }>(
  { id, parentId }: T,
  all: readonly T[],
): string | null {
  const seen = new Set([id]);
  for (let at = parentId; at !== null; ) {
    const parent: T | undefined = seen.has(at) ? undefined : all.find((each) => each.id === at);
    if (parent === undefined) return null;
    seen.add(at);
    at = parent.parentId;
  }
  return parentId;
}

/** The codebook as a REFI-QDA codebook (.qdc). */
export function toQdc(codebook: Codebook, guidOf: MakeGuid, origin: string): string {
  const codes = codesXml(codebook, guidOf, false);
  return `${XML_DECLARATION}${xmlElement(
    'CodeBook',
    { xmlns: CODEBOOK_NAMESPACE, origin },
    xmlElement('Codes', {}, codes),
  )}\n`;
}
