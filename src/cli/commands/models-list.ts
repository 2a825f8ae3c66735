import { GlottobenchError } from '../../base/errors.js';
import type { Command } from '../command.js';

export const modelsList: Command = {
  command: 'models list',
  describe: 'Not there yet',
  examples: [],
  builder: (yargs) => yargs,
  handler: () => Promise.reject(new GlottobenchError('GB_USAGE', 'this command is not there yet')),
};
