import { GlottobenchError } from '../base/errors.js';
import { languageTagFault, scriptName } from '../registry/language-codes.js';
import { familyLanguages } from '../typology/families.js';
import { languageKey, resolveLanguage } from '../typology/resolve.js';
import { canonicalScript } from '../typology/scripts.js';

/**
 * What `--language`, `--family` and `--script` say. Values of one filter are alternatives; a tag
 * must pass every filter that is given.
 */
export interface LanguageFilter {
  /** ISO 639-3 codes (`deu`), or one script of a language (`hin-Latn`). */
  readonly languages?: readonly string[] | undefined;
  /** Names of Glottolog's families, in upper or lower case. */
  readonly families?: readonly string[] | undefined;
  /** ISO 15924 codes, in upper or lower case. */
  readonly scripts?: readonly string[] | undefined;
}

/**
 * Whether a tag (`iso639-3-Script`) is meant, for every command that filters by language.
 * Equivalent codes count as one: `ara` finds `arb`, `zho` finds `cmn`, `Hang` finds `Kore`.
 * `undefined` when no filter is given.
 * @throws GB_USAGE for a code or family that does not exist, with what may have been meant
 */
export function languageTest({
  languages = [],
  families = [],
  scripts = [],
}: LanguageFilter): ((tag: string) => boolean) | undefined {
  if (languages.length + families.length + scripts.length === 0) return undefined;
  const ids = new Set(languages.map(languageId));
  const members = new Set(
    families.flatMap((family) => familyLanguages(family)).map((code) => resolveLanguage(code).code),
  );
  const writings = new Set(scripts.map(scriptCode));
  return (tag) => {
    const { id, code, script } = languageKey(tag);
    return (
      (ids.size === 0 || ids.has(id) || ids.has(code)) &&
      (members.size === 0 || members.has(code)) &&
      (writings.size === 0 || writings.has(script))
    );
  };
}

function languageId(typed: string): string {
  const [code = '', script] = typed.toLowerCase().split(/[-_](?=[^-_]*$)/);
  const tag = script === undefined ? code : `${code}-${titleCase(script)}`;
  const fault = languageTagFault(script === undefined ? `${code}-Latn` : tag);
  if (fault !== undefined)
    throw new GlottobenchError('GB_USAGE', `--language: ${fault}`, {
      hint: 'languages are ISO 639-3 codes such as deu, or deu-Latn for one script',
    });
  return languageKey(tag).id;
}

function scriptCode(typed: string): string {
  const script = titleCase(typed);
  // MTEB's script of programming languages.
  const fault =
    script === 'Code' || scriptName(script) !== undefined
      ? undefined
      : languageTagFault(`eng-${typed}`);
  if (fault !== undefined)
    throw new GlottobenchError('GB_USAGE', `--script: ${fault}`, {
      hint: 'scripts are ISO 15924 codes such as Latn, Deva, Hans',
    });
  return canonicalScript(script);
}

function titleCase(code: string): string {
  return code.charAt(0).toUpperCase() + code.slice(1).toLowerCase();
}
