import type { Agency, Stance } from '../domain/codebook.ts';
import { AGENCY_LEVELS } from '../domain/vocabulary.ts';

/**
 * REFI-QDA codes have a description and a colour, no more. What else is known of an agency or a stance stands in the
 * description, a line each, where people read it and from where it is read again.
 */
const LABELS = {
  jurisdiction: 'Jurisdiction',
  level: 'Level of government',
  aliases: 'Also known as',
  polarity: 'Polarity',
  letter: 'Mark',
  digit: 'Key',
} as const;

/** What a description can tell beside the definition. */
export interface CodeFacts {
  /** The description without the lines of facts. */
  readonly definition: string;
  readonly jurisdiction?: string;
  readonly level?: Agency['level'];
  readonly aliases?: readonly string[];
  readonly polarity?: Stance['polarity'];
  readonly letter?: string;
  readonly digit?: number;
}

/** The description of an agency. */
export function describeAgency({ jurisdiction, level, aliases }: Agency): string {
  return lines('', [
    [LABELS.level, level],
    [LABELS.jurisdiction, oneLine(jurisdiction)],
    [LABELS.aliases, aliases.map(oneLine).join('; ')],
  ]);
}

/** The description of a stance. */
export function describeStance({ definition, polarity, letter, digit }: Stance): string {
  return lines(definition, [
    [LABELS.polarity, polarity === null ? 'none' : String(polarity)],
    [LABELS.letter, letter],
    [LABELS.digit, digit === null ? '' : String(digit)],
  ]);
}

function lines(definition: string, facts: readonly (readonly [string, string])[]): string {
  const told = facts.filter(([, value]) => value !== '').map(([label, value]) => `${label}: ${value}`);
  return [definition, told.join('\n')].filter((part) => part !== '').join('\n\n');
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Reads a description, whoever wrote it. Lines that are no facts are the definition. */
export function readCodeFacts(description: string): CodeFacts {
  const facts = new Map<string, string>();
  const all = description.replace(/\r\n?/g, '\n').trimEnd().split('\n');
  // Facts are the last lines: what looks like one further up is a part of the definition.
  for (let line = all[all.length - 1]; line !== undefined; line = all[all.length - 1]) {
    const [, label, value] = /^([A-Z][a-z ]+): (.+)$/.exec(line) ?? [];
    if (label === undefined || value === undefined || !isLabel(label) || facts.has(label)) break;
    facts.set(label, value);
    all.pop();
  }
  const level = AGENCY_LEVELS.find((each) => each === facts.get(LABELS.level));
  const polarity = Number(facts.get(LABELS.polarity) ?? Number.NaN);
  const digit = Number(facts.get(LABELS.digit) ?? Number.NaN);
  const aliases = facts.get(LABELS.aliases)?.split('; ').filter(Boolean);
  const jurisdiction = facts.get(LABELS.jurisdiction);
  const letter = facts.get(LABELS.letter);
  return {
    definition: all.join('\n').trimEnd(),
    ...(jurisdiction === undefined ? {} : { jurisdiction }),
    ...(level === undefined ? {} : { level }),
    ...(aliases === undefined ? {} : { aliases }),
    ...(facts.get(LABELS.polarity) === 'none' ? { polarity: null } : {}),
    ...(Number.isInteger(polarity) && Math.abs(polarity) <= 2 ? { polarity } : {}),
    ...(letter === undefined || [...letter].length > 2 ? {} : { letter }),
    ...(Number.isInteger(digit) && digit >= 1 && digit <= 9 ? { digit } : {}),
  };
}

const isLabel = (label: string): boolean => Object.values(LABELS).some((known) => known === label);
