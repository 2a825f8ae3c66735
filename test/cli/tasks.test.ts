import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runProgram } from '../../src/cli/program.js';

interface Outcome {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

async function tasks(
  line: readonly string[],
  options: { columns?: number; env?: NodeJS.ProcessEnv } = {},
): Promise<Outcome> {
  let out = '';
  let err = '';
  const status = await runProgram(['tasks', ...line], {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    env: options.env ?? {},
    interactive: false,
    columns: options.columns ?? 100,
    signal: new AbortController().signal,
  });
  return { status, out, err };
}

const json = async (...line: string[]): Promise<{ name: string; languages: string[] }[]> =>
  JSON.parse((await tasks(['list', '--json', ...line])).out) as {
    name: string;
    languages: string[];
  }[];

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'glottobench-cli-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('tasks list', () => {
  it('lists at least the 538 tasks of MTEB as JSON', async () => {
    const all = await json();
    expect(all.length).toBeGreaterThanOrEqual(538);
    expect(all.find((task) => task.name === 'MrTidyRetrieval')).toMatchObject({
      type: 'Retrieval',
      subsets: 11,
      loader: 'mrtidy',
      multilingual: true,
      main_score: 'ndcg_at_10',
    });
  });

  it('finds a language under every code that means it', async () => {
    const arabic = (await json('--language', 'arb')).map((task) => task.name);
    expect(arabic).toEqual((await json('--language', 'ara')).map((task) => task.name));
    expect(arabic).toEqual(
      expect.arrayContaining(['XQuADRetrieval', 'MLQARetrieval', 'MIRACLRetrieval']),
    );
    expect((await json('--language', 'cmn')).length).toBe((await json('-l', 'zho')).length);
  });

  it('filters by family, alone and with a script', async () => {
    expect((await json('--family', 'tai-kadai')).map((task) => task.name)).toContain(
      'XQuADRetrieval',
    );
    const names = (await json('--family', 'Indo-European', '--script', 'Beng')).map(
      (task) => task.name,
    );
    expect(names).toContain('MIRACLRetrieval');
    expect(names).not.toContain('XQuADRetrieval');
    expect((await json('--script', 'Kore')).length).toBe((await json('--script', 'hang')).length);
  });

  it('takes several values with commas or repeated, and several filters together', async () => {
    expect((await json('--type', 'Reranking,InstructionReranking')).length).toBe(
      (await json('--type', 'reranking', '--type', 'InstructionReranking')).length,
    );
    expect((await json('--multilingual')).length + (await json('--no-multilingual')).length).toBe(
      (await json()).length,
    );
    expect((await json('--benchmark', 'MTEB(Law, v1)', '--runnable')).length).toBe(8);
    expect((await json('--setting', 'multilingual')).map((task) => task.name)).toContain(
      'UDHRRetrieval',
    );
  });

  it('fits the terminal and counts', async () => {
    for (const columns of [80, 120]) {
      const { out, err, status } = await tasks(['list', '--type', 'Reranking'], { columns });
      expect(status).toBe(0);
      const lines = out.trimEnd().split('\n');
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(columns);
      const said = lines.slice(51).join(' ');
      expect(said).toMatch(/^ {2}too narrow for: .*loader/);
      expect(err).toMatch(/^50 tasks, \d+ of them run here/);
    }
    expect(await tasks(['list', '--language', 'tlh'])).toEqual({
      status: 0,
      out: '',
      err: 'no task passes these filters\n',
    });
  });

  it('prints CSV with one line per task', async () => {
    const lines = (await tasks(['list', '--csv', '--loader', 'none'])).out.trimEnd().split('\n');
    expect(lines[0]).toBe(
      'task,type,languages,domains,subsets,settings,main_score,license,loader,runnable,reason,extra_scores',
    );
    expect(lines).toHaveLength((await json('--loader', 'none')).length + 1);
  });

  it.each([
    [['--type', 'Retreival'], 'there is no task type "Retreival"', 'Retrieval'],
    [['--language', 'de'], '"de" is an ISO 639-1 code', 'deu'],
    [['--family', 'Uralik'], 'there is no language family "Uralik"', 'Uralic'],
    [['--script', 'Latin'], '"Latin" is no ISO 15924 code', 'Latn'],
    [['--domain', 'Leegal'], 'there is no domain "Leegal"', 'Legal'],
    [['--loader', 'standart'], 'there is no loader rule "standart"', 'standard'],
    [['--benchmark', 'MTEB(egn, v2)'], 'there is no benchmark "MTEB(egn, v2)"', 'MTEB(eng, v2)'],
    [['--json', '--csv'], 'the output has one form', ''],
    [['--langauge', 'deu'], 'langauge', ''],
  ])('refuses %j with one sentence and what was meant', async (line, sentence, meant) => {
    const { status, out, err } = await tasks(['list', ...line]);
    expect(status).toBe(2);
    expect(out).toBe('');
    expect(err).toContain(sentence);
    expect(err).toContain(meant);
    expect(err).not.toContain('    at ');
  });
});

describe('tasks show', () => {
  it('shows data, rule, sides, scores and citation', async () => {
    const { status, out } = await tasks(['show', 'MLQARetrieval']);
    expect(status).toBe(0);
    for (const part of [
      'mteb/MLQARetrieval @ ',
      'runs here   yes',
      'ndcg_at_10',
      '1, 3, 5, 10, 20, 100, 1000',
      '@article{lewis2019mlqa',
      'MTEB(Multilingual, v2)',
      '... and 29 more subsets',
    ])
      expect(out).toContain(part);
    expect(out).toMatch(/ara-deu +crosslingual +German \(Latin\) +Arabic \(Arabic\)/);
    expect((await tasks(['show', 'MLQARetrieval', '--all'])).out).toContain('zho-zho');
  });

  it('says why a task does not run', async () => {
    expect((await tasks(['show', 'BrightRetrieval'])).out).toMatch(
      /runs here +no: mteb loads it with code of its own \(mteb\.tasks\.retrieval\.eng\.bright_retrieval:/,
    );
    expect((await tasks(['show', 'InstructIR'])).out.replace(/\s+/g, ' ')).toContain(
      'no: its main score is not computed here: the lowest nDCG@10 over the instructions',
    );
  });

  it('prints JSON with subsets and reasons', async () => {
    const task = JSON.parse(
      (await tasks(['show', 'CQADupstackRetrieval', '--json'])).out,
    ) as Record<string, unknown>;
    expect(task).toMatchObject({
      name: 'CQADupstackRetrieval',
      loader: { kind: 'aggregate' },
      subsets: [{ subset: 'default', queryLanguages: ['eng-Latn'], setting: 'monolingual' }],
    });
    expect(task['benchmarks']).toContain('BEIR');
  });

  it('names near tasks', async () => {
    const { status, err } = await tasks(['show', 'XQuADRetreival']);
    expect(status).toBe(2);
    expect(err).toContain('did you mean: XQuADRetrieval');
  });
});

describe('tasks validate', () => {
  it('finds the shipped definitions sound', async () => {
    const { status, out, err } = await tasks(['validate']);
    expect(status).toBe(0);
    expect(out).not.toContain('error');
    expect(err).toMatch(/^605 definitions, 0 with faults/);
  });

  it('prints every fault with pointer and reason', async () => {
    const path = join(folder, 'Broken.json');
    await writeFile(
      path,
      JSON.stringify({
        name: 'Broken',
        description: 'x',
        type: 'Retrieval',
        dataset: { path: 'a/b', revision: 'main' },
        eval_splits: [],
        eval_langs: ['xyq-Latn'],
        main_score: 'ndcg',
        loader: { kind: 'standard' },
      }),
    );
    const { status, out, err } = await tasks(['validate', path]);
    expect(status).toBe(2);
    for (const pointer of [
      '/modalities: error: missing',
      '/eval_splits: error:',
      '/eval_langs/0: error: "xyq" is no ISO 639-3 code',
      '/main_score: error:',
      '/dataset/revision: warning:',
    ])
      expect(out).toContain(`${path}#${pointer}`);
    expect(err).toBe('1 definition, 1 with faults, 1 warning\n');
    const [report] = JSON.parse((await tasks(['validate', path, '--json'])).out) as {
      file: string;
      issues: object[];
    }[];
    expect(report).toMatchObject({
      file: path,
      issues: expect.arrayContaining([
        { severity: 'error', pointer: '/modalities', message: 'missing' },
      ]),
    });
  });

  it('takes folders and benchmarks, and text that is no JSON', async () => {
    const own = join(folder, 'own');
    await mkdir(own);
    await writeFile(join(own, 'Torn.json'), '{"name":');
    await writeFile(
      join(own, 'bench.json'),
      JSON.stringify({
        name: 'bench',
        description: 'x',
        tasks: [{ name: 'XQuADRetrieval', hf_subsets: ['xx'] }],
      }),
    );
    const { status, out } = await tasks(['validate', own], { columns: Infinity });
    expect(status).toBe(2);
    expect(out).toMatch(/Torn\.json#\/: error: not valid JSON/);
    expect(out).toMatch(
      /bench\.json#\/tasks\/0\/hf_subsets\/0: error: the task has no subset "xx"/,
    );
    expect((await tasks(['validate', join(folder, 'none.json')])).status).toBe(3);
  });
});
