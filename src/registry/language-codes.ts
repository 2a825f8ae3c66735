import { readFileSync } from 'node:fs';
import { packagePath } from '../base/folders.js';
import { didYouMean } from '../base/suggest.js';

interface CodeList {
  readonly codes: Readonly<Record<string, string>>;
  readonly two_letter?: Readonly<Record<string, string>>;
}

/**
 * What MTEB writes instead of an ISO 639-3 code before `-Code`
 * (mteb/languages/programming_languages.py, 2.26.24).
 */
const PROGRAMMING_LANGUAGES: readonly string[] = [
  'python',
  'javascript',
  'typescript',
  'go',
  'ruby',
  'java',
  'php',
  'c',
  'c++',
  'c#',
  'rust',
  'swift',
  'scala',
  'shell',
  'sql',
];

const lists = new Map<string, CodeList>();

/** Read on first use: only validation and `tasks show` need the 200 KB. */
function list(file: string): CodeList {
  const known =
    lists.get(file) ??
    (JSON.parse(readFileSync(packagePath('data', 'codes', file), 'utf8')) as CodeList);
  lists.set(file, known);
  return known;
}

/** Reference name of an ISO 639-3 code (`deu` → German). */
export function languageName(code: string): string | undefined {
  const { codes } = list('iso639-3.json');
  return Object.hasOwn(codes, code) ? codes[code] : undefined;
}

/** Name of an ISO 15924 code (`Deva` → Devanagari (Nagari)). */
export function scriptName(code: string): string | undefined {
  const { codes } = list('iso15924.json');
  return Object.hasOwn(codes, code) ? codes[code] : undefined;
}

/**
 * Why a tag is not a real `iso639-3-Script`, with what may have been meant; `undefined` if it is
 * one.
 */
export function languageTagFault(tag: string): string | undefined {
  const cut = tag.lastIndexOf('-');
  if (cut < 1) return `"${tag}" is not of the form iso639-3-Script, such as quy-Latn`;
  const [language, script] = [tag.slice(0, cut), tag.slice(cut + 1)];
  if (script === 'Code') {
    return PROGRAMMING_LANGUAGES.includes(language)
      ? undefined
      : `"${language}" is no programming language that MTEB knows${question(didYouMean(language, PROGRAMMING_LANGUAGES, 1))}`;
  }
  const faults = [languageFault(language), scriptFault(script)].filter(
    (fault) => fault !== undefined,
  );
  return faults.length === 0 ? undefined : faults.join('; ');
}

/**
 * Why a bare code is no ISO 639-3 code, with what may have been meant; `undefined` if it is one.
 */
function languageFault(code: string): string | undefined {
  if (languageName(code) !== undefined) return undefined;
  const { codes, two_letter: twoLetter = {} } = list('iso639-3.json');
  const long = Object.hasOwn(twoLetter, code) ? twoLetter[code] : undefined;
  if (long !== undefined)
    return `"${code}" is an ISO 639-1 code, tasks use ISO 639-3: "${long}" (${codes[long] ?? ''})`;
  const named = Object.keys(codes).find(
    (known) => codes[known]?.toLowerCase() === code.toLowerCase(),
  );
  const near =
    named === undefined
      ? Object.keys(codes)
          .filter((known) => isOneEditAway(known, code))
          .slice(0, 3)
      : [named];
  return `"${code}" is no ISO 639-3 code${question(near, codes)}`;
}

function scriptFault(code: string): string | undefined {
  if (scriptName(code) !== undefined) return undefined;
  const { codes } = list('iso15924.json');
  const names = Object.keys(codes);
  const named =
    names.find((known) => codes[known]?.toLowerCase() === code.toLowerCase()) ??
    names.find((known) => codes[known]?.toLowerCase().startsWith(code.toLowerCase()));
  const near = named === undefined ? didYouMean(code, names, 2) : [named];
  return `"${code}" is no ISO 15924 code${question(near, codes)}`;
}

function question(near: readonly string[], names: Readonly<Record<string, string>> = {}): string {
  if (near.length === 0) return '';
  return `, did you mean ${near.map((code) => `"${code}"${names[code] === undefined ? '' : ` (${names[code]})`}`).join(' or ')}?`;
}

/**
 * One letter other, or two neighbours exchanged: among 7,867 three-letter codes anything wider
 * names half of them.
 */
function isOneEditAway(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  const different = Array.from(a).flatMap((letter, i) => (letter === b[i] ? [] : [i]));
  const [first = 0, second = 0] = different;
  return (
    different.length === 1 ||
    (different.length === 2 &&
      second === first + 1 &&
      a[first] === b[second] &&
      a[second] === b[first])
  );
}
