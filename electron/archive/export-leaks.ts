import { homedir } from 'node:os';
import type { Briefing } from '../../shared/domain/briefing.ts';
import type { Codebook } from '../../shared/domain/codebook.ts';
import type { SourceDocument } from '../../shared/domain/document.ts';
import type { Passage } from '../../shared/domain/passage.ts';
import type { ExchangeData } from '../../shared/exchange/exchange-data.ts';
import type { ForbiddenWords, LeakRules } from '../../shared/leak-check.ts';
import { writtenTexts } from '../../shared/lint/briefing-texts.ts';
import type { ArchiveCore } from './archive-core.ts';
import { allPassages } from './briefing-report.ts';

/** Shortest note, quote or folder that is looked for: a shorter one may stand anywhere by chance. */
const LEAST_WORDS = 12;

/**
 * What an export of a briefing must not hold: folders of this machine, names of coders unless the briefing names them,
 * and what is marked as internal. `quoted`: the passages that it prints.
 */
export async function leakRulesOf(
  core: ArchiveCore,
  briefing: Briefing,
  quoted: readonly Passage[],
): Promise<LeakRules> {
  const passages = await allPassages(core);
  const documents: SourceDocument[] = [];
  const texts: string[] = [];
  for (const id of new Set(quoted.map(({ documentId }) => documentId))) {
    const document = await core.document(id);
    documents.push(document);
    for (const version of document.versions) {
      // The words around a quote are shown with it.
      const derived = await core.derived.peek(version);
      if (derived !== null) texts.push(derived.text);
    }
  }
  const internalQuotes = passages.flatMap(({ internal, quote }) =>
    internal === 'passage' && quote.length >= LEAST_WORDS ? [{ what: 'an internal passage', words: quote }] : [],
  );
  return {
    forbidden: [...forbiddenIn(core, passages, briefing.namesCoders ?? false), ...internalQuotes],
    allowed: [
      ...writtenTexts(briefing),
      (await core.info()).title,
      ...namesOf(await core.store.codebook()),
      ...documents.flatMap(particularsOf),
    ],
    sources: [...quoted.map(({ quote }) => quote), ...texts],
  };
}

/** The same of an export for other programs, which may carry notes that are not internal. */
export async function exchangeLeakRulesOf(
  core: ArchiveCore,
  { namesCoders, codebook, documents }: Pick<ExchangeData, 'namesCoders' | 'codebook' | 'documents'>,
): Promise<LeakRules> {
  return {
    // The words of an internal passage may stand around those of another one.
    forbidden: forbiddenIn(core, await allPassages(core), namesCoders),
    allowed: [
      (await core.info()).title,
      ...namesOf(codebook),
      ...documents.flatMap(({ document, passages }) => [
        ...particularsOf(document),
        ...passages.map(({ note }) => note),
      ]),
    ],
    sources: documents.flatMap(({ passages }) => passages.map(({ quote }) => quote)),
  };
}

function forbiddenIn(core: ArchiveCore, passages: readonly Passage[], namesCoders: boolean): readonly ForbiddenWords[] {
  const coders = namesCoders
    ? []
    : [
        core.context.coder(),
        ...passages.flatMap(({ coder, codings }) => [coder, ...codings.map((each) => each.coder)]),
      ];
  const internal = passages.filter((passage) => passage.internal !== undefined);
  const notes = internal.filter(({ note }) => note.length >= LEAST_WORDS);
  return [
    { what: 'the folder of the archive', words: core.directory },
    ...(homedir().length < LEAST_WORDS ? [] : [{ what: 'the folder of a person', words: homedir() }]),
    ...[...new Set(coders)].map((words) => ({ what: 'the name of a coder', words })),
    ...notes.map(({ note }) => ({ what: 'an internal note', words: note })),
    ...internal.flatMap(({ internal: kind, id }) =>
      kind === 'passage' ? [{ what: 'an internal passage', words: id }] : [],
    ),
  ];
}

const namesOf = ({ agencies, stances, topics }: Codebook): readonly string[] => [
  ...agencies.flatMap(({ name, aliases, jurisdiction, notes }) => [name, ...aliases, jurisdiction, notes]),
  ...stances.flatMap(({ name, definition }) => [name, definition]),
  ...topics.flatMap(({ name, definition }) => [name, definition]),
];

const particularsOf = ({ title, author, collection, notes, versions }: SourceDocument): readonly string[] => [
  title,
  author ?? '',
  collection ?? '',
  notes,
  ...versions.map(({ fileName }) => fileName),
];
