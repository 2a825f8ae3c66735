import { spawn, type ChildProcess } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { packagePath } from '../../src/base/folders.js';
import type { RunOptions } from '../../src/run/request/run-options.js';
import type { WorkerEvent } from '../../src/run/queue/worker-request.js';
import { runRequest } from './collect-run.js';
import { variant } from './checkpoint-copy.js';

/** Words that the tiny checkpoint knows: texts of them have different vectors. */
const WORDS = [
  'person',
  'right',
  'security',
  'every',
  'has',
  'the',
  'to',
  'of',
  'and',
  'per',
  'li',
  'sec',
  'o',
  'a',
  'rig',
  'Every',
];
/** The token `_`, of which no text has any but the poisoned one. */
const POISON = 118;

export interface Corpus {
  readonly documents: number;
  readonly queries: number;
  readonly words: number;
  /** Number of the document with the token that a poisoned checkpoint overflows at. */
  readonly poisoned?: number;
}

export interface QueueWorker {
  /** Exit status, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
  stop(signal?: NodeJS.Signals): Promise<number | NodeJS.Signals | null>;
}

/** Data, a tiny checkpoint and results of one test file. */
export class QueueWorld {
  readonly folder = mkdtempSync(join(tmpdir(), 'glottobench-queue-'));
  readonly #workers: ChildProcess[] = [];

  remove(): void {
    for (const worker of this.#workers) worker.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** A task of its own: every fifth text comes twice, so that ties cross shards. */
  task(
    name: string,
    { documents, queries, words, poisoned }: Corpus,
  ): { readonly tasks: readonly string[]; readonly data: readonly string[] } {
    const data = join(this.folder, `data-${name}`);
    mkdirSync(join(data, 'qrels'), { recursive: true });
    const text = (n: number, length: number): string =>
      Array.from(
        { length },
        (_, i) => WORDS[(n * 7 + i * i * (1 + (n % 11)) + (n >> 3)) % WORDS.length],
      ).join(' ');
    const rows = Array.from({ length: documents }, (_, i) => ({
      _id: `d${(i * 7919) % documents}`,
      text: (i === poisoned ? '_ ' : '') + text(i % 5 === 4 ? i >> 1 : i, 3 + (i % words)),
    }));
    writeFileSync(join(data, 'corpus.jsonl'), rows.map((row) => JSON.stringify(row)).join('\n'));
    writeFileSync(
      join(data, 'queries.jsonl'),
      Array.from({ length: queries }, (_, i) =>
        JSON.stringify({ _id: `q${i}`, text: text(3 * i, 6) }),
      ).join('\n'),
    );
    const judged = Array.from({ length: queries }, (_, i) => [
      `q${i}\td${(i * 37) % documents}\t1`,
      `q${i}\td${(i * 91 + 5) % documents}\t2`,
    ]).flat();
    writeFileSync(
      join(data, 'qrels', 'test.tsv'),
      ['query-id\tcorpus-id\tscore', ...judged].join('\n'),
    );
    const file = join(this.folder, `${name}.json`);
    writeFileSync(
      file,
      JSON.stringify({
        name,
        description: 'Invented texts.',
        type: 'Retrieval',
        dataset: { path: 'org/none', revision: '1' },
        modalities: ['text'],
        eval_splits: ['test'],
        eval_langs: ['eng-Latn'],
        main_score: 'ndcg_at_10',
        loader: { kind: 'standard' },
      }),
    );
    return { tasks: [file], data: [`${name}=${data}`] };
  }

  /** The tiny checkpoint; `poisoned` overflows at the token `_`. */
  checkpoint(name: string, poisoned = false): string {
    const folder = join(this.folder, name);
    cpSync(variant('prompt-default'), folder, { recursive: true });
    if (poisoned) {
      const path = join(folder, 'model.safetensors');
      const file = readFileSync(path);
      const length = Number(file.readBigUInt64LE());
      const header = JSON.parse(file.toString('utf8', 8, 8 + length)) as Record<
        string,
        { shape: number[]; data_offsets: number[] }
      >;
      // Each alone is finite and is normalised away; their sum overflows.
      const overwrite = (tensor: string, row?: number): void => {
        const {
          shape: [rows = 0, dims = 0],
          data_offsets: [at = 0],
        } = header[tensor] ?? { shape: [], data_offsets: [] };
        const [from, to] = row === undefined ? [0, rows * dims] : [row * dims, (row + 1) * dims];
        for (let i = from; i < to; i++) file.writeFloatLE(3e38, 8 + length + at + 4 * i);
      };
      overwrite('embeddings.word_embeddings.weight', POISON);
      overwrite('embeddings.position_embeddings.weight');
      writeFileSync(path, file);
    }
    return folder;
  }

  request<Given extends RunOptions>(
    out: string,
    given: Given,
  ): RunOptions & Given & { out: string } {
    return runRequest({ ...given, out: join(this.folder, out) });
  }

  /** A worker in a process of its own, with a cache of its own; `onEvent` sees what it says. */
  worker(
    url: string,
    cache: string,
    onEvent: (event: WorkerEvent, child: ChildProcess) => void = () => undefined,
    ...more: string[]
  ): QueueWorker {
    const child = spawn(
      process.execPath,
      [
        packagePath('dist', 'cli', 'main.js'),
        'worker',
        '--threads',
        '1',
        '--lock-seconds',
        '2',
        '--json',
        ...more,
      ],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
        env: {
          ...process.env,
          GLOTTOBENCH_QUEUE: url,
          GLOTTOBENCH_CACHE: join(this.folder, cache),
        },
      },
    );
    this.#workers.push(child);
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (text + chunk).split('\n');
      text = lines.pop() ?? '';
      for (const line of lines) onEvent(JSON.parse(line) as WorkerEvent, child);
    });
    const ended = new Promise<number | NodeJS.Signals | null>((resolve) =>
      child.on('close', (code, signal) => resolve(code ?? signal)),
    );
    return {
      ended,
      stop: (signal = 'SIGTERM') => {
        child.kill(signal);
        return ended;
      },
    };
  }

  /**
   * Everything that a run wrote, without what differs from run to run: times, dates, and the
   * address of the queue.
   */
  results(out: string): Record<string, unknown> {
    const root = join(this.folder, out);
    const files = readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    return Object.fromEntries(
      files
        .filter((file) => !/\/run\/(manifest\.json|queue-id|lock)$|run_settings/.test(file))
        .sort()
        .map((file) => [relative(root, file), contentOf(file)]),
    );
  }
}

const VARYING = new Set(['date', 'evaluation_time', 'evaluation_phases', 'kg_co2_emissions']);

function contentOf(file: string): unknown {
  if (file.endsWith('.gz')) return gunzipSync(readFileSync(file)).toString('utf8');
  const text = readFileSync(file, 'utf8');
  return file.endsWith('.json')
    ? (JSON.parse(text, (key: string, value: unknown) =>
        VARYING.has(key) ? undefined : value,
      ) as unknown)
    : text;
}
