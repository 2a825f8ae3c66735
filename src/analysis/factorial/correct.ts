import type {
  Adjustment,
  Effect,
  FamilyName,
  TestFamily,
} from '../../types/generated/factorial.js';
import type { Setting } from '../../types/dataset.js';
import { adjust } from '../compare/adjust.js';

/** Effects of one setting, over all its groups, before correction. */
interface Tested {
  readonly setting: Setting;
  readonly effects: readonly Effect[];
}

/** In the order in which a study reads them: main effects confirm, the others explain. */
const FAMILIES: readonly FamilyName[] = ['main', 'typology', 'pairs'];

/**
 * Corrects the tests of every family within a setting, over all its groups, and says how many tests
 * each family holds.
 * @returns effects in the given order
 */
export function correct<T extends Tested, U extends Tested>(
  groups: readonly T[],
  differences: readonly U[],
  adjustment: Adjustment,
): { readonly groups: T[]; readonly differences: U[]; readonly families: TestFamily[] } {
  const all: readonly Tested[] = [...groups, ...differences];
  const settings = [...new Set(groups.map(({ setting }) => setting))];
  const corrected = new Map<Effect, number>();
  const families = settings.flatMap((setting) =>
    FAMILIES.flatMap((family): TestFamily[] => {
      const tested = all
        .filter((group) => group.setting === setting)
        .flatMap(({ effects }) => effects)
        .filter((effect) => effect.family === family);
      const carried = tested.filter(({ p }) => p !== null);
      const values = adjust(
        carried.map(({ p }) => p ?? 1),
        adjustment,
      );
      carried.forEach((effect, i) => corrected.set(effect, values[i] ?? 1));
      return tested.length === 0 ? [] : [{ setting, family, tests: carried.length }];
    }),
  );
  const adjusted = <V extends Tested>(one: V): V => ({
    ...one,
    effects: one.effects.map((effect) => ({
      ...effect,
      pAdjusted: corrected.get(effect) ?? null,
    })),
  });
  return {
    families,
    groups: groups.map(adjusted),
    differences: differences.map(adjusted),
  };
}
