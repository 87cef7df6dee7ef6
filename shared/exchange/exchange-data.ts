import type { QuoteCheck } from '../contract/outcomes.ts';
import type { Codebook } from '../domain/codebook.ts';
import type { SourceDocument, Version } from '../domain/document.ts';
import type { Passage } from '../domain/passage.ts';
import { withoutInternal } from '../domain/work-product.ts';

/** A document with those of its passages that leave the house. */
export interface ExchangeDocument {
  readonly document: SourceDocument;
  /** Without what is internal; without notes, if those are not wanted. */
  readonly passages: readonly Passage[];
}

/** What every writer for other programs is given. What is not in here can be in none of their files. */
export interface ExchangeData {
  readonly archiveTitle: string;
  readonly codebook: Codebook;
  readonly documents: readonly ExchangeDocument[];
  /** Checks of the quotes by passage id. */
  readonly checks: ReadonlyMap<string, QuoteCheck>;
  /** Whether names of coders may be told. */
  readonly namesCoders: boolean;
}

/** The version that a passage was made on, or undefined if the document does not have it. */
export function versionOfPassage(document: SourceDocument, { version }: Pick<Passage, 'version'>): Version | undefined {
  return document.versions.find(({ number }) => number === version);
}

/** The newest version of a document. */
export function newestVersion({ versions }: SourceDocument): Version | undefined {
  return versions.reduce<Version | undefined>((a, b) => (a === undefined || b.number > a.number ? b : a), undefined);
}

/** Passages as they may leave the house, and how many of them, or of their notes, stay. */
export function outwardPassages(
  passages: readonly Passage[],
  includeNotes: boolean,
): { readonly passages: readonly Passage[]; readonly internal: number } {
  const outward = withoutInternal(passages);
  const notes = passages.filter(({ internal, note }) => internal === 'note' && note !== '').length;
  return {
    passages: includeNotes ? outward : outward.map((passage) => ({ ...passage, note: '' })),
    internal: passages.length - outward.length + notes,
  };
}

/** The agencies and topics that documents and passages name, with those above them, and all stances: no more. */
export function usedCodebook(documents: readonly ExchangeDocument[], whole: Codebook): Codebook {
  const parents = new Map([...whole.agencies, ...whole.topics].map(({ id, parentId }) => [id, parentId]));
  const used = new Set<string>();
  const add = (id: string | null | undefined): void => {
    for (let at = id ?? null; at !== null && !used.has(at); at = parents.get(at) ?? null) used.add(at);
  };
  for (const { document, passages } of documents) {
    add(document.issuerId);
    for (const { agencyId, topicId } of passages.flatMap(({ codings }) => codings)) {
      add(agencyId);
      add(topicId);
    }
  }
  return {
    agencies: whole.agencies.filter(({ id }) => used.has(id)),
    stances: whole.stances,
    topics: whole.topics.filter(({ id }) => used.has(id)),
  };
}
