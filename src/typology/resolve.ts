import { cell, loadLanguages, type TableRow } from './tables.js';
import { canonicalScript } from './scripts.js';

/** A language in one script, the unit that scores are kept by; `id` is `cmn-Hans`. */
export interface LanguageKey {
  readonly id: string;
  /** ISO 639-3, macrolanguages replaced by their representative. */
  readonly code: string;
  /** ISO 15924; `""` when the tag has none. */
  readonly script: string;
}

interface ResolvedCode {
  readonly code: string;
  /** Why the code differs from the one that was asked for. */
  readonly reason?: 'macrolanguage' | 'retired';
}

/**
 * Replaces a macrolanguage by its representative (`zho` → `cmn`, table macrolanguages.csv) and a
 * retired code by its successor, so that one language is not counted under two codes. Unknown codes
 * are returned as they are.
 */
export function resolveLanguage(code: string): ResolvedCode {
  const { rows, representatives } = loadLanguages();
  const representative = representatives.get(code);
  if (representative !== undefined) return { code: representative, reason: 'macrolanguage' };
  const row = rows.get(code);
  if (cell(row, 'facts_reason') === 'retired')
    return { code: cell(row, 'facts_from'), reason: 'retired' };
  return { code };
}

const keys = new Map<string, LanguageKey>();

/**
 * Parses `hin-Latn` (also `hin_Latn`, as some leaderboard files write it) and resolves both parts.
 */
export function languageKey(tag: string): LanguageKey {
  const known = keys.get(tag);
  if (known !== undefined) return known;
  const cut = tag.search(/[-_][^-_]*$/);
  const { code } = resolveLanguage(cut < 0 ? tag : tag.slice(0, cut));
  const script = cut < 0 ? '' : canonicalScript(tag.slice(cut + 1));
  const key = { id: script === '' ? code : `${code}-${script}`, code, script };
  keys.set(tag, key);
  return key;
}

/** MTEB tags programming languages `python-Code`: no language facts exist for them. */
export function isProgrammingLanguage(key: LanguageKey): boolean {
  return key.script === 'Code';
}

/**
 * Row of a resolved code; a representative without a row of its own falls back to the row of its
 * macrolanguage.
 */
export function factsRow(code: string): TableRow | undefined {
  const { rows, representatives } = loadLanguages();
  const row = rows.get(code);
  if (row !== undefined) return row;
  for (const [macro, representative] of representatives)
    if (representative === code) return rows.get(macro);
  return undefined;
}

/** The macrolanguage a code is or belongs to, else the code itself. */
export function macrolanguageOf(code: string): string {
  const { rows, representatives } = loadLanguages();
  if (representatives.has(code)) return code;
  const macro = cell(rows.get(code), 'macrolanguage');
  return macro === '' ? code : macro;
}

/**
 * Latin letters for a language that is not usually written with them (`hin-Latn`).
 * Where MTEB itself writes the language mostly in Latin letters (Crimean Tatar, whose CLDR script
 * is Cyrillic) it is no romanisation.
 */
export function isRomanised(key: LanguageKey): boolean {
  if (key.script !== 'Latn') return false;
  const row = factsRow(key.code);
  const usual = cell(row, 'scripts').split(' ');
  if (row === undefined || usual[0] === '' || usual.includes('Latn')) return false;
  return !cell(row, 'scripts_mteb').startsWith('Latn');
}

/**
 * `true` for the usual and secondary scripts of a language: the ones that its `seen_by_*` flags
 * speak of.
 */
export function isUsualScript(key: LanguageKey): boolean {
  const row = factsRow(key.code);
  if (row === undefined || key.script === '') return true;
  return `${cell(row, 'scripts')} ${cell(row, 'scripts_secondary')} ${cell(row, 'scripts_mteb').split(' ')[0] ?? ''}`
    .split(' ')
    .map(canonicalScript)
    .includes(key.script);
}
