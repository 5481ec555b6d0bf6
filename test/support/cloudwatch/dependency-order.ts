/**
 * Everything after what it depends on.
 *
 * @throws Error that names the cycle when there is one
 */
export function inDependencyOrder<T>(
  items: readonly T[],
  nameOf: (item: T) => string,
  dependenciesOf: (item: T) => readonly T[],
): readonly T[] {
  const done = new Set<T>();
  const visit = (item: T, path: readonly T[]): void => {
    if (done.has(item)) return;
    if (path.includes(item)) throw new Error(`a cycle: ${[...path, item].map(nameOf).join(" on ")}`);
    for (const dependency of dependenciesOf(item)) visit(dependency, [...path, item]);
    done.add(item);
  };
  for (const item of items) visit(item, []);
  return [...done];
}
