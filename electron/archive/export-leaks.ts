import { homedir } from 'node:os';
import type { Briefing } from '../../shared/domain/briefing.ts';
import type { Passage } from '../../shared/domain/passage.ts';
import type { ForbiddenWords, LeakRules } from '../../shared/leak-check.ts';
import { writtenTexts } from '../../shared/lint/briefing-texts.ts';
import type { ArchiveCore } from './archive-core.ts';
import { allPassages } from './briefing-report.ts';

/** Shortest note or quote that is looked for: a shorter one may stand anywhere by chance. */
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
  const internal = passages.filter((passage) => passage.internal !== undefined);
  const coders = new Set(
    briefing.namesCoders === true
      ? []
      : [
          core.context.coder(),
          ...passages.flatMap(({ coder, codings }) => [coder, ...codings.map((each) => each.coder)]),
        ],
  );
  const forbidden: readonly ForbiddenWords[] = [
    { what: 'the folder of the archive', words: core.directory },
    { what: 'the folder of a person', words: homedir().length < LEAST_WORDS ? '' : homedir() },
    ...[...coders].map((words) => ({ what: 'the name of a coder', words })),
    ...internal.flatMap(({ note }) => (note.length < LEAST_WORDS ? [] : [{ what: 'an internal note', words: note }])),
    ...internal.flatMap(({ internal: kind, id, quote }) =>
      kind === 'passage'
        ? [
            { what: 'an internal passage', words: id },
            ...(quote.length < LEAST_WORDS ? [] : [{ what: 'an internal passage', words: quote }]),
          ]
        : [],
    ),
  ].filter(({ words }) => words !== '');
  return { forbidden, allowed: await allowedTexts(core, briefing, quoted) };
}

/** What of a briefing is meant to be read: its own text, the quotes with the texts that they are from, names and titles. */
async function allowedTexts(
  core: ArchiveCore,
  briefing: Briefing,
  quoted: readonly Passage[],
): Promise<readonly string[]> {
  const codebook = await core.store.codebook();
  const texts: string[] = [
    ...writtenTexts(briefing),
    (await core.info()).title,
    ...codebook.agencies.flatMap(({ name, aliases, jurisdiction }) => [name, ...aliases, jurisdiction]),
    ...codebook.stances.flatMap(({ name, definition }) => [name, definition]),
    ...codebook.topics.flatMap(({ name, definition }) => [name, definition]),
    ...quoted.map(({ quote }) => quote),
  ];
  for (const id of new Set(quoted.map(({ documentId }) => documentId))) {
    const document = await core.document(id);
    texts.push(document.title, document.author ?? '', ...document.versions.map(({ fileName }) => fileName));
    for (const version of document.versions) {
      // The words around a quote are shown with it.
      const derived = await core.derived.peek(version);
      if (derived !== null) texts.push(derived.text);
    }
  }
  return texts;
}
