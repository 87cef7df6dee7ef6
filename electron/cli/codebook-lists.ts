import type { Codebook } from '../../shared/domain/codebook.ts';
import { topicPath, topicsInOrder } from '../../shared/domain/topic-path.ts';

/** The parts of the codebook that are listed by commands of their own. */
export type CodebookPart = 'agencies' | 'stances' | 'topics';

/** One part of the codebook in the order it is shown in: agencies by name, stances as placed, topics as a tree. */
export function partOf(codebook: Codebook, part: CodebookPart): Codebook[CodebookPart] {
  switch (part) {
    case 'agencies':
      return agenciesInOrder(codebook);
    case 'stances':
      return stancesInOrder(codebook);
    case 'topics':
      return topicsInOrder(codebook.topics);
  }
}

const agenciesInOrder = ({ agencies }: Codebook) => [...agencies].sort((a, b) => a.name.localeCompare(b.name, 'en'));
const stancesInOrder = ({ stances }: Codebook) => [...stances].sort((a, b) => a.order - b.order);

/** One part of the codebook as rows of a table, what people call things first. */
export function partRows(codebook: Codebook, part: CodebookPart): readonly Readonly<Record<string, string>>[] {
  const nameOf = (id: string | null) => codebook.agencies.find((each) => each.id === id)?.name ?? '';
  switch (part) {
    case 'agencies':
      return agenciesInOrder(codebook).map(({ id, name, aliases, jurisdiction, level, parentId }) => ({
        ...{ name, aliases: aliases.join('; '), jurisdiction, level, partOf: nameOf(parentId), id },
      }));
    case 'stances':
      return stancesInOrder(codebook).map(({ id, name, letter, digit, definition }) => ({
        ...{ name, letter, digit: digit === null ? '' : String(digit), definition, id },
      }));
    case 'topics':
      return topicsInOrder(codebook.topics).map((topic) => ({
        ...{ topic: topicPath(codebook.topics, topic), definition: topic.definition, id: topic.id },
      }));
  }
}
