// Time and memory of one text of 10^4 to 10^7 characters, for BM25 and for a checkpoint; each
// length in a process of its own.
// usage: npm run build && node bench/long-texts.mjs [CHECKPOINT] [--script latin|devanagari]
// [--rounds 3]
//        CHECKPOINT is examples/tiny-hybrid/checkpoints/hybrid when left out
// Exit status 1 when BM25 costs more than 2.3 times as much (processor time; memory above the
// start) for twice the text, from 10^5 characters on (memory: from 32 MB on, below is the
// collector's), or a checkpoint takes for 10^7 characters over a second more than for 10^4, or over
// 10 bytes a character.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    script: { type: 'string', default: 'latin' },
    rounds: { type: 'string', default: '3' },
    one: { type: 'string' },
    file: { type: 'string' },
  },
});
const checkpoint =
  positionals[0] ??
  fileURLToPath(new URL('../examples/tiny-hybrid/checkpoints/hybrid', import.meta.url));
const MOST_PER_DOUBLING = 2.3;
/** V8's young generation and its laziness: below this a ratio says nothing. */
const COLLECTOR_MB = 32;
const MOST_SECONDS_MORE = 1;
const MOST_BYTES = 10;
const LENGTHS = [1e4, ...Array.from({ length: 7 }, (_, i) => 1e7 / 2 ** (6 - i))];
const ALPHABETS = { latin: 'abcdefghijklmnopqrstuvwxyz', devanagari: 'कखगचछजटडतदनपबमयरलवसह' };

/**
 * Words of 2 to 9 letters, drawn from 20,000 with the small numbers more often, a full stop or a
 * line end now and then.
 */
function textOf(length, script) {
  let state = 42;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const letters = [...ALPHABETS[script]];
  const vocabulary = Array.from({ length: 20_000 }, () =>
    Array.from(
      { length: 2 + Math.floor(8 * random()) },
      () => letters[Math.floor(letters.length * random())],
    ).join(''),
  );
  const words = [];
  for (let units = 0; units < length;) {
    const word = vocabulary[Math.floor(vocabulary.length * random() ** 3)];
    const end = random();
    words.push(word + (end < 0.05 ? '. ' : end < 0.06 ? '.\n' : ' '));
    units += words.at(-1).length;
  }
  return words.join('').slice(0, length);
}

const seconds = ({ user, system }) => (user + system) / 1e6;
/** Linux counts the peak anew after this. */
const forgetPeak = () => writeFileSync('/proc/self/clear_refs', '5');
const peakMB = () =>
  Number(/VmHWM:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]) / 1024;

/**
 * @returns the work: for BM25 a corpus of this document and a query, for a checkpoint the vector of
 * this document
 */
async function workOf(kind) {
  if (kind === 'bm25') {
    const { openBm25Ranker } = await import('../dist/search/bm25/bm25-ranker.js');
    const context = {
      task: 'bench',
      taskType: 'Retrieval',
      subset: 'default',
      queryLanguages: ['eng-Latn'],
      documentLanguages: ['eng-Latn'],
    };
    return async (text) => {
      const corpus = (async function* () {
        yield [{ id: 'd', text }];
      })();
      await openBm25Ranker().rank([{ id: 'q', text: 'abc' }], corpus, context, { k: 10 });
    };
  }
  const { openEncoder } = await import('../dist/models/open-encoder.js');
  const { encoder } = await openEncoder(checkpoint, { threads: 1 });
  return (text) => encoder.encode([text], { role: 'document' });
}

async function measure(kind, file) {
  const work = await workOf(kind);
  await work(textOf(20_000, values.script));
  const text = readFileSync(file, 'utf8');
  globalThis.gc();
  const before = process.memoryUsage.rss() / 2 ** 20;
  forgetPeak();
  const start = performance.now();
  const used = process.cpuUsage();
  await work(text);
  const cpu = seconds(process.cpuUsage(used));
  return { cpu, wall: (performance.now() - start) / 1000, above: Math.max(0, peakMB() - before) };
}

function inProcess(kind, length, file) {
  const args = [checkpoint, '--script', values.script, '--one', kind, '--file', file];
  const runs = Array.from({ length: Number(values.rounds) }, () =>
    JSON.parse(
      execFileSync(process.execPath, ['--expose-gc', fileURLToPath(import.meta.url), ...args], {
        encoding: 'utf8',
      }),
    ),
  );
  const least = (key) => Math.min(...runs.map((run) => run[key]));
  return { length, cpu: least('cpu'), wall: least('wall'), above: least('above') };
}

if (values.one !== undefined) {
  console.log(JSON.stringify(await measure(values.one, values.file)));
} else {
  let missed = false;
  const folder = mkdtempSync(join(tmpdir(), 'glottobench-long-'));
  const file = join(folder, 'text');
  const judge = (line, holds) => {
    console.log(`${line}: ${holds ? 'met' : 'MISSED'}`);
    missed ||= !holds;
  };
  console.log(
    `load ${loadavg()[0].toFixed(1)}, ${values.script}, the least of ${values.rounds} rounds`,
  );
  for (const kind of ['bm25', 'checkpoint']) {
    const rows = LENGTHS.map((length) => {
      writeFileSync(file, textOf(length, values.script));
      return inProcess(kind, length, file);
    });
    console.log(
      `\n${kind}\n| characters | CPU s | wall s | MB above the start |\n| --- | --- | --- | --- |`,
    );
    for (const { length, cpu, wall, above } of rows)
      console.log(`| ${length} | ${cpu.toFixed(3)} | ${wall.toFixed(3)} | ${above.toFixed(1)} |`);
    const [first, last] = [rows[0], rows.at(-1)];
    if (kind === 'bm25')
      for (const [i, row] of rows.entries()) {
        if (i < 2) continue;
        const time = row.cpu / rows[i - 1].cpu;
        const memory = row.above / Math.max(COLLECTOR_MB, rows[i - 1].above);
        judge(
          `${rows[i - 1].length} to ${row.length}: time × ${time.toFixed(2)}, memory × ${memory.toFixed(2)}`,
          time <= MOST_PER_DOUBLING && memory <= MOST_PER_DOUBLING,
        );
      }
    else {
      judge(
        `time ${(last.wall - first.wall).toFixed(3)} s more`,
        last.wall - first.wall <= MOST_SECONDS_MORE,
      );
      const bytes = ((last.above - first.above) * 2 ** 20) / (last.length - first.length);
      judge(`${bytes.toFixed(2)} bytes a character`, bytes <= MOST_BYTES);
    }
  }
  rmSync(folder, { recursive: true });
  process.exitCode = missed ? 1 : 0;
}
