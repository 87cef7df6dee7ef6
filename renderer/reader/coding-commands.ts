import type { Codebook, Stance } from '../../shared/domain/codebook.ts';
import { CERTAINTY_OPTIONS, REVIEW_OPTIONS, VOICE_OPTIONS } from '../coding-words.ts';
import { matchAgencies } from '../components/agency-matching.ts';
import { recentAgencyIds, recentTopicIds } from '../components/recent-choices.ts';
import { cleanPath, matchTopics, topicRows } from '../components/topic-matching.ts';
import { count } from '../formats.ts';
import { draftWords } from './coding-sentences.ts';
import type { PassageActions } from './passage-actions.ts';
import type { ReaderCoding } from './reader-coding.ts';

/** One thing that may be done to what is selected in the reader, as the palette offers it. */
export interface CodingCommand {
  readonly id: string;
  readonly label: string;
  /** What else it says, for example the words of a topic's path. */
  readonly hint?: string;
  readonly keys?: readonly string[];
  readonly stance?: Stance;
  readonly run: () => void;
}

/** Agencies and topics offered at most. */
const LIMIT = 8;

/** What was typed after one of the beginnings, or null. */
function after(query: string, beginnings: readonly string[]): string | null {
  const folded = query.toLowerCase();
  const beginning = beginnings.find((each) => folded.startsWith(`${each} `));
  return beginning === undefined ? null : query.slice(beginning.length + 1).trim();
}

function agencyCommands(coding: ReaderCoding, codebook: Codebook, query: string): readonly CodingCommand[] {
  const named = after(query, ['code for', 'agency', 'for']);
  const found = matchAgencies(codebook.agencies, named ?? query, recentAgencyIds());
  return found
    .flatMap((item): CodingCommand[] => {
      if (item.kind === 'create')
        return named === null || named === ''
          ? []
          : [{ id: 'for new', label: `Code for new agency “${item.name}”…`, run: () => coding.codeFor(item.name) }];
      const { id, name } = item.agency;
      const hint = item.matchedAlias === null ? {} : { hint: item.matchedAlias };
      return [{ id: `for ${id}`, label: `Code for ${name}…`, ...hint, run: () => coding.codeFor(id) }];
    })
    .slice(0, LIMIT);
}

function topicCommands(coding: ReaderCoding, codebook: Codebook, query: string): readonly CodingCommand[] {
  const named = after(query, ['set topic', 'topic', 'set topic:', 'topic:']);
  const set = (topic: string | null) => () => coding.setDetails({ topic });
  const found = matchTopics(topicRows(codebook.topics), named ?? query, recentTopicIds());
  const commands = found.slice(0, LIMIT).flatMap((item): CodingCommand[] => {
    if (item.kind === 'topic') {
      const { topic, path } = item.row;
      return [{ id: `topic ${topic.id}`, label: `Set topic: ${path}`, run: set(topic.id) }];
    }
    const path = cleanPath(named ?? '');
    return path === '' ? [] : [{ id: 'topic new', label: `Set topic: new “${path}”`, run: set(path) }];
  });
  return [...commands, ...(named === null ? [] : [{ id: 'topic none', label: 'Clear topic', run: set(null) }])];
}

function internalCommands({ passage, keepInternal }: PassageActions): readonly CodingCommand[] {
  const labels = {
    passage: 'Mark passage as internal',
    note: 'Keep its note internal',
    none: 'Let it leave the archive: not internal',
  } as const;
  return (['passage', 'note', 'none'] as const)
    .filter((internal) => internal !== (passage.internal ?? 'none'))
    .map((internal) => ({ id: `internal ${internal}`, label: labels[internal], run: () => keepInternal(internal) }));
}

function passageCommands({ actions, askSplit }: ReaderCoding): readonly CodingCommand[] {
  if (actions === null) return [];
  const { isOfThisVersion, isSplittable, next, before, passage } = actions;
  const reviews = REVIEW_OPTIONS.filter(({ value }) => value !== (passage.review ?? 'coded')).map(
    ({ value, label }): CodingCommand => ({
      id: `review ${value}`,
      label: value === 'coded' ? 'Mark as coded, not reviewed' : `Mark ${label.toLowerCase()}`,
      keys: ['R'],
      run: () => actions.review(value),
    }),
  );
  const bounds: readonly (CodingCommand | null)[] = [
    isOfThisVersion
      ? { id: 'extend sentence', label: 'Extend to sentence', keys: ['E'], run: () => actions.extend('sentence') }
      : null,
    isOfThisVersion
      ? {
          id: 'extend paragraph',
          label: 'Extend to paragraph',
          keys: ['Shift', 'E'],
          run: () => actions.extend('paragraph'),
        }
      : null,
    isSplittable ? { id: 'split', label: 'Split passage…', keys: ['X'], run: askSplit } : null,
    next === null
      ? null
      : { id: 'merge next', label: 'Merge with next passage', keys: ['M'], run: () => actions.mergeWith(next) },
    before === null
      ? null
      : { id: 'merge before', label: 'Merge with passage before', run: () => actions.mergeWith(before) },
    { id: 'copy', label: 'Copy quote', keys: ['Y'], run: actions.copy },
    { id: 'verification', label: 'Show verification', run: actions.showVerification },
    ...internalCommands(actions),
    { id: 'delete', label: 'Delete passage', keys: ['Del'], run: actions.remove },
  ];
  return [...reviews, ...bounds.filter((command) => command !== null)];
}

/**
 * What the palette offers for the words or the passage selected in the reader: everything whose words hold all of the
 * query. Agencies, topics and voices are many: they are offered once something is typed.
 */
export function codingCommands(coding: ReaderCoding, codebook: Codebook, query: string): readonly CodingCommand[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = ({ label, hint = '' }: CodingCommand) => {
    const folded = `${label} ${hint}`.toLowerCase();
    return words.every((word) => folded.includes(word));
  };
  const { last, actions } = coding;
  const codings = actions?.passage.codings.length ?? 0;
  const ofAll = codings > 1 ? { hint: `of ${count(codings, 'coding')}` } : {};
  const lastWords = last === null ? null : draftWords(last, codebook);
  const repeat: readonly CodingCommand[] =
    lastWords === null
      ? []
      : [
          {
            ...{ id: 'repeat', label: `Same as last: ${lastWords.agency} · ${lastWords.rest}`, run: coding.repeat },
            ...(actions === null ? { keys: ['Enter'] } : {}),
          },
        ];
  const stances = codebook.stances.map(
    (stance): CodingCommand => ({
      id: `code ${stance.id}`,
      label: `Code as ${stance.name}`,
      ...(stance.digit === null ? {} : { keys: [String(stance.digit)] }),
      stance,
      run: () => coding.code(stance.id),
    }),
  );
  const note: CodingCommand = { id: 'note', label: 'Write a note', keys: ['N'], run: coding.openNote };
  const simple = [...repeat, ...stances, ...passageCommands(coding), note].filter(fits);
  // A passage without a coding has nothing to put them on.
  if (words.length === 0 || (actions !== null && codings === 0)) {
    return words.length === 0 ? simple : [...simple, ...agencyCommands(coding, codebook, query)];
  }
  const details = [
    ...VOICE_OPTIONS.map(
      ({ value, label }): CodingCommand => ({
        ...{ id: `voice ${value}`, label: `Set voice: ${label}`, ...ofAll },
        run: () => coding.setDetails({ voice: value }),
      }),
    ),
    ...CERTAINTY_OPTIONS.map(
      ({ value, label }): CodingCommand => ({
        ...{ id: `certainty ${value}`, label: `Set certainty: ${label}`, ...ofAll },
        run: () => coding.setDetails({ certainty: value }),
      }),
    ),
  ].filter(fits);
  const topics = topicCommands(coding, codebook, query).map((command) => ({ ...command, ...ofAll }));
  return [...simple, ...details, ...agencyCommands(coding, codebook, query), ...topics];
}
