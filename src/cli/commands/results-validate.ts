import { GlottobenchError } from '../../base/errors.js';
import type { Command } from '../command.js';

export const resultsValidate: Command = {
  command: 'results validate',
  describe: 'Not there yet',
  examples: [],
  builder: (yargs) => yargs,
  handler: () => Promise.reject(new GlottobenchError('GB_USAGE', 'this command is not there yet')),
};
