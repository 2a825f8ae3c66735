/** Edit distance with transpositions (optimal string alignment), case folded by the caller. */
function distance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((last[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (beforeLast[j - 2] ?? 0) + 1);
      current.push(best);
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? 0;
}

/** Letters and digits only, lower case: `mlqa-retrieval` and `MLQARetrieval` are then the same. */
function fold(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/**
 * Longer words are no misspelling of a name, and comparing them with every name would take long.
 */
const LONGEST = 200;

/** Up to `limit` names that a person may have meant, nearest first; empty when nothing is near. */
export function didYouMean(wanted: string, names: Iterable<string>, limit = 3): string[] {
  if (wanted.length > LONGEST) return [];
  const folded = fold(wanted);
  if (folded === '') return [];
  const allowed = Math.max(2, Math.floor(folded.length / 4));
  const near: { name: string; score: number }[] = [];
  for (const name of names) {
    const candidate = fold(name);
    const contained =
      folded.length >= 3 && (candidate.includes(folded) || folded.includes(candidate));
    if (!contained && Math.abs(candidate.length - folded.length) > allowed) continue;
    const edits = distance(folded, candidate);
    if (edits <= allowed) near.push({ name, score: edits });
    else if (contained && candidate.length > 0)
      near.push({ name, score: allowed + edits / (candidate.length + folded.length) });
  }
  return near
    .sort((x, y) => x.score - y.score || (x.name < y.name ? -1 : 1))
    .slice(0, limit)
    .map((entry) => entry.name);
}
