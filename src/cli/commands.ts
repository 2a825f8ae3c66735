import type { CommandEntry } from './input/command.js';

/** Every command, in the order of `--help`. Loaded only when it is the one that was asked for. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    path: ['run'],
    describe: 'Evaluate models on tasks',
    load: async () => (await import('./commands/run.js')).run,
  },
  {
    path: ['worker'],
    describe: 'Rank shards for runs that were started with --queue',
    load: async () => (await import('./commands/worker.js')).worker,
  },
  {
    path: ['demo'],
    describe: 'The embedded default: bundled models on UDHR, with a typology table',
    load: async () => (await import('./commands/demo.js')).demo,
  },
  {
    path: ['tasks', 'list'],
    describe: 'List tasks, filtered',
    load: async () => (await import('./commands/tasks-list.js')).tasksList,
  },
  {
    path: ['tasks', 'show'],
    describe: 'Show one task',
    load: async () => (await import('./commands/tasks-show.js')).tasksShow,
  },
  {
    path: ['tasks', 'validate'],
    describe: 'Check task definitions',
    load: async () => (await import('./commands/tasks-validate.js')).tasksValidate,
  },
  {
    path: ['tasks', 'new'],
    describe: 'Write a task definition for data of your own',
    load: async () => (await import('./commands/tasks-new.js')).tasksNew,
  },
  {
    path: ['tasks', 'export'],
    describe: 'Write what a pull request to MTEB needs',
    load: async () => (await import('./commands/tasks-export.js')).tasksExport,
  },
  {
    path: ['models', 'list'],
    describe: 'List backbones and built-in models',
    load: async () => (await import('./commands/models-list.js')).modelsList,
  },
  {
    path: ['models', 'show'],
    describe: "Show a model of MTEB's registry",
    load: async () => (await import('./commands/models-show.js')).modelsShow,
  },
  {
    path: ['models', 'inspect'],
    describe: 'Show what a checkpoint is, and every doubt',
    load: async () => (await import('./commands/models-inspect.js')).modelsInspect,
  },
  {
    path: ['models', 'embed'],
    describe: 'Print the vectors of texts',
    load: async () => (await import('./commands/models-embed.js')).modelsEmbed,
  },
  {
    path: ['results', 'validate'],
    describe: 'Check result files as the leaderboard would',
    load: async () => (await import('./commands/results-validate.js')).resultsValidate,
  },
  {
    path: ['results', 'bias'],
    describe: 'How a model treats the languages of a multilingual pool',
    load: async () => (await import('./commands/results-bias.js')).resultsBias,
  },
  {
    path: ['results', 'import'],
    describe: "Bring others' results into a tree",
    load: async () => (await import('./commands/results-import.js')).resultsImport,
  },
  {
    path: ['results', 'submit'],
    describe: "The folder that MTEB's results repository accepts, or why it does not",
    load: async () => (await import('./commands/results-submit.js')).resultsSubmit,
  },
  {
    path: ['score'],
    describe: "MTEB's scores for anybody's ranking",
    load: async () => (await import('./commands/score.js')).score,
  },
  {
    path: ['aggregate'],
    describe: 'Group the scores of a results folder by typology',
    load: async () => (await import('./commands/aggregate.js')).aggregate,
  },
  {
    path: ['cache', 'info'],
    describe: 'What the embedding store holds',
    load: async () => (await import('./commands/cache-info.js')).cacheInfo,
  },
  {
    path: ['cache', 'verify'],
    describe: 'Check every stored vector',
    load: async () => (await import('./commands/cache-verify.js')).cacheVerify,
  },
  {
    path: ['cache', 'clear'],
    describe: 'Remove stored vectors',
    load: async () => (await import('./commands/cache-clear.js')).cacheClear,
  },
  {
    path: ['serve'],
    describe: 'Serve a checkpoint over the OpenAI embeddings API',
    load: async () => (await import('./commands/serve.js')).serve,
  },
  {
    path: ['compare'],
    describe: 'Compare models: differences, intervals, tests, rank groups',
    load: async () => (await import('./commands/compare.js')).compare,
  },
  {
    path: ['answer'],
    describe: 'What backbone and batch sampling do, in sentences',
    load: async () => (await import('./commands/answer.js')).answer,
  },
  {
    path: ['report'],
    describe: 'One HTML page with charts and tables of a results folder',
    load: async () => (await import('./commands/report.js')).report,
  },
  {
    path: ['power'],
    describe: 'Sizes that a difference needs; what tasks can say at all',
    load: async () => (await import('./commands/power.js')).power,
  },
  {
    path: ['regress'],
    describe: 'What goes with the score of a language: distance, size, exposure',
    load: async () => (await import('./commands/regress.js')).regress,
  },
  {
    path: ['doctor'],
    describe: 'Check this machine and this installation',
    load: async () => (await import('./commands/doctor.js')).doctor,
  },
];
