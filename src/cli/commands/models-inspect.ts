import { openEncoder } from '../../models/open-encoder.js';
import { declarationSample, fidelityToFloat } from '../../run/fidelity/checkpoint-fidelity.js';
import { checkpointFolder, CHECKPOINT_WORD } from '../input/checkpoint-folder.js';
import { checkpointSettings, promptsInTask } from '../input/checkpoint-settings.js';
import { command } from '../input/command.js';
import { CHECKPOINT_OPTIONS, formatOf, TABLE_FORMS } from '../input/options.js';
import { checkpointTable, renderCheckpoint } from '../render/checkpoint-page.js';
import { showTables } from '../render/tables.js';

export const modelsInspect = command({
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
  words: { path: CHECKPOINT_WORD },
  options: {
    ...CHECKPOINT_OPTIONS,
    task: { kind: 'text', alias: 't', describe: 'Task whose prompts are shown' },
    ...TABLE_FORMS,
  },
  handler: async (given, io) => {
    const path = checkpointFolder(given.path, io);
    const { settings, warnings } = await checkpointSettings(path, given);
    const opened = await openEncoder(path, settings);
    const { encoder, inFloat32 } = opened;
    const checkpoint = {
      ...opened.checkpoint,
      doubts: [...warnings, ...opened.checkpoint.doubts],
    };
    try {
      const fidelity =
        settings.precision === 'int8'
          ? await fidelityToFloat(inFloat32, encoder, await declarationSample(), io.signal)
          : null;
      const inTask =
        given.task === undefined ? undefined : await promptsInTask(path, settings, given.task);
      const format = formatOf(given);
      if (format === 'json')
        io.out(
          `${JSON.stringify({ ...checkpoint, ...(inTask !== undefined && { task_prompts: inTask }), fingerprint: encoder.fingerprint, fidelity }, null, 1)}\n`,
        );
      else if (format === 'table')
        io.out(`${renderCheckpoint(checkpoint, io.columns, fidelity, inTask)}\n`);
      else showTables([checkpointTable(checkpoint, fidelity)], format, io);
      return 0;
    } finally {
      await encoder.close();
    }
  },
});
