/**
 * ISO 639-1 file names of XQuAD and MLQA → `iso639-3-Script`, with the codes that MTEB gives to
 * XQuAD.
 */
export const SQUAD_LANGUAGES: Readonly<Record<string, string>> = {
  ar: 'arb-Arab',
  de: 'deu-Latn',
  el: 'ell-Grek',
  en: 'eng-Latn',
  es: 'spa-Latn',
  hi: 'hin-Deva',
  ro: 'ron-Latn',
  ru: 'rus-Cyrl',
  th: 'tha-Thai',
  tr: 'tur-Latn',
  vi: 'vie-Latn',
  zh: 'zho-Hans',
};

/** ISO 639-3 codes of MLQARetrieval's subsets → file names. */
export const MLQA_FILES: Readonly<Record<string, string>> = {
  ara: 'ar',
  deu: 'de',
  eng: 'en',
  spa: 'es',
  hin: 'hi',
  vie: 'vi',
  zho: 'zh',
};
