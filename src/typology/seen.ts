import { BACKBONES, type Backbone, type Fact } from '../types/language.js';
import {
  factsRow,
  isProgrammingLanguage,
  isRomanised,
  isUsualScript,
  languageKey,
  type LanguageKey,
} from './resolve.js';
import { cell } from './tables.js';

const SOURCES: Readonly<Record<Backbone, string>> = {
  mbert: 'google-research/bert multilingual.md',
  xlmr: 'fairseq examples/xlmr/README.md',
  mt5: 'google-research/multilingual-t5 README.md',
  labse: 'LaBSE model card',
};

/**
 * Whether the backbone's pretraining corpus held the language in this script.
 * Unknown where only the macrolanguage is listed (arz under `ar`). The flags speak of a language in its usual scripts:
 * a romanised text is looked up among the corpora that were romanised (XLM-R `hi_rom`, mC4 `hi-Latn`), never in the flag.
 */
export function seenBy(backbone: Backbone, language: LanguageKey): Fact<boolean> {
  if (isProgrammingLanguage(language)) return { unknown: 'programming language' };
  const row = factsRow(language.code);
  if (row === undefined) return { unknown: `no facts for the code ${language.code}` };
  if (isRomanised(language)) {
    return {
      value: cell(row, 'seen_romanized_by').split(' ').includes(backbone),
      source: `romanised corpora of ${backbone}`,
    };
  }
  if (!isUsualScript(language))
    return { unknown: `the list does not say whether it held ${language.id}` };
  const flag = cell(row, `seen_by_${backbone}`);
  if (flag === '') return { unknown: `only the macrolanguage of ${language.code} is listed` };
  return { value: flag === 'true', source: SOURCES[backbone] };
}

/** Seen by all four backbones: the fair set for comparing them. One "no" decides; else one "unknown" does. */
export function seenByAll(language: LanguageKey): Fact<boolean> {
  const facts = BACKBONES.map((backbone) => seenBy(backbone, language));
  const no = facts.find((fact) => 'value' in fact && !fact.value);
  return no ?? facts.find((fact) => 'unknown' in fact) ?? { value: true, source: 'all four lists' };
}

/** `seenBy` for a code or tag as MTEB writes it; without a script the usual one is meant. */
export function seenByTag(backbone: Backbone, tag: string): Fact<boolean> {
  return seenBy(backbone, languageKey(tag));
}
