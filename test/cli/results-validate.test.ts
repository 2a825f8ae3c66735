import { beforeAll, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from '../../src/cli/program.js';
import { loadTask } from '../../src/registry/load-task.js';
import { taskFacts } from '../../src/results/task-facts.js';
import { modelMetaFor, writeModelMeta } from '../../src/results/write/model-meta.js';
import { writeTaskResult } from '../../src/results/write/task-result.js';

async function run(...argv: string[]): Promise<{ status: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const status = await runProgram(['results', 'validate', ...argv], {
    out: (text) => (out += text),
    err: (text) => (err += text),
    env: {},
    interactive: false,
    columns: Infinity,
    signal: new AbortController().signal,
  });
  return { status, out, err };
}

let tree: string;
let file: string;
let good: string;

beforeAll(async () => {
  tree = await mkdtemp(join(tmpdir(), 'glottobench-validate-'));
  const revision = join(tree, 'org__model', 'rev');
  await writeModelMeta(
    revision,
    modelMetaFor({ name: 'org/model', revision: 'rev', framework: ['ONNX'] }),
  );
  const task = await loadTask('XQuADRetrieval');
  for (const [subset, languages] of taskFacts(task).subsets)
    file = await writeTaskResult(revision, {
      task,
      split: task.eval_splits[0] ?? '',
      subset,
      languages,
      scores: { ndcg_at_10: 0.5 },
      seconds: 1,
    });
  good = await readFile(file, 'utf8');
});

async function spoiled(change: (text: string) => string): Promise<string> {
  await writeFile(file, change(good));
  return tree;
}

describe('results validate', () => {
  it('accepts what we write against the shipped definitions', async () => {
    const { status, out } = await run(await spoiled((text) => text), '--strict');
    expect(out).toBe('2 files: 0 with errors, 0 with warnings only\n');
    expect(status).toBe(0);
  });

  it('warns about a deviation, and rejects it under --strict with file, pointer and reason', async () => {
    const path = await spoiled((text) => text.replace('"ell-Grek"', '"ell-Grec"'));
    const lenient = await run(path);
    expect([lenient.status, lenient.out.split('\n').at(-2)]).toEqual([
      0,
      '2 files: 0 with errors, 1 with warnings only; --strict makes every warning an error',
    ]);
    const strict = await run(path, '--strict');
    expect(strict.status).toBe(2);
    expect(strict.out).toMatch(
      /error language-unknown: .*XQuADRetrieval\.json#\/scores\/validation\/\d+\/languages\/0: "Grec" is no ISO 15924 code, did you mean "Grek"/,
    );
    expect(
      strict.out.split('\n').every((line) => line.startsWith('error') || line.length <= 100),
    ).toBe(true);
  });

  it('looks at the models and tasks that are asked for alone', async () => {
    const path = await spoiled((text) => text.slice(0, 500));
    const count = async (...words: string[]): Promise<string> =>
      (await run(path, ...words)).out.split('\n').at(-2)?.split(' files')[0] ?? '';
    expect(await count()).toBe('2');
    expect(await count('-m', 'org/model')).toBe('2');
    expect(await count('-m', 'org/model@re', '-t', 'XQuADRetrieval')).toBe('2');
    expect(await run(path, '-m', 'org/modle')).toMatchObject({
      status: 2,
      err: expect.stringMatching(/no model "org\/modle"[^]*did you mean: org\/model/) as unknown,
    });
    expect(await run(path, '-m', 'org/model@other')).toMatchObject({ status: 2 });
    expect(await run(path, '-m', 'org/other', '-t', 'XQuADRetrieval')).toMatchObject({ status: 2 });
    expect(await run(path, '-t', 'XQuADRetrival')).toMatchObject({
      status: 2,
      err: expect.stringMatching(/no task[^]*did you mean: XQuADRetrieval/) as unknown,
    });
    await mkdir(join(tree, 'org__other', 'rev'), { recursive: true });
    await writeFile(join(tree, 'org__other', 'rev', 'Other.json'), '{}');
    expect((await run(path, '-m', 'org/other', '--all')).out).not.toContain('org__model');
    expect((await run(path, '-t', 'XQuADRetrieval', '--all')).out).not.toContain('org__other');
    await rm(join(tree, 'org__other'), { recursive: true });
  });

  it('rejects a truncated file without --strict', async () => {
    const { status, out } = await run(await spoiled((text) => text.slice(0, 500)));
    expect(status).toBe(2);
    expect(out).toContain('error not-json: ');
  });

  it('gives every finding as JSON and as CSV', async () => {
    const path = await spoiled((text) =>
      text.replace('"task_name": "XQuADRetrieval"', '"task_name": "XQuADRetrieva"'),
    );
    const json = JSON.parse((await run(path, '--strict', '--json')).out) as {
      ok: boolean;
      findings: unknown[];
    };
    expect(json).toMatchObject({
      ok: false,
      strict: true,
      files: 2,
      files_with_errors: 1,
      kinds: {
        'file-name': { severity: 'error', findings: 1, files: 1 },
        'task-unknown': { severity: 'error' },
      },
    });
    expect(json.findings).toHaveLength(2);
    const csv = (await run(path, '--csv')).out.trim().split('\n');
    expect(csv[0]).toBe('file,pointer,kind,severity,message');
    expect(csv).toHaveLength(3);
  });

  it('never opens a file that a result names as its task', async () => {
    const path = await spoiled((text) =>
      text.replace('"task_name": "XQuADRetrieval"', '"task_name": "package.json"'),
    );
    expect((await run(path, '--strict')).out).toContain('no definition of "package.json"');
  });

  it('says what is wrong with the command line or the path', async () => {
    expect(await run()).toMatchObject({ status: 2, out: '' });
    expect(await run(join(tree, 'gone'))).toMatchObject({
      status: 3,
      err: expect.stringContaining('there is no such file or folder'),
    });
    expect(await run(await mkdtemp(join(tmpdir(), 'glottobench-empty-')))).toMatchObject({
      status: 2,
      err: expect.stringContaining('no result file lies here'),
    });
  });
});
