import { describe, expect, it } from '@jest/globals';
import { StatisticsBuilder } from '../../../src/data/check/statistics.js';
import { datasetCard } from '../../../src/data/export/dataset-card.js';
import { mtebTaskFile } from '../../../src/data/export/mteb-task-file.js';
import type { TaskDefinition } from '../../../src/types/generated/task.js';
import { definition } from '../support/definition.js';

const standard = { loader: { kind: 'standard' } } as const;
const target = { repository: 'org/town-hall', revision: undefined };
const sourceOf = (changes: Partial<TaskDefinition>): string =>
  mtebTaskFile(definition({ ...standard, ...changes }), target).source;

// test/parity/export.test.ts lets Python run such files; here stands each line that depends on the
// definition
describe('the task file for MTEB', () => {
  it('of a bare definition says None and MTEB’s defaults, and no attribute that is one', () => {
    expect(sourceOf({})).toBe(`from mteb.abstasks.retrieval import AbsTaskRetrieval
from mteb.abstasks.task_metadata import TaskMetadata


class TestRetrieval(AbsTaskRetrieval):
    metadata = TaskMetadata(
        name="TestRetrieval",
        dataset={
            "path": "org/town-hall",
            "revision": "main",  # the commit of the upload
        },
        description="A task of the tests.",
        reference=None,
        type="Retrieval",
        category="t2t",
        modalities=["text"],
        eval_splits=["test"],
        eval_langs=["eng-Latn"],
        main_score="ndcg_at_10",
        date=None,
        domains=None,
        task_subtypes=None,
        license=None,
        annotations_creators=None,
        dialect=[],
        sample_creation=None,
        bibtex_citation="",
    )
`);
  });

  it('of a full one repeats it', () => {
    const full: Partial<TaskDefinition> = {
      name: '2Town-Hall',
      reference: 'https://example.org',
      category: 't2t',
      eval_langs: { quy: ['quy-Latn'], both: ['quy-Latn', 'spa-Latn'] },
      k_values: [1, 7],
      ignore_identical_ids: true,
      skip_first_result: true,
      date: ['2001-02-03', '2004-05-06'],
      domains: ['Government'],
      task_subtypes: [],
      license: 'cc0-1.0',
      annotations_creators: 'human-annotated',
      dialect: ['Ayacucho'],
      sample_creation: 'found',
      prompt: { query: 'Find "it"' },
      adapted_from: ['Other'],
      contributed_by: 'A. Person',
      bibtex_citation: '@a{b,\n  c = {d}\n}',
    };
    const { path, className, source } = mtebTaskFile(definition({ ...standard, ...full }), {
      repository: 'org/town-hall',
      revision: 'abc',
    });
    expect([path, className]).toEqual([
      'mteb/tasks/retrieval/multilingual/2_town_hall.py',
      'Task2Town_Hall',
    ]);
    expect(source).toMatchSnapshot();
  });

  it.each([
    [['quy-Latn'], 'quy'],
    [['quy-Latn', 'spa-Latn'], 'multilingual'],
    [{ a: ['quy-Latn'], b: ['quy-Arab'] }, 'quy'],
  ])('of %j lies in the folder %s', (languages, folder) => {
    const { path } = mtebTaskFile(definition({ ...standard, eval_langs: languages }), target);
    expect(path).toBe(`mteb/tasks/retrieval/${folder}/test_retrieval.py`);
  });

  it.each([
    ['say """so"""', '"say \\"\\"\\"so\\"\\"\\""'],
    ['ends in "', '"ends in \\""'],
    ['plain', 'r"""plain"""'],
  ])('writes the citation %s as Python reads it', (bibtex_citation, python) => {
    expect(sourceOf({ bibtex_citation })).toContain(`bibtex_citation=${python},`);
  });

  it.each([
    [
      'null members',
      { date: null, prompt: null, adapted_from: null },
      /date=None,[^]*sample_creation/,
    ],
    ['a revision', {}, /"revision": "main"/],
  ])('takes %s for absent', (_, changes, wanted) => {
    const source = sourceOf(changes);
    expect(source).toMatch(wanted);
    expect(source).not.toMatch(/prompt=|adapted_from=|contributed_by=/);
  });

  it.each([
    [{ loader: { kind: 'aggregate' } }, /no data of its own/],
    [{ main_score: 'bpref' }, /mteb does not compute bpref/],
  ])('is refused for %j', (changes, message) => {
    expect(() => mtebTaskFile(definition({ ...standard, ...changes }), target)).toThrow(message);
  });
});

describe('descriptive statistics', () => {
  const known = { queries: new Set(['q1', 'q2']), documents: new Set(['d1', 'd2', 'd3']) };

  it('count as mteb counts: code points, distinct texts, judgements that are not 0, what is missing', () => {
    const builder = new StatisticsBuilder();
    for (const text of ['ab', 'ab', 'añ🙂']) builder.addDocument(text);
    for (const text of ['quest', 'x']) builder.addQuery(text);
    const qrels = new Map([
      [
        'q1',
        new Map([
          ['d1', 2],
          ['d2', 0],
          ['d9', 1],
        ]),
      ],
      ['q2', new Map([['d2', 1]])],
      [
        'q7',
        new Map([
          ['d2', 1],
          ['d3', -1],
          ['d1', 1],
        ]),
      ],
    ]);
    const ranked = new Map([
      ['q1', ['d1', 'd2', 'd3']],
      ['q2', ['d2']],
    ]);
    builder.addJudgements(qrels, known, ranked);
    expect(builder.build()).toMatchObject({
      num_samples: 5,
      num_queries: 2,
      num_documents: 3,
      number_of_characters: 7 + 6,
      documents_text_statistics: {
        total_text_length: 7,
        min_text_length: 2,
        average_text_length: 7 / 3,
        max_text_length: 3,
        unique_texts: 2,
      },
      queries_text_statistics: { total_text_length: 6, min_text_length: 1, max_text_length: 5 },
      relevant_docs_statistics: {
        num_relevant_docs: 2 + 1 + 3,
        min_relevant_docs_per_query: 1,
        average_relevant_docs_per_query: 2,
        max_relevant_docs_per_query: 3,
        unique_relevant_docs: 4,
        num_missing_query_ids: 1,
        num_missing_corpus_ids: 1,
      },
      top_ranked_statistics: {
        num_top_ranked: 4,
        min_top_ranked_per_query: 1,
        average_top_ranked_per_query: 2,
        max_top_ranked_per_query: 3,
      },
    });
  });

  it('of nothing are zeros', () => {
    const { documents_text_statistics, relevant_docs_statistics, ...rest } =
      new StatisticsBuilder().build();
    expect(documents_text_statistics).toEqual({
      total_text_length: 0,
      min_text_length: 0,
      average_text_length: 0,
      max_text_length: 0,
      unique_texts: 0,
    });
    expect(Object.values(relevant_docs_statistics)).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
    expect(rest.top_ranked_statistics).toBeNull();
  });
});

describe('the card of the data set', () => {
  const statistics = { test: new StatisticsBuilder().build() };
  const configs = (['corpus', 'queries', 'qrels', 'top_ranked'] as const).map((part) => ({
    name: part,
    part,
    splits: new Map([['test', `${part}/test.jsonl`]]),
  }));

  it.each([
    ['one language and a licence', { license: 'cc0-1.0' }],
    ['two languages, one of them code', { eval_langs: ['quy-Latn', 'python-Code', 'spa-Latn'] }],
    ['no known licence', { license: 'not specified' }],
    ['the address of a licence', { license: 'https://example.org/licence' }],
  ] as const)('of %s', (_, changes) => {
    const task = definition({ ...standard, ...(changes as Partial<TaskDefinition>) });
    expect(datasetCard(task, configs, statistics)).toMatchSnapshot();
  });
});
