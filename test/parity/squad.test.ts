import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, it } from '@jest/globals';
import { openFolder } from '../../src/data/folder-repository.js';
import type { ScoreDictionary } from '../../src/types/scores.js';
import { evaluateCell, openMemoRanker, taskWith, type MemoRanker } from '../support/cells.js';
import { runPython } from '../support/oracle.js';
import { describeWithOracle, shortCheckpoint } from '../support/parity.js';
import { expectSameScores, readOracleScores } from '../support/oracle-scores.js';
import { shared } from '../support/shared.js';

/** All subsets that XQuAD-R has files for, and MLQA's in every direction of kinds: same language, to and from English, neither; all 49 with GLOTTOBENCH_ALL_CELLS. */
const XQUAD = ['ar', 'de', 'el', 'en', 'es', 'hi', 'ru', 'th', 'tr', 'vi', 'zh'];
const MLQA = process.env['GLOTTOBENCH_ALL_CELLS'] === undefined ? ['ara-ara', 'zho-eng', 'eng-zho', 'deu-spa', 'spa-hin', 'vie-ara'] : pairs(['ara', 'deu', 'eng', 'spa', 'hin', 'vie', 'zho']);

function pairs(codes: readonly string[]): string[] {
  return codes.flatMap((x) => codes.map((y) => `${x}-${y}`));
}

describeWithOracle('xquad-r', 'mlqa-r', 'checkpoints')("MTEB's own tasks from local SQuAD files, against Python mteb with the same checkpoint", () => {
  const folder = mkdtempSync(join(tmpdir(), 'glottobench-squad-'));
  const cells = [...XQUAD.map((subset) => ['XQuADRetrieval', subset] as const), ...MLQA.map((subset) => ['MLQARetrieval', subset] as const)];
  let expected: Readonly<Record<string, ScoreDictionary>>;
  let memo: MemoRanker | undefined;

  const opened = (): MemoRanker => memo as MemoRanker;

  beforeAll(async () => {
    const checkpoint = shortCheckpoint(folder);
    const out = join(folder, 'mteb.json');
    await runPython(['test/parity/squad_reference.py', checkpoint, shared('xquad-r'), shared('mlqa-r'), out, ...cells.map(([task, subset]) => `${task}:${subset}`)]);
    expected = readOracleScores(out);
    memo = await openMemoRanker(checkpoint);
  }, 900_000);
  afterAll(async () => {
    await memo?.ranker.close();
    rmSync(folder, { recursive: true });
  });

  it.each(cells)('%s %s: every score to 1e-4', async (task, subset) => {
    const source = await openFolder(shared(task === 'XQuADRetrieval' ? 'xquad-r' : 'mlqa-r'));
    const { result } = await evaluateCell(await taskWith(task), subset, source, opened().ranker);
    expectSameScores(result.scores, expected[`${task}:${subset}`], 1e-4);
  }, 120_000);
});
