/**
 * Letters that stand beside a ranking: two models share a letter exactly when they are not
 * separable (compact letter display; insert and absorb, Piepho 2004). The first letter goes to the
 * best.
 * @param count models, best first
 * @returns one text of letters per model, such as `ab`
 */
export function separationLetters(
  count: number,
  separable: (a: number, b: number) => boolean,
): string[] {
  let groups: Set<number>[] = [new Set(Array.from({ length: count }, (_, i) => i))];
  for (let a = 0; a < count; a++) {
    for (let b = a + 1; b < count; b++) {
      if (!separable(a, b)) continue;
      groups = absorb(
        groups.flatMap((group) =>
          group.has(a) && group.has(b) ? [without(group, a), without(group, b)] : [group],
        ),
      );
    }
  }
  groups.sort((x, y) => Math.min(...x) - Math.min(...y) || Math.max(...x) - Math.max(...y));
  return Array.from({ length: count }, (_, model) =>
    groups.flatMap((group, i) => (group.has(model) ? [letter(i)] : [])).join(''),
  );
}

function without(group: ReadonlySet<number>, member: number): Set<number> {
  const rest = new Set(group);
  rest.delete(member);
  return rest;
}

/** Drops groups that lie inside another. */
function absorb(groups: readonly Set<number>[]): Set<number>[] {
  return groups.filter(
    (group, i) =>
      !groups.some(
        (other, j) => i !== j && contains(other, group) && (other.size > group.size || j < i),
      ),
  );
}

function contains(large: ReadonlySet<number>, small: ReadonlySet<number>): boolean {
  if (large.size < small.size) return false;
  for (const member of small) if (!large.has(member)) return false;
  return true;
}

/** a … z, then a2 … z2: no superscripts and no two letters that look alike side by side. */
function letter(index: number): string {
  const round = Math.floor(index / 26) + 1;
  return `${String.fromCharCode(97 + (index % 26))}${round === 1 ? '' : String(round)}`;
}
