import type { Backbone, Fact } from '../types/language.js';
import { backbones } from './backbones.js';
import { corpusSizes } from './corpus-size.js';
import { factsRow, isRomanised, languageKey, type LanguageKey } from './resolve.js';
import { scriptClass, type ScriptClass } from './scripts.js';
import { seenBy } from './seen.js';
import { cell, type TableRow } from './tables.js';

/**
 * What is known of a language in one script. Every fact is a value with its source, or unknown with
 * the reason.
 */
export interface LanguageFacts {
  readonly key: LanguageKey;
  readonly name: Fact<string>;
  readonly glottocode: Fact<string>;
  /**
   * Top-level Glottolog family; an isolate is its own family; pseudo families (artificial
   * languages, pidgins) are unknown.
   */
  readonly family: Fact<string>;
  readonly genus: Fact<string>;
  readonly subgroup: Fact<string>;
  readonly macroarea: Fact<string>;
  /** Decimal degrees of the Glottolog point. */
  readonly coordinates: Fact<{ readonly latitude: number; readonly longitude: number }>;
  readonly usualScripts: Fact<readonly string[]>;
  readonly scriptClass: Fact<ScriptClass>;
  readonly romanised: boolean;
  /** verb-final, verb-medial, verb-initial, no dominant order (WALS 81A, else Grambank). */
  readonly wordOrder: Fact<string>;
  /** WALS 83A, verbatim. */
  readonly objectVerb: Fact<string>;
  /** WALS 85A, verbatim. */
  readonly adposition: Fact<string>;
  /** suffixing, prefixing, equal, little affixation (WALS 26A, strong and weak merged). */
  readonly affixing: Fact<string>;
  /** WALS 13A, verbatim. */
  readonly tone: Fact<string>;
  readonly seenBy: Readonly<Record<Backbone, Fact<boolean>>>;
  /** Size in CC-100 (the corpus of XLM-R), GiB. */
  readonly cc100Gib: Fact<number>;
  /** Size in mC4 (the corpus of mT5), billions of tokens. */
  readonly mc4BillionTokens: Fact<number>;
}

const cache = new Map<string, LanguageFacts>();

/**
 * Facts of a tag as MTEB writes it (`zho-Hans`, `hin-Latn`) or of a resolved key. Never throws:
 * unknown codes have unknown facts.
 */
export function languageFacts(language: string | LanguageKey): LanguageFacts {
  const key = typeof language === 'string' ? languageKey(language) : language;
  const known = cache.get(key.id);
  if (known !== undefined) return known;
  const facts = read(key, factsRow(key.code));
  cache.set(key.id, facts);
  return facts;
}

function read(key: LanguageKey, row: TableRow | undefined): LanguageFacts {
  const text = (column: string, source: string): Fact<string> => {
    if (row === undefined) return { unknown: `no facts for the code ${key.code}` };
    const value = cell(row, column);
    return value === '' ? { unknown: `${source} has no value` } : { value, source };
  };
  const number = (column: string, source: string): Fact<number> =>
    mapFact(text(column, source), Number);
  const latitude = number('latitude', 'Glottolog 5.1');
  const longitude = number('longitude', 'Glottolog 5.1');
  return {
    key,
    name: text('name', 'ISO 639-3'),
    glottocode: text('glottocode', 'Glottolog 5.1'),
    family:
      cell(row, 'pseudo_family') === 'true'
        ? { unknown: `${cell(row, 'family')} is no family` }
        : text('family', 'Glottolog 5.1'),
    genus: text('genus', `WALS 2020.4 (${cell(row, 'genus_source')})`),
    subgroup: text('subgroup', 'Glottolog 5.1'),
    macroarea: text('macroarea', 'Glottolog 5.1'),
    coordinates:
      'value' in latitude && 'value' in longitude
        ? {
            value: { latitude: latitude.value, longitude: longitude.value },
            source: latitude.source,
          }
        : { unknown: 'Glottolog 5.1 has no value' },
    usualScripts: mapFact(text('scripts', cell(row, 'scripts_source')), (value) =>
      value.split(' '),
    ),
    scriptClass:
      key.script === ''
        ? { unknown: 'the subset names no script' }
        : { value: scriptClass(key.script), source: 'script of the subset' },
    romanised: isRomanised(key),
    wordOrder: text(
      'word_order_coarse',
      cell(row, 'word_order_coarse_source') === 'grambank' ? 'Grambank 1.0.3' : 'WALS 81A',
    ),
    objectVerb: text('ov_vo', 'WALS 83A'),
    adposition: text('adposition', 'WALS 85A'),
    affixing: text('affixing_coarse', 'WALS 26A'),
    tone: text('tone', 'WALS 13A'),
    seenBy: Object.fromEntries(
      [...backbones().keys()].map((backbone) => [backbone, seenBy(backbone, key)]),
    ),
    cc100Gib: corpusSizes('xlmr').of(key.code),
    mc4BillionTokens: corpusSizes('mt5').of(key.code),
  };
}

/** Applies `change` to a known value and keeps its source. */
export function mapFact<T, U>(fact: Fact<T>, change: (value: T) => U): Fact<U> {
  return 'value' in fact ? { value: change(fact.value), source: fact.source } : fact;
}

/**
 * Family and genus as averages use them (provenance.md): genus empty → subgroup → the language
 * itself; no family = unclassified.
 */
export function lineage(code: string): {
  readonly family: string | undefined;
  readonly genus: string;
} {
  const facts = languageFacts(code);
  const family = 'value' in facts.family ? facts.family.value : undefined;
  const genus =
    'value' in facts.genus
      ? facts.genus.value
      : 'value' in facts.subgroup
        ? facts.subgroup.value
        : code;
  return { family, genus };
}
