import { basename } from 'node:path';
import { GlottobenchError } from '../../base/errors.js';
import { exportToMteb } from '../../data/export/export-task.js';
import { openFolder } from '../../data/folder-repository.js';
import { loadTask } from '../../registry/load-task.js';
import { userTaskFolders } from '../../registry/task-folders.js';
import { command } from '../input/command.js';
import { formatOf, TABLE_OR_JSON } from '../input/options.js';
import { describeTogether } from '../../warnings/describe.js';

export const tasksExport = command({
  describe:
    'Writes what a pull request to MTEB needs: the Python task file, its descriptive statistics, and the dataset folder with its card',
  examples: [
    [
      'glottobench tasks export ./TownHall.json --to mteb --data ./town-hall --out town-hall-mteb',
      'from a task made with tasks new',
    ],
  ],
  words: {
    name: { kind: 'text', required: true, describe: 'Path of a definition, or name of a task' },
  },
  options: {
    to: { kind: 'text', choices: ['mteb'], fallback: 'mteb', describe: 'Form of the export' },
    data: { kind: 'text', required: true, describe: 'Folder with the data' },
    out: { kind: 'text', alias: 'o', required: true, describe: 'Folder to write to' },
    repo: { kind: 'text', describe: 'Dataset repository on the hub [default: mteb/<name>]' },
    revision: { kind: 'text', describe: 'Commit of that repository, once it is uploaded' },
    ...TABLE_OR_JSON,
  },
  handler: async (given, io) => {
    const task = await loadTask(given.name, userTaskFolders(io.env));
    const repository = given.repo ?? `mteb/${task.name}`;
    if (!/^[\w.-]+\/[\w.-]+$/.test(repository))
      throw new GlottobenchError('GB_USAGE', `--repo must be org/name, got "${repository}"`);
    const { revision } = given;
    const done = await exportToMteb(
      task,
      await openFolder(given.data),
      given.out,
      { repository, revision },
      io.signal,
    );
    for (const line of describeTogether(done.issues)) io.err(`warning: ${line}\n`);
    if (formatOf(given) === 'json') {
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
});
