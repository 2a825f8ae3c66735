import { createRequire } from 'node:module';
import { wordsOf } from './pieces.js';

type Stem = (word: string) => string;

/**
 * ISO 639-3 → module of @orama/stemmers (Snowball). The languages that mteb's `baseline/bm25s`
 * stems with PyStemmer, as far as a stemmer exists here; the others are matched by whole words, as
 * there.
 */
const STEMMERS: Readonly<Record<string, string>> = {
  ara: 'arabic',
  arb: 'arabic',
  hye: 'armenian',
  dan: 'danish',
  nld: 'dutch',
  eng: 'english',
  fin: 'finnish',
  fra: 'french',
  deu: 'german',
  ell: 'greek',
  hin: 'indian',
  hun: 'hungarian',
  ind: 'indonesian',
  gle: 'irish',
  ita: 'italian',
  lit: 'lithuanian',
  nep: 'nepali',
  nob: 'norwegian',
  nno: 'norwegian',
  nor: 'norwegian',
  por: 'portuguese',
  ron: 'romanian',
  rus: 'russian',
  srp: 'serbian',
  spa: 'spanish',
  swe: 'swedish',
  tam: 'tamil',
  tur: 'turkish',
};

const require = createRequire(import.meta.url);
const loaded = new Map<string, Stem | undefined>();

function stemmerFor(language: string): Stem | undefined {
  if (!loaded.has(language)) {
    const name = STEMMERS[language];
    loaded.set(
      language,
      name === undefined
        ? undefined
        : (require(`@orama/stemmers/${name}`) as { stemmer: Stem }).stemmer,
    );
  }
  return loaded.get(language);
}

const segmenters = new Map<string, Intl.Segmenter>();

function segmenterFor(language: string): Intl.Segmenter {
  let segmenter = segmenters.get(language);
  if (segmenter === undefined) {
    // ICU takes its dictionaries (Thai, Khmer, Lao, Burmese, Chinese, Japanese) from the text's
    // script; the tag tunes details.
    segmenter = new Intl.Segmenter(
      language !== '' && Intl.Segmenter.supportedLocalesOf([language]).length > 0
        ? language
        : 'und',
      { granularity: 'word' },
    );
    segmenters.set(language, segmenter);
  }
  return segmenter;
}

/**
 * Words of a text for BM25: NFKC, lower case, ICU word boundaries (so that scripts without blanks
 * have words; Tibetan falls into syllables), punctuation dropped, Snowball stem where the language
 * has one.
 * @param language ISO 639-3 code, `''` when unknown or mixed
 */
export function tokenize(text: string, language: string): string[] {
  const stem = stemmerFor(language);
  const words: string[] = [];
  for (const word of wordsOf(text.normalize('NFKC').toLowerCase(), segmenterFor(language)))
    words.push(stem === undefined ? word : stem(word));
  return words;
}

/** `eng` of `eng-Latn`; `''` unless all codes agree on one language. */
export function commonLanguage(codes: readonly string[]): string {
  const languages = new Set(codes.map((code) => code.split('-')[0] ?? ''));
  return languages.size === 1 ? ([...languages][0] ?? '') : '';
}
