import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { parsePythonJson } from '../../src/base/json.js';
import { openFolder } from '../../src/data/folder-repository.js';
import { openDataset } from '../../src/data/open-dataset.js';
import type { ScoreDictionary } from '../../src/types/scores.js';
import type { TaskDefinition } from '../../src/types/generated/task.js';
import type { RepositoryFiles } from '../../src/types/repository.js';
import { collect } from '../contracts/loader.js';
import { evaluateCell, openMemoRanker, taskWith } from '../support/cells.js';
import { runPython } from '../support/oracle.js';
import { describeWithOracle, shortCheckpoint } from '../support/parity.js';
import { expectSameScores } from '../support/oracle-scores.js';
import { shared } from '../support/shared.js';

/** All subsets that XQuAD-R and MLQA-R have files for. */
const XQUAD = ['ar', 'de', 'el', 'en', 'es', 'hi', 'ru', 'th', 'tr', 'vi', 'zh'];
const MLQA = ['ara', 'deu', 'eng', 'spa', 'hin', 'vie', 'zho'];
const CELLS = [
  ...XQUAD.map((subset) => ({ task: 'XQuADRetrieval', subset, data: 'xquad-r' })),
  ...MLQA.flatMap((documents) =>
    MLQA.map((queries) => ({
      task: 'MLQARetrieval',
      subset: `${documents}-${queries}`,
      data: 'mlqa-r',
    })),
  ),
];

interface Reference {
  readonly scores: Readonly<Record<string, ScoreDictionary>>;
  /** Documents, queries, characters of both. */
  readonly counts: Readonly<Record<string, readonly [number, number, number]>>;
}

describeWithOracle(
  'xquad-r',
  'mlqa-r',
  'checkpoints',
)("MTEB's own tasks from local SQuAD files, against Python mteb with the same checkpoint", () => {
  const folder = mkdtempSync(join(tmpdir(), 'glottobench-squad-'));
  const scores = new Map<string, ScoreDictionary>();
  const counts = new Map<string, readonly number[]>();
  let expected: Reference;

  beforeAll(async () => {
    const checkpoint = shortCheckpoint(folder);
    const out = join(folder, 'mteb.json');
    const names = CELLS.map(({ task, subset }) => `${task}:${subset}`);
    await Promise.all([
      runPython([
        'test/parity/squad_reference.py',
        checkpoint,
        shared('xquad-r'),
        shared('mlqa-r'),
        out,
        ...names,
      ]),
      evaluateAll(checkpoint),
    ]);
    expected = parsePythonJson(readFileSync(out, 'utf8'), out) as Reference;
  }, 900_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  async function evaluateAll(checkpoint: string): Promise<void> {
    const { ranker } = await openMemoRanker(checkpoint);
    for (const { task, subset, data } of CELLS) {
      const [definition, source] = [await taskWith(task), await openFolder(shared(data))];
      scores.set(
        `${task}:${subset}`,
        (await evaluateCell(definition, subset, source, ranker)).result.scores,
      );
      counts.set(`${task}:${subset}`, await countTexts(definition, subset, source));
    }
    await ranker.close();
  }

  it('runs all 11 and 49 subsets', () => {
    expect([scores.size, Object.keys(expected.scores).length]).toEqual([60, 60]);
  });

  it.each(CELLS)('$task $subset: counts are equal, every score to 1e-4', ({ task, subset }) => {
    const cell = `${task}:${subset}`;
    expect(counts.get(cell)).toEqual(expected.counts[cell]);
    expectSameScores(scores.get(cell) ?? {}, expected.scores[cell], 1e-4);
  });
});

async function countTexts(
  definition: TaskDefinition,
  subset: string,
  source: RepositoryFiles,
): Promise<number[]> {
  const dataset = await openDataset(definition, { split: 'validation', subset, source });
  const documents = await collect(dataset);
  // Python's `len` counts code points.
  const characters = [...documents, ...dataset.queries].reduce(
    (sum, { text }) => sum + Array.from(text).length,
    0,
  );
  return [documents.length, dataset.queries.length, characters];
}
