import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { sha256 } from '../../src/base/content-hash.js';
import { packagePath } from '../../src/base/folders.js';
import { openFolder } from '../../src/data/folder-repository.js';
import { openDataset } from '../../src/data/open-dataset.js';
import type { RetrievalDataset } from '../../src/types/dataset.js';
import { collect, loaderContract, type GoldenRecord } from '../contracts/loader.js';
import { definition } from './support/definition.js';

/** What Python mteb made of a stand-in repository (test/data/oracle/make_stand_ins.py). */
interface Case {
  readonly task: string;
  readonly subset: string;
  readonly split: string;
  readonly queries: readonly [id: string, text: string][];
  readonly documents: readonly [id: string, text: string][];
  readonly qrels: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly topRanked: Readonly<Record<string, readonly string[]>> | null;
}

const KINDS: Readonly<Record<string, string>> = {
  BelebeleRetrieval: 'belebele',
  CUREv1: 'cure',
  MrTidyRetrieval: 'mrtidy',
  PublicHealthQA: 'public-health-qa',
  GeorgianFAQRetrieval: 'georgian-faq',
  mFollowIR: 'mfollowir',
  mFollowIRCrossLingual: 'mfollowir',
  COIRCodeSearchNetRetrieval: 'code-search-net',
  CrossLingualSemanticDiscriminationWMT21: 'wmt-discrimination',
  RuSciBenchCiteRetrieval: 'ru-sci-bench',
  SadeemQuestionRetrieval: 'sadeem',
  HunSum2AbstractiveRetrieval: 'hunsum',
  SlovakSumRetrieval: 'slovaksum',
  GreekCivicsQA: 'greek-civics-qa',
  FQuADRetrieval: 'fquad',
  SyntecRetrieval: 'syntec',
};

const folder = packagePath('test', 'fixtures', 'data', 'stand-ins');
const { cases } = JSON.parse(readFileSync(`${folder}/golden.json`, 'utf8')) as { cases: Case[] };

async function open({ task, subset, split }: Case): Promise<RetrievalDataset> {
  const source = await openFolder(`${folder}/${task}`);
  const languages = subset === 'default' ? ['eng-Latn'] : { [subset]: ['ara-Arab', 'eng-Latn'] };
  return openDataset(
    definition({ name: task, loader: { kind: KINDS[task] ?? 'standard' }, eval_langs: languages }),
    { split, subset, source },
  );
}

const plain = (map: ReadonlyMap<string, ReadonlyMap<string, number>>): unknown =>
  Object.fromEntries([...map].map(([key, value]) => [key, Object.fromEntries(value)]));

describe('stand-in repositories, as Python mteb loads them', () => {
  it.each(cases.map((one) => [`${one.task}, ${one.subset}, ${one.split}`, one] as const))(
    '%s',
    async (_, one) => {
      const dataset = await open(one);
      expect(dataset.queries.map(({ id, text }) => [id, text])).toEqual(one.queries);
      expect((await collect(dataset)).map(({ id, text }) => [id, text])).toEqual(one.documents);
      expect(plain(dataset.qrels)).toEqual(one.qrels);
      expect(
        dataset.topRanked === undefined ? null : Object.fromEntries(dataset.topRanked),
      ).toEqual(one.topRanked);
    },
  );
});

const hashed = (items: readonly [string, string][]): GoldenRecord[] =>
  [0, 9, items.length - 1].flatMap((i) =>
    items[i] === undefined ? [] : [[items[i][0], sha256(items[i][1])] as const],
  );
const told = new Set<string>();
for (const one of cases) {
  if (told.has(one.task)) continue;
  told.add(one.task);
  loaderContract(one.task, () => open(one), {
    queries: one.queries.length,
    documents: one.documents.length,
    judgements: Object.values(one.qrels).reduce((sum, row) => sum + Object.keys(row).length, 0),
    queryRecords: hashed(one.queries),
    documentRecords: hashed(one.documents),
  });
}
