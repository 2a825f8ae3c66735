import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runCommand } from '../support/run-command.js';

let folder = '';
let files: readonly string[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'glottobench-score-'));
  const [qrels, run] = [join(folder, 'qrels.test'), join(folder, 'results.trunc')];
  files = ['--qrels', qrels, '--run', run];
  // Three judged queries, of which the run holds two: case c27.
  await writeFile(
    qrels,
    ['1 0 a 1', '1 0 b 0', '1 0 c 2', '2 0 a 1', '2 0 d 1', '3 0 e 1'].join('\n') + '\n',
  );
  await writeFile(
    run,
    ['2 Q0 x 1 3 t', '2 Q0 a 2 2 t', '1 Q0 c 1 9 t', '1 Q0 u 2 9 t', '1 Q0 a 3 1 last'].join('\n') +
      '\n',
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function scores(...more: readonly string[]): Promise<Record<string, number>> {
  const { status, out } = await runCommand(['score', ...files, '--json', ...more]);
  expect(status).toBe(0);
  return (JSON.parse(out) as { scores: Record<string, number> }).scores;
}

describe('score -c', () => {
  it('divides every sum by the number of judged queries, also of those that the run lacks', async () => {
    const measures = [
      '--measure',
      'map',
      '--measure',
      'P.5',
      '--measure',
      'num_q',
      '--measure',
      'num_rel',
      '--measure',
      'gm_map',
    ];
    const [some, all] = [await scores(...measures), await scores('-c', ...measures)];
    for (const key of ['recall_at_1000', 'ndcg_at_10', 'mrr_at_10', 'map', 'P_5'])
      expect([key, all[key]]).toEqual([key, expect.closeTo(((some[key] ?? NaN) * 2) / 3, 4)]);
    expect([some['num_q'], all['num_q']]).toEqual([2, 3]);
    expect([some['num_rel'], all['num_rel']]).toEqual([4, 5]);
    expect(all['gm_map']).toBeCloseTo(((some['gm_map'] ?? NaN) ** 2 * 0.00001) ** (1 / 3), 12);
  });

  it('says how many queries count as 0, or nowhere', async () => {
    const without = await runCommand(['score', ...files]);
    expect(without.err).toContain('1 judged query not in the run: counted nowhere');
    const complete = await runCommand(['score', ...files, '--complete']);
    expect(complete.err).toContain('1 judged query not in the run: counted as 0');
  });
});

describe('score --compat trec_eval', () => {
  it('prints the lines of trec_eval, ties by id descending, queries by id', async () => {
    const { out } = await runCommand([
      ...['score', ...files, '--compat', 'trec_eval', '-q'],
      ...[
        '--measure',
        'num_q',
        '--measure',
        'num_rel_ret',
        '--measure',
        'map',
        '--measure',
        'P.1,32',
        '--measure',
        'gm_map',
      ],
    ]);
    expect(out.split('\n')).toEqual([
      // Of the two hits with score 9 the greater id, u, stands first.
      'num_rel_ret           \t1\t2',
      'map                   \t1\t0.5833',
      'P_1                   \t1\t0.0000',
      'P_32                  \t1\t0.0625',
      'num_rel_ret           \t2\t1',
      'map                   \t2\t0.2500',
      'P_1                   \t2\t0.0000',
      // 1/32, halves to even as C's printf
      'P_32                  \t2\t0.0312',
      'num_q                 \tall\t2',
      'num_rel_ret           \tall\t3',
      'map                   \tall\t0.4167',
      'gm_map                \tall\t0.3819',
      'P_1                   \tall\t0.0000',
      'P_32                  \tall\t0.0469',
      '',
    ]);
  });

  it('prints the name of the run once, and the relevance of hits behind P of every query', async () => {
    const words = ['--measure', 'recall.5', '--measure', 'relstring.2', '--measure', 'P.5'];
    const { out, err } = await runCommand([
      ...['score', ...files, '--compat', 'trec_eval', '-q', '-c', '--measure', 'runid', ...words],
    ]);
    expect(out.split('\n')).toEqual([
      'P_5                   \t1\t0.4000',
      "relstring_2           \t1\t'-2'",
      'recall_5              \t1\t1.0000',
      'P_5                   \t2\t0.2000',
      "relstring_2           \t2\t'-1'",
      'recall_5              \t2\t0.5000',
      'P_5                   \t3\t0.0000',
      "relstring_2           \t3\t''",
      'recall_5              \t3\t0.0000',
      'runid                 \tall\tlast',
      'P_5                   \tall\t0.2000',
      'recall_5              \tall\t0.5000',
      '',
    ]);
    expect(err).not.toContain('runid');
    const json = await runCommand(['score', ...files, '--json', '-q', '--measure', 'all_trec']);
    const read = JSON.parse(json.out) as {
      runid: string;
      per_query: Record<string, Record<string, unknown>>;
    };
    expect([read.runid, read.per_query['1']?.['relstring']]).toEqual(['last', '-21']);
  });

  it('says that a run of another form has no name', async () => {
    const json = join(folder, 'run.json');
    await writeFile(json, '{"1": {"a": 1}}');
    const done = await runCommand([
      ...['score', '--qrels', files[1] ?? '', '--run', json, '--compat', 'trec_eval'],
    ]);
    expect(done.out.startsWith('num_q')).toBe(true);
    expect(done.err).toContain('run.json does not name the run, TREC lines do');
  });

  it('takes the level, the depth and the judged documents alone', async () => {
    expect((await scores('-l', '2', '--measure', 'num_rel'))['num_rel']).toBe(1);
    expect((await scores('-M', '1', '--measure', 'num_ret'))['num_ret']).toBe(2);
    expect((await scores('-M', '1', '--measure', 'num_rel_ret'))['num_rel_ret']).toBe(0);
    const judged = await scores('-J', '--measure', 'num_ret', '--measure', 'P.1');
    expect([judged['num_ret'], judged['P_1'], judged['precision_at_1']]).toEqual([3, 1, 1]);
  });

  it.each([
    [['--measure', 'ndgc'], 'trec_eval has no measure "ndgc"'],
    [['--measure', 'P.0'], 'cut-offs are whole numbers from 1'],
    [['--measure', 'map.5'], 'map takes no numbers'],
    [['--measure', 'runid.5'], 'runid takes no numbers'],
    [['--measure', 'relstring.0'], 'relstring takes one whole number from 1'],
    [['--measure', 'utility.1,2'], 'utility takes four numbers'],
    [['--compat', 'trec_eval', '--json'], 'is a form of its own'],
    [['-l', '0'], '--relevance-level'],
  ])('%j is refused', async (more, message) => {
    const { status, err, out } = await runCommand(['score', ...files, ...more]);
    expect([status, out, err]).toEqual([2, '', expect.stringContaining(message)]);
  });
});
