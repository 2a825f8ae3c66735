import { GlottobenchError } from '../base/errors.js';
import { languageName, languageTagFault, scriptName } from '../registry/language-codes.js';
import { familyLanguages } from '../typology/families.js';
import { languageKey, resolveLanguage } from '../typology/resolve.js';
import { canonicalScript } from '../typology/scripts.js';

/**
 * Those of `tags` (`iso639-3-Script`) that `--language` and `--family` mean together. Equivalent codes count as one:
 * `ara` finds `arb`, `zho` finds `cmn`. `undefined` when neither is given.
 * @throws GB_USAGE for a code or family that does not exist
 */
export function matchLanguages(tags: Iterable<string>, languages: readonly string[], families: readonly string[]): Set<string> | undefined {
  if (languages.length === 0 && families.length === 0) return undefined;
  const wanted = new Set(languages.map(checkedKey));
  const members = new Set(families.flatMap((family) => familyLanguages(family)).map((code) => resolveLanguage(code).code));
  return new Set(
    [...tags].filter((tag) => {
      const { id, code } = languageKey(tag);
      return (languages.length === 0 || wanted.has(id) || wanted.has(code)) && (families.length === 0 || members.has(code));
    }),
  );
}

function checkedKey(language: string): string {
  if (languageName(language) === undefined) {
    const fault = languageTagFault(language.includes('-') ? language : `${language}-Latn`);
    if (fault !== undefined) throw new GlottobenchError('GB_USAGE', `--language: ${fault}`, { hint: 'languages are ISO 639-3 codes such as deu, or deu-Latn for one script' });
  }
  return languageKey(language).id;
}

/** Those of `tags` whose script is meant; `Hang` and `Kore` are one. @throws GB_USAGE for a code that does not exist */
export function matchScripts(tags: Iterable<string>, scripts: readonly string[]): Set<string> | undefined {
  if (scripts.length === 0) return undefined;
  const wanted = new Set(
    scripts.map((typed) => {
      const script = typed.charAt(0).toUpperCase() + typed.slice(1).toLowerCase();
      const fault = script === 'Code' || scriptName(script) !== undefined ? undefined : languageTagFault(`eng-${typed}`);
      if (fault !== undefined) throw new GlottobenchError('GB_USAGE', `--script: ${fault}`, { hint: 'scripts are ISO 15924 codes such as Latn, Deva, Hans' });
      return canonicalScript(script);
    }),
  );
  return new Set([...tags].map((tag) => tag.slice(tag.lastIndexOf('-') + 1)).filter((script) => wanted.has(canonicalScript(script))));
}
