import { existsSync, readdirSync, statSync } from 'node:fs';

/** The last word may be the tree: a folder that holds model folders. */
export function treeAndNames(
  given: readonly string[],
  out: string,
): { names: readonly string[]; out: string } {
  const last = given.at(-1);
  if (last === undefined || !isTree(last)) return { names: given, out };
  return { names: given.slice(0, -1), out: last };
}

function isTree(path: string): boolean {
  return (
    existsSync(path) &&
    statSync(path).isDirectory() &&
    readdirSync(path, { withFileTypes: true }).some(
      (entry) => entry.isDirectory() && entry.name.includes('__'),
    )
  );
}
