import { modelFacts, requireRegistered } from '../../registry/models/model-registry.js';
import { command } from '../input/command.js';
import { formatOf, TABLE_FORMS } from '../input/options.js';
import { modelTable, renderModel } from '../render/model-page.js';
import { showTables } from '../render/tables.js';

export const modelsShow = command({
  describe:
    "Shows a model of MTEB's registry: its prompts and settings there, what cannot be reproduced, training data, and how to cite it",
  examples: [
    ['glottobench models show intfloat/multilingual-e5-small', 'which prompts its scores need'],
    [
      'glottobench models show Qwen/Qwen3-Embedding-0.6B --json',
      'with the instruction of every task',
    ],
  ],
  words: {
    name: { kind: 'text', required: true, describe: 'Name of the model, org/name' },
  },
  options: { ...TABLE_FORMS },
  handler: (given, io) => {
    const facts = modelFacts(requireRegistered(given.name));
    const format = formatOf(given);
    if (format === 'json') io.out(`${JSON.stringify(facts, null, 1)}\n`);
    else if (format === 'table') io.out(`${renderModel(facts, io.columns)}\n`);
    else showTables([modelTable(facts)], format, io);
    return Promise.resolve(0);
  },
});
