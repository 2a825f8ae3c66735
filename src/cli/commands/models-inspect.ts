import { openEncoder } from '../../models/open-encoder.js';
import { declarationSample, fidelityToFloat } from '../../run/fidelity/checkpoint-fidelity.js';
import { CHECKPOINT_OPTIONS, checkpointFolder, encoderOptions } from '../checkpoint-options.js';
import type { Command } from '../command.js';
import { renderCheckpoint } from '../render/checkpoint-page.js';

export const modelsInspect: Command = {
  command: 'models inspect <path>',
  describe:
    'Opens a checkpoint folder and shows what it is: architecture, pooling, prompts per role, tokenizer, card, and every doubt',
  examples: [
    ['glottobench models inspect ./my-checkpoint', 'read this before a long run'],
    ['glottobench models inspect ./my-checkpoint --json', 'the same for a program'],
    [
      'glottobench models inspect ./my-checkpoint --precision int8',
      'how far int8 is from fp32, on 64 texts in 16 languages',
    ],
    [
      'glottobench models inspect ./my-checkpoint --prompt-document "passage: "',
      'see what an option changes',
    ],
  ],
  builder: (yargs) =>
    yargs
      .positional('path', {
        type: 'string',
        demandOption: true,
        describe:
          'Folder of the checkpoint, or the name of one that ships (glottobench/tiny-hybrid)',
      })
      .options({ ...CHECKPOINT_OPTIONS, json: { type: 'boolean', describe: 'Print JSON' } }),
  handler: async (argv, io) => {
    const path = checkpointFolder(argv['path']);
    const options = encoderOptions(argv);
    const { encoder, checkpoint, inFloat32 } = await openEncoder(path, options);
    try {
      const fidelity =
        options.precision === 'int8'
          ? await fidelityToFloat(inFloat32, encoder, await declarationSample(), io.signal)
          : null;
      if (argv['json'] === true)
        io.out(
          `${JSON.stringify({ ...checkpoint, fingerprint: encoder.fingerprint, fidelity }, null, 1)}\n`,
        );
      else io.out(`${renderCheckpoint(checkpoint, io.columns, fidelity)}\n`);
      return 0;
    } finally {
      await encoder.close();
    }
  },
};
