/**
 * Without brackets and with few repetitions a pattern cannot take long, whatever it is matched
 * with.
 */
const SIMPLE = /^\^?[\w.\\*+?|[\]-]{1,200}\$?$/u;
const REPETITIONS = /[*+?]/gu;

/**
 * Whether a module's name, or its end behind a dot, matches a pattern of `rank_pattern` or
 * `alpha_pattern` (peft's `get_pattern_key`); undefined for a pattern that is not simple.
 */
export function matchesPattern(pattern: string, module: string): boolean | undefined {
  if (!SIMPLE.test(pattern) || (pattern.match(REPETITIONS)?.length ?? 0) > 3) return undefined;
  try {
    return new RegExp(`^(?:.*\\.)?(?:${pattern})$`, 'u').test(module);
  } catch {
    return undefined;
  }
}

/**
 * Whether a module is one of these, by its whole name or the end of it (peft's
 * `check_target_module_exists`).
 */
export function isNamed(module: string, names: readonly string[]): boolean {
  return names.some((name) => module === name || module.endsWith(`.${name}`));
}

/** Whether a tensor lies in one of these modules, at any depth. */
export function liesIn(tensor: string, modules: readonly string[]): boolean {
  return modules.some((module) => `.${tensor}`.includes(`.${module}.`));
}
