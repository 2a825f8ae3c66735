import { openEncoder } from '../../models/open-encoder.js';
import { CHECKPOINT_OPTIONS, encoderOptions } from '../checkpoint-options.js';
import type { Command } from '../command.js';
import { renderCheckpoint } from '../render/checkpoint-page.js';

export const modelsInspect: Command = {
  command: 'models inspect <path>',
  describe: 'Opens a checkpoint folder and shows what it is: architecture, pooling, prompts per role, tokenizer, card, and every doubt',
  examples: [
    ['glottobench models inspect ./my-checkpoint', 'read this before a long run'],
    ['glottobench models inspect ./my-checkpoint --json', 'the same for a program'],
    ['glottobench models inspect ./my-checkpoint --prompt-document "passage: "', 'see what an option changes'],
  ],
  builder: (yargs) =>
    yargs
      .positional('path', { type: 'string', demandOption: true, describe: 'Folder of the checkpoint' })
      .options({ ...CHECKPOINT_OPTIONS, json: { type: 'boolean', describe: 'Print JSON' } }),
  handler: async (argv, io) => {
    const { encoder, checkpoint } = await openEncoder(String(argv['path']), encoderOptions(argv));
    await encoder.close();
    io.out(argv['json'] === true ? `${JSON.stringify({ ...checkpoint, fingerprint: encoder.fingerprint }, null, 1)}\n` : `${renderCheckpoint(checkpoint, io.columns)}\n`);
    return 0;
  },
};
