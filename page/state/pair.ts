import type { PageData } from '../../src/types/page.js';
import { modelsOf, scopeOf } from './select.js';
import type { View } from './view.js';

/** The two models that are compared: as the address says, else the two best that share cells. */
export function comparedPair(data: PageData, now: View): readonly [string, string] | undefined {
  const { comparison } = scopeOf(data, now);
  if (comparison === null) return undefined;
  const kept = new Set(modelsOf(data, now).map(({ label }) => label));
  const there = (comparison.groups.find(({ by }) => by === null)?.ranking ?? []).map(
    ({ model }) => model,
  );
  const order = [
    ...there.filter((name) => kept.has(name)),
    ...there.filter((name) => !kept.has(name)),
  ];
  const a = there.includes(now.a) ? now.a : order.find((name) => name !== now.b);
  const b = there.includes(now.b) && now.b !== a ? now.b : order.find((name) => name !== a);
  return a === undefined || b === undefined ? undefined : [a, b];
}
