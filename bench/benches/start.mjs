import { join, dirname } from 'node:path';
import { python } from '../support/peers.mjs';
import { runOurs, runProgram } from '../support/programs.mjs';

/** Start-up, against the mteb command line. */
export const bench = {
  title: 'start: --help, and the list of tasks as JSON',
  targets: { 'help: mteb / ours': 10, 'list: mteb / ours': 10 },
  prepare: () => {
    const mteb = join(dirname(python()), 'mteb');
    return Promise.resolve({
      inputs: {
        ours: 'glottobench --help; tasks list --json',
        peer: 'mteb --help; mteb available-tasks',
      },
      pair: async () => {
        const ours = {
          help: await runOurs(['--help']),
          list: await runOurs(['tasks', 'list', '--json']),
        };
        const theirs = {
          help: await runProgram(mteb, ['--help']),
          list: await runProgram(mteb, ['available-tasks']),
        };
        return {
          measures: {
            'help: mteb / ours': theirs.help.seconds / ours.help.seconds,
            'list: mteb / ours': theirs.list.seconds / ours.list.seconds,
            'help: ours, s': ours.help.seconds,
            'list: ours, s': ours.list.seconds,
          },
        };
      },
    });
  },
};
