import type { BackboneFacts, Source } from '../types/generated/backbone.js';
import type { Backbone, Fact } from '../types/language.js';
import { backbones } from './backbones.js';
import {
  factsRow,
  isProgrammingLanguage,
  isRomanised,
  isUsualScript,
  languageKey,
  macrolanguageOf,
  resolveLanguage,
  type LanguageKey,
} from './resolve.js';

/** The backbones of the study: "seen by all" is a fair set for comparing these. */
export const COMPARED_BACKBONES: readonly Backbone[] = ['mbert', 'xlmr', 'mt5', 'labse'];

/** What a backbone saw, relations followed and codes resolved. */
interface SeenList {
  readonly source: string;
  readonly languages: ReadonlySet<string>;
  readonly romanised: ReadonlySet<string> | undefined;
  /** Members of listed macrolanguages that it did not hold. */
  readonly absent: ReadonlySet<string>;
  readonly complete: boolean;
}

const lists = new WeakMap<BackboneFacts, SeenList | { readonly unknown: string }>();

/**
 * Whether the backbone's pretraining corpus held the language in this script.
 * Unknown where only the macrolanguage is listed (arz under `ar`), or where the source does not say
 * that its list is complete. Lists speak of a language in its usual scripts: a romanised text is
 * looked up among the corpora that were romanised (XLM-R `hi_rom`, mC4 `hi-Latn`), never in the
 * list.
 */
export function seenBy(backbone: Backbone, language: LanguageKey): Fact<boolean> {
  if (isProgrammingLanguage(language)) return { unknown: 'programming language' };
  const { code, id } = language;
  if (factsRow(code) === undefined) return { unknown: `no facts for the code ${code}` };
  const list = listOf(backbone);
  if ('unknown' in list) return list;
  const unsaid = { unknown: `the list does not say whether it held ${id}` };
  if (isRomanised(language)) {
    const seen = list.romanised?.has(code);
    return seen === undefined || (!seen && !list.complete)
      ? unsaid
      : { value: seen, source: `romanised corpora of ${backbone}` };
  }
  if (!isUsualScript(language)) return unsaid;
  if (list.languages.has(code)) return { value: true, source: list.source };
  const macro = macrolanguageOf(code);
  if (macro !== code && list.languages.has(resolveLanguage(macro).code) && !list.absent.has(code))
    return { unknown: `only the macrolanguage of ${code} is listed` };
  return list.complete ? { value: false, source: list.source } : unsaid;
}

/** Seen by all backbones of the study. One "no" decides; else one "unknown" does. */
export function seenByAll(language: LanguageKey): Fact<boolean> {
  const facts = COMPARED_BACKBONES.map((backbone) => seenBy(backbone, language));
  const no = facts.find((fact) => 'value' in fact && !fact.value);
  return no ?? facts.find((fact) => 'unknown' in fact) ?? { value: true, source: 'all four lists' };
}

/** `seenBy` for a code or tag as MTEB writes it; without a script the usual one is meant. */
export function seenByTag(backbone: Backbone, tag: string): Fact<boolean> {
  return seenBy(backbone, languageKey(tag));
}

/** `document, table, page` in one line. */
export function sourceText({ document, table, page }: Source): string {
  return [document, table, page].filter((part) => part !== undefined).join(', ');
}

function listOf(backbone: Backbone): SeenList | { readonly unknown: string } {
  const facts = backbones().get(backbone);
  if (facts === undefined) return { unknown: `there is no backbone ${backbone}` };
  const known = lists.get(facts) ?? readList(facts);
  lists.set(facts, known);
  return known;
}

function readList({ seen }: BackboneFacts): SeenList | { readonly unknown: string } {
  if ('unknown' in seen) return seen;
  if ('as' in seen) {
    const other = listOf(seen.as);
    return 'unknown' in other
      ? other
      : {
          ...other,
          source: `${seen.relation} ${seen.as} (${sourceText(seen.source)}): ${other.source}`,
          // What the student read beside its teacher is not said.
          complete: other.complete && seen.relation === 'same corpus as',
        };
  }
  return {
    source: sourceText(seen.source),
    languages: resolved(seen.languages),
    romanised: seen.romanised === undefined ? undefined : resolved(seen.romanised),
    absent: resolved(seen.absent ?? []),
    complete: seen.others === 'unseen',
  };
}

function resolved(codes: readonly string[]): ReadonlySet<string> {
  return new Set(codes.map((code) => resolveLanguage(code).code));
}
