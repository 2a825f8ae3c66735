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
 * Corrects the tests of every family within a setting, over all its groups, and says how many tests each family holds.
 * @returns effects in the given order
 */
export function correct<T extends Tested>(
  groups: readonly T[],
  adjustment: Adjustment,
): { readonly groups: T[]; readonly families: TestFamily[] } {
  const settings = [...new Set(groups.map(({ setting }) => setting))];
  const corrected = new Map<Effect, number>();
  const families = settings.flatMap((setting) =>
    FAMILIES.flatMap((family): TestFamily[] => {
      const tested = groups
        .filter((group) => group.setting === setting)
        .flatMap(({ effects }) => effects)
        .filter((effect) => effect.family === family);
      const carried = tested.filter(({ p }) => p !== null);
      const adjusted = adjust(
        carried.map(({ p }) => p ?? 1),
        adjustment,
      );
      carried.forEach((effect, i) => corrected.set(effect, adjusted[i] ?? 1));
      return tested.length === 0 ? [] : [{ setting, family, tests: carried.length }];
    }),
  );
  return {
    families,
    groups: groups.map((group) => ({
      ...group,
      effects: group.effects.map((effect) => ({
        ...effect,
        pAdjusted: corrected.get(effect) ?? null,
      })),
    })),
  };
}
