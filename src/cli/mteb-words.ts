/** Commands of Python mteb → what does that here. */
export const MTEB_VERBS: ReadonlyMap<string, string> = new Map([
  ['available-tasks', 'glottobench tasks list'],
  ['available_tasks', 'glottobench tasks list'],
  ['available-benchmarks', 'glottobench tasks list --benchmark NAME'],
  ['available_benchmarks', 'glottobench tasks list --benchmark NAME'],
  ['create-model-results', 'glottobench aggregate results --format md'],
  ['create-meta', 'glottobench aggregate results --format md'],
  ['leaderboard', 'glottobench aggregate results --mteb'],
  ['submit-results', 'glottobench results validate results --strict, then a pull request,'],
  ['mock-run', 'glottobench demo'],
]);

/** Options of Python mteb → the option that takes its place here, and how it is written. */
export const MTEB_OPTIONS: ReadonlyMap<string, readonly [option: string, written: string]> =
  new Map([
    ['output-folder', ['out', '--out FOLDER']],
    ['device', ['provider', '--provider cpu (or cuda)']],
    ['overwrite', ['fresh', '--fresh']],
    ['overwrite-strategy', ['fresh', '--fresh; without it only what is missing is run']],
    ['model-revision', ['model', '--model NAME@REVISION']],
    ['model-name', ['model', '--model NAME']],
    ['eval-splits', ['split', '--split NAME']],
    ['eval-subsets', ['subset', '--subset NAME']],
    ['hf-subsets', ['subset', '--subset NAME']],
    ['batch-size', ['model', 'not there: texts are batched by their length']],
    ['verbosity', ['quiet', '--quiet']],
    ['save-predictions', ['out', 'not needed: rankings are always written beside the results']],
    ['prediction-folder', ['out', 'not needed: rankings are always written beside the results']],
  ]);
