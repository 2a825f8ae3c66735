import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { revisionFolder } from '../../src/results/layout.js';
import { taskFacts } from '../../src/results/task-facts.js';
import { modelMetaFor, writeModelMeta } from '../../src/results/write/model-meta.js';
import { lockRun } from '../../src/results/write/run-lock.js';
import { updateManifest } from '../../src/results/write/run-manifest.js';
import { packageVersions, writeRunSettings } from '../../src/results/write/run-settings.js';
import { writeTaskResult } from '../../src/results/write/task-result.js';
import { mtebDefinitions, sharedPath, temporaryFolder } from './support.js';

const python = process.env['GLOTTOBENCH_ORACLE_PYTHON'];
if (python === undefined)
  process.stderr.write('skipped: GLOTTOBENCH_ORACLE_PYTHON names no Python with mteb\n');
const program = sharedPath('mteb', 'conformance.py');
const tasks = sharedPath('mteb', 'tasks.json');
const aggregates = sharedPath('mteb', 'aggregate-tasks.json');
const there =
  python !== undefined && program !== undefined && tasks !== undefined && aggregates !== undefined;

function conformance(tree: string): { status: number | null; lines: Record<string, unknown>[] } {
  const done = spawnSync(python ?? '', [program ?? '', tree, '--strict', '--known-only'], {
    encoding: 'utf8',
    env: { ...process.env, HF_HUB_OFFLINE: '1' },
  });
  return {
    status: done.status,
    lines: done.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}

(there ? describe : describe.skip)('Python mteb', () => {
  it('accepts a tree of ours strictly, with all that lies around the results', async () => {
    const out = await temporaryFolder();
    const definitions = await mtebDefinitions(tasks ?? '', aggregates ?? '');
    const model = { name: 'org/A model (dims=64)', revision: 'sha256-0123' };
    const folder = revisionFolder(out, model);
    const lock = await lockRun(folder);
    await writeModelMeta(
      folder,
      modelMetaFor({
        ...model,
        framework: ['ONNX'],
        license: 'unheard-of',
        languages: ['eng-Latn', 'quy-Latn'],
        max_tokens: 512,
        embed_dim: 64,
        similarity_fn_name: 'cosine',
        training_datasets: ['MIRACLRetrieval'],
      }),
    );
    let seed = 1;
    const random = (): number => (seed = (seed * 16807) % 2147483647) / 2147483647;
    for (const name of ['NFCorpus', 'XQuADRetrieval', 'MLQARetrieval']) {
      const task = definitions.get(name);
      if (task === undefined) throw new Error(`${name} is not in the dump`);
      for (const split of task.eval_splits) {
        for (const [subset, languages] of taskFacts(task).subsets) {
          await writeTaskResult(folder, {
            task,
            split,
            subset,
            languages,
            scores: {
              map_at_1000: random(),
              [task.main_score]: random(),
              nauc_recall_at_1000_max: NaN,
            },
            seconds: 1.25,
            phases: [{ name: 'Scoring', start: 0, end: 1, split, subset }],
          });
          await writeRunSettings(folder, [
            {
              task: name,
              splits: [split],
              subsets: [subset],
              version: packageVersions({ glottobench: '0.1.0' }),
              encode_kwargs: {},
            },
          ]);
        }
      }
    }
    await updateManifest(
      folder,
      {
        glottobench: '0.1.0',
        onnxruntime: null,
        model,
        prompts: {},
        pooling: null,
        precision: null,
        config: {},
      },
      [],
    );
    // Our own folders, and what a killed write leaves behind, must not disturb mteb's loaders.
    for (const place of ['typology', 'runs', 'queries'])
      await mkdir(join(folder, place), { recursive: true });
    await writeFile(join(folder, 'typology', 'family.json'), '{}');
    await writeFile(join(folder, '.NFCorpus.json.0123.tmp'), '{"dataset_rev');
    await appendFile(join(folder, 'run_settings.jsonl'), '');
    const { status, lines } = conformance(out);
    expect(lines.filter((line) => line['ok'] === false)).toEqual([]);
    expect(lines.at(-1)).toEqual({ summary: true, files: 4, bad: 0 });
    expect(status).toBe(0);
    await lock.release();
  }, 180_000);
});
