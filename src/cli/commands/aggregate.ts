import { GlottobenchError } from '../../base/errors.js';
import type { Command } from '../command.js';

export const aggregate: Command = {
  command: 'aggregate',
  describe: 'Not there yet',
  examples: [],
  builder: (yargs) => yargs,
  handler: () => Promise.reject(new GlottobenchError('GB_USAGE', 'this command is not there yet')),
};
