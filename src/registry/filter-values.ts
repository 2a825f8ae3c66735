import { GlottobenchError } from '../base/errors.js';
import { didYouMean } from '../base/suggest.js';

/**
 * What a user typed as the known values it stands for, upper and lower case alike.
 * @param what the thing in a message: `task type`, `domain`
 * @throws GB_USAGE with near values for one that is not known
 */
export function matchValues(
  what: string,
  wanted: readonly string[],
  known: Iterable<string>,
): Set<string> {
  const all = [...known];
  return new Set(
    wanted.map((value) => {
      const match =
        all.find((candidate) => candidate === value) ??
        all.find((candidate) => candidate.toLowerCase() === value.toLowerCase());
      if (match !== undefined) return match;
      const near = didYouMean(value, all);
      throw new GlottobenchError('GB_USAGE', `there is no ${what} "${value}"`, {
        hint:
          near.length > 0
            ? `did you mean: ${near.join(', ')}?`
            : `known: ${all.slice(0, 30).join(', ')}${all.length > 30 ? ', ...' : ''}`,
      });
    }),
  );
}
