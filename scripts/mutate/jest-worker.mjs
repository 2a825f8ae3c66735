// Runs test files one after the other in one process of jest that stays: starting jest anew for
// each mutant costs more than most tests. Messages: { number, files } in; { file, failed, ms } per
// file and { ended } out.
import { readConfigs } from 'jest-config';
import jestRunner from 'jest-runner';
import jestRuntime from 'jest-runtime';

// the types of both packages are those of their CommonJS form
const TestRunner = /** @type {typeof jestRunner.default} */ (/** @type {unknown} */ (jestRunner));
const Runtime = /** @type {typeof jestRuntime.default} */ (/** @type {unknown} */ (jestRuntime));

const [copy, environment] = process.argv.slice(2);
const { globalConfig, configs } = await readConfigs(
  {
    $0: 'jest',
    _: [],
    runInBand: true,
    watchman: false,
    silent: true,
    ci: true,
    testEnvironment: environment,
  },
  [copy],
);
const context = await Runtime.createContext(configs[0], {
  console,
  maxWorkers: 1,
  watch: false,
  watchman: false,
});
const post = (message) => void process.send?.(message);

process.on('message', async ({ number, files, all }) => {
  process.env.GLOTTOBENCH_MUTANT = String(number);
  let stop = false;
  const states = { isInterrupted: () => stop, isWatchMode: () => false };
  const watcher = /** @type {import('jest-watcher').TestWatcher} */ (
    /** @type {unknown} */ (states)
  );
  const runner = new TestRunner(globalConfig, {});
  runner.on('test-file-start', ([test]) => post({ started: test.path }));
  runner.on('test-file-success', ([test, result]) => {
    const failed = result.testResults.filter(({ status }) => status === 'failed');
    const broken = result.testExecError !== undefined && result.testExecError !== null;
    if (!all && (broken || failed.length > 0)) stop = true;
    post({
      file: test.path,
      failed: broken ? ['the file does not run'] : failed.map(({ fullName }) => fullName),
      tests: result.testResults.length,
      ms: result.perfStats.end - result.perfStats.start,
    });
  });
  runner.on('test-file-failure', ([test, error]) => {
    if (!all) stop = true;
    post({ file: test.path, failed: [String(error.message ?? error)], tests: 0, ms: 0 });
  });
  await runner
    .runTests(
      files.map((path) => ({ context, path })),
      watcher,
      { serial: true },
    )
    .catch((error) => post({ trouble: String(error) }));
  post({ ended: number, rss: process.memoryUsage().rss });
});
post({ ready: true });
