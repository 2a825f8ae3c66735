/** Model → column (task or language) → score; null or absent = none. */
type ScoresByModel = ReadonlyMap<string, ReadonlyMap<string, number | null>>;

/**
 * Borda rank: per column `models` minus the rank (average on ties, best = 1), summed, ranked again
 * (minimum on ties). A column without a score gives no points. Source:
 * mteb/benchmarks/_create_table.py `_borda_rank_from_long`.
 * @param models the n of the formula; mteb takes the models that have at least one complete column
 */
export function bordaRanks(
  table: ScoresByModel,
  columns: readonly string[],
  models: number,
): Map<string, number> {
  const points = new Map([...table.keys()].map((model) => [model, 0]));
  for (const column of columns) {
    const scored = [...table].flatMap(([model, scores]) => {
      const score = scores.get(column) ?? null;
      return score === null ? [] : [{ model, score }];
    });
    scored.sort((a, b) => b.score - a.score);
    for (let start = 0; start < scored.length;) {
      let end = start;
      while (end < scored.length && scored[end]?.score === scored[start]?.score) end++;
      const rank = (start + 1 + end) / 2;
      for (const { model } of scored.slice(start, end))
        points.set(model, (points.get(model) ?? 0) + models - rank);
      start = end;
    }
  }
  const values = [...points.values()];
  return new Map(
    [...points].map(([model, own]) => [model, 1 + values.filter((other) => other > own).length]),
  );
}
