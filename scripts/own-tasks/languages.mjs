// Balanced set: greedy max-min over genetic and featural distance among Belebele's languages, from
// English on.
export const BALANCED = [
  'eng',
  'bod',
  'zul',
  'mri',
  'tur',
  'grn',
  'khm',
  'tam',
  'arb',
  'eus',
  'jpn',
  'bam',
  'kor',
  'kat',
  'est',
  'luo',
];

// The same set as far as there is a UDHR text: Luo has none.
export const UDHR = {
  eng: 'eng-Latn',
  bod: 'bod-Tibt',
  zul: 'zul-Latn',
  mri: 'mri-Latn',
  tur: 'tur-Latn',
  gug: 'gug-Latn',
  khm: 'khm-Khmr',
  tam: 'tam-Taml',
  arb: 'arb-Arab',
  eus: 'eus-Latn',
  jpn: 'jpn-Jpan',
  bam: 'bam-Latn',
  kor: 'kor-Kore',
  kat: 'kat-Geor',
  ekk: 'ekk-Latn',
};
export const XQUAD_R = {
  ar: 'arb-Arab',
  de: 'deu-Latn',
  el: 'ell-Grek',
  en: 'eng-Latn',
  es: 'spa-Latn',
  hi: 'hin-Deva',
  ru: 'rus-Cyrl',
  th: 'tha-Thai',
  tr: 'tur-Latn',
  vi: 'vie-Latn',
  zh: 'zho-Hans',
};
export const MLQA_R = {
  ar: 'arb-Arab',
  de: 'deu-Latn',
  en: 'eng-Latn',
  es: 'spa-Latn',
  hi: 'hin-Deva',
  vi: 'vie-Latn',
  zh: 'zho-Hans',
};

export const MIRACL_OF_PAPER = [
  'ar',
  'bn',
  'es',
  'fa',
  'fi',
  'fr',
  'hi',
  'id',
  'ja',
  'ko',
  'ru',
  'sw',
  'te',
  'th',
  'zh',
];
// Variants in Latin script of languages that are written otherwise.
export const ROMANISED = ['arb_Latn', 'ben_Latn', 'hin_Latn', 'npi_Latn', 'sin_Latn', 'urd_Latn'];
