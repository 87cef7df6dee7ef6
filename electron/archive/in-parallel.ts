/** Does work on each of a list, so many at once, begun in their order. Rejects with the first failure. */
export async function inParallel<T>(
  list: readonly T[],
  atOnce: number,
  work: (item: T, index: number) => Promise<unknown>,
): Promise<void> {
  const entries = list.entries();
  const take = async (): Promise<void> => {
    for (const [index, item] of entries) await work(item, index);
  };
  await Promise.all(Array.from({ length: atOnce }, take));
}
