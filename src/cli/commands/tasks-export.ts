import { basename } from 'node:path';
import { GlottobenchError } from '../../base/errors.js';
import { exportToMteb } from '../../data/export/export-task.js';
import { openFolder } from '../../data/folder-repository.js';
import { loadTask } from '../../registry/load-task.js';
import { userTaskFolders } from '../../registry/task-folders.js';
import type { Command } from '../command.js';

const text = { type: 'string', requiresArg: true } as const;

export const tasksExport: Command = {
  command: 'tasks export <name>',
  describe:
    'Writes what a pull request to MTEB needs: the Python task file, its descriptive statistics, and the dataset folder with its card',
  examples: [
    [
      'glottobench tasks export ./TownHall.json --to mteb --data ./town-hall --out town-hall-mteb',
      'from a task made with tasks new',
    ],
  ],
  builder: (yargs) =>
    yargs
      .positional('name', {
        type: 'string',
        demandOption: true,
        describe: 'Path of a definition, or name of a task',
      })
      .options({
        to: { ...text, choices: ['mteb'], default: 'mteb', describe: 'Form of the export' },
        data: { ...text, demandOption: true, describe: 'Folder with the data' },
        out: { ...text, alias: 'o', demandOption: true, describe: 'Folder to write to' },
        repo: { ...text, describe: 'Dataset repository on the hub [default: mteb/<name>]' },
        revision: { ...text, describe: 'Commit of that repository, once it is uploaded' },
        json: { type: 'boolean', default: false, describe: 'Print JSON: the paths' },
      }),
  handler: async (argv, io) => {
    const task = await loadTask(String(argv['name']), userTaskFolders(io.env));
    const repository = typeof argv['repo'] === 'string' ? argv['repo'] : `mteb/${task.name}`;
    if (!/^[\w.-]+\/[\w.-]+$/.test(repository))
      throw new GlottobenchError('GB_USAGE', `--repo must be org/name, got "${repository}"`);
    const revision = typeof argv['revision'] === 'string' ? argv['revision'] : undefined;
    const done = await exportToMteb(
      task,
      await openFolder(String(argv['data'])),
      String(argv['out']),
      { repository, revision },
      io.signal,
    );
    for (const { severity, split, subset, count, message, examples } of done.issues)
      io.err(`${severity} ${split} ${subset}: ${count} ${message} (${examples.join(', ')})\n`);
    if (argv['json'] === true) {
      io.out(`${JSON.stringify(done, null, 1)}\n`);
      return 0;
    }
    io.out(
      `${done.taskFile}\n${done.statisticsFile}\n${done.datasetFolder} (README.md and ${done.datasetFiles} files)\n`,
    );
    io.err(
      [
        'next',
        `  1. upload ${done.datasetFolder} as the dataset ${repository}: hf upload ${repository} ${done.datasetFolder} --repo-type dataset`,
        revision === undefined
          ? `  2. put the commit of the upload into "revision" of ${basename(done.taskFile)}`
          : '  2. the revision is set',
        `  3. copy mteb/ into a clone of MTEB, import ${done.className} in the __init__.py beside the task file, and add results of two models`,
        '',
      ].join('\n'),
    );
    return 0;
  },
};
