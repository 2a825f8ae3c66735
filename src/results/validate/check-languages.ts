import { pointerStep, type Finding } from '../finding.js';
import type { LanguageFault } from '../task-facts.js';

const FORM = /^([a-z]{3}-[A-Z][a-z]{3}|[a-z][a-z+#]*-Code)$/;

/** A list of language codes and where it stands. */
interface PlacedLanguages {
  readonly languages: readonly string[];
  readonly pointer: string;
}

/**
 * Codes that do not exist, each once, at the first place where it stands; and lists without any.
 */
export function* checkLanguageCodes(
  lists: Iterable<PlacedLanguages>,
  fault: LanguageFault = () => undefined,
): Generator<Finding> {
  const known = new Set<string>();
  for (const { languages, pointer } of lists) {
    if (languages.length === 0)
      yield {
        kind: 'languages',
        pointer,
        message: 'no language: mteb leaves such an entry out of every mean by language',
      };
    for (const [i, code] of languages.entries()) {
      if (known.has(code)) continue;
      known.add(code);
      const reason =
        fault(code) ??
        (FORM.test(code)
          ? undefined
          : `"${code}" is not of the form iso639-3-Script, such as quy-Latn`);
      if (reason !== undefined)
        yield { kind: 'language-unknown', pointer: pointer + pointerStep(i), message: reason };
    }
  }
}
