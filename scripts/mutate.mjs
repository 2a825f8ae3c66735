// `npm run mutate`: changes the source in many small ways, one at a time, and lists the changes
// that no test notices.
//   --seed N (1)  --count N (320)  --folders metrics,analysis  --only PATH-PART  --workers N (1)
//   --slow also asks the test files of the slow lane   --list draws and prints, runs nothing
//   --fresh forgets what an earlier run of this seed has found
//   --equivalent ID --reason TEXT lists a survivor of this seed as one that no test can kill
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { draw, FOLDERS } from './mutate/draw.mjs';
import { listEquivalent, readEquivalents } from './mutate/equivalents.mjs';
import { judge } from './mutate/judge.mjs';
import { Ledger } from './mutate/ledger.mjs';
import { trace } from './mutate/trace.mjs';
import { describe, summary } from './mutate/report.mjs';
import { copyTree, plant } from './mutate/working-copy.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '320' },
    folders: { type: 'string', default: FOLDERS.join(',') },
    only: { type: 'string' },
    workers: { type: 'string', default: '1' },
    slow: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
    fresh: { type: 'boolean', default: false },
    equivalent: { type: 'string' },
    reason: { type: 'string' },
    keep: { type: 'boolean', default: false },
  },
});
const print = (text) => process.stdout.write(`${text}\n`);

const drawn = draw(root, {
  seed: Number(values.seed),
  count: Number(values.count),
  folders: values.folders.split(','),
  only: values.only,
});
print(
  `seed ${values.seed}: ${drawn.mutants.length} mutants of ${drawn.candidates} in ${drawn.lines} lines of code`,
);
if (values.equivalent !== undefined) nameEquivalent(values.equivalent, values.reason ?? '');
else if (values.list) for (const mutant of drawn.mutants) print(describe(mutant));
else await run();

function nameEquivalent(id, reason) {
  const mutant = drawn.mutants.find((one) => one.id === id);
  if (mutant === undefined || reason.length < 10)
    throw new Error(`seed ${values.seed} has no mutant ${id}, or the reason is missing`);
  listEquivalent(mutant, reason);
}

async function run() {
  const workers = Number(values.workers);
  const state = join(root, '.mutation');
  mkdirSync(state, { recursive: true });
  const ledger = new Ledger(join(state, `seed-${values.seed}.jsonl`), values.fresh);
  const equivalents = readEquivalents(drawn.mutants);
  const open = drawn.mutants.filter(({ id, key }) => !equivalents.has(key) && !ledger.isKilled(id));
  const place = mkdtempSync(join(tmpdir(), 'glottobench-mutate-'));
  const copy = join(place, 'glottobench');
  mkdirSync(copy);
  const stop = () => {
    if (!values.keep) rmSync(place, { recursive: true, force: true });
  };
  process.once('SIGINT', () => {
    stop();
    process.exit(130);
  });
  try {
    copyTree(root, copy, true);
    plant(root, copy, open, 'trace');
    print(`${open.length} to judge; the tests run once without a mutant`);
    const traced = await trace(copy, { slow: values.slow, workers, print });
    plant(root, copy, open, 'judge');
    await judge(copy, open, traced, workers, (outcome) => {
      ledger.add(outcome);
      if (outcome.outcome !== 'killed') print(describe(outcome));
    });
  } finally {
    stop();
  }
  const report = summary(drawn, ledger, equivalents);
  writeFileSync(join(state, `seed-${values.seed}.json`), `${JSON.stringify(report, null, 2)}\n`);
  print(report.text);
  process.exitCode = report.score >= 0.9 ? 0 : 1;
}
