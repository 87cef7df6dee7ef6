import type { Codebook } from '../../shared/domain/codebook.ts';
import { ArchiveError } from '../../shared/errors.ts';
import { findStance } from '../archive/codings.ts';
import { requireTopic } from '../archive/topic-paths.ts';
import { suggest } from './arguments.ts';
import type { Reference } from './flags.ts';

/** What the names of an archive are looked up in. Each list is asked for when a name of its kind is met. */
export interface NameSource {
  codebook(): Promise<Codebook>;
  /** Trashed ones too. */
  documents(): Promise<readonly { readonly id: string; readonly title: string }[]>;
  searches(): Promise<readonly { readonly id: string; readonly name: string }[]>;
  briefings(): Promise<readonly { readonly id: string; readonly title: string }[]>;
}

interface Named {
  readonly id: string;
  /** The first is shown to a person. */
  readonly names: readonly string[];
}

const fold = (text: string) => text.trim().normalize('NFC').toLocaleLowerCase('en');

function pick(kind: Reference, text: string, things: readonly Named[], byPrefix: boolean): string {
  const byId = things.find((thing) => thing.id === text);
  if (byId !== undefined) return byId.id;
  const wanted = fold(text);
  const named = things.filter((thing) => thing.names.some((name) => fold(name) === wanted));
  const found = named.length > 0 || !byPrefix ? named : things.filter((thing) => fold(thing.id).startsWith(wanted));
  if (found.length > 1) {
    const places = found.map((thing) => ({ id: thing.id, name: thing.names[0] ?? '' }));
    const list = places.map((place) => `${place.id} (${place.name})`).join(', ');
    throw new ArchiveError('ambiguous', `"${text}" fits more than one ${kind}: ${list}. Give the whole id.`, {
      details: places,
    });
  }
  const [only] = found;
  if (only === undefined) {
    const near = suggest(
      text,
      things.flatMap((thing) => thing.names),
    );
    throw new ArchiveError('not-found', `There is no ${kind} "${text}" in this archive.${near}`);
  }
  return only.id;
}

/** Finds the id of what `text` names. Rejects with `not-found` or `ambiguous`. */
export async function resolveReference(source: NameSource, kind: Reference, text: string): Promise<string> {
  if (kind === 'document' || kind === 'briefing') {
    const things = kind === 'document' ? await source.documents() : await source.briefings();
    return pick(
      kind,
      text,
      things.map(({ id, title }) => ({ id, names: [title] })),
      true,
    );
  }
  if (kind === 'saved search') {
    const searches = await source.searches();
    return pick(
      kind,
      text,
      searches.map(({ id, name }) => ({ id, names: [name] })),
      true,
    );
  }
  const { agencies, stances, topics } = await source.codebook();
  if (kind === 'stance') return findStance(stances, text).id;
  if (kind === 'topic') return requireTopic(topics, text).id;
  const things = agencies.map(({ id, name, aliases }) => ({ id, names: [name, ...aliases] }));
  return pick(kind, text, things, false);
}
