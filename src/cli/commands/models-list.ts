import { listModels } from '../../models/catalog.js';
import {
  modelFacts,
  modelRegistry,
  type ModelFacts,
} from '../../registry/models/model-registry.js';
import { command } from '../input/command.js';
import { formatOf, TABLE_FORMS } from '../input/options.js';
import { registryTable } from '../render/registry-table.js';
import type { TableModel } from '../../types/table.js';
import { showTables } from '../render/tables.js';

export const modelsList = command({
  describe:
    'Lists built-in models, checkpoints that ship with glottobench, and the architectures it opens from their weights',
  examples: [
    ['glottobench models list', 'what --model can name, and which checkpoints can be opened'],
    ['glottobench models list --json', 'the same for a program'],
    ['glottobench models list --registry', "MTEB's model registry: what is obeyed of each model"],
  ],
  options: {
    registry: { kind: 'switch', describe: "List the models of MTEB's registry that take text" },
    ...TABLE_FORMS,
  },
  handler: async (given, io) => {
    const format = formatOf(given);
    const listed = given.registry ? registered() : await known();
    if (format === 'json') io.out(`${JSON.stringify(listed.rows, null, 1)}\n`);
    else showTables([listed.table], format, io);
    if (format === 'table') io.err(`${listed.note}\n`);
    return 0;
  },
});

interface Listed {
  readonly rows: readonly object[];
  readonly table: TableModel;
  readonly note: string;
}

async function known(): Promise<Listed> {
  const models = await listModels();
  return {
    rows: models,
    table: {
      title: '',
      columns: [{ title: 'kind' }, { title: 'name' }, { title: 'what' }],
      rows: models.map(({ kind, name, describe }) => [kind, name, describe]),
      keys: 2,
      notes: [],
    },
    note: '--model also takes a checkpoint folder or a hub name; glottobench models inspect FOLDER shows what a folder is',
  };
}

function registered(): Listed {
  const { models, mteb_version: version, left_out: others } = modelRegistry();
  const facts = models.map(modelFacts);
  const without = Object.values(others.by_modalities).reduce((sum, count) => sum + count, 0);
  return {
    rows: facts.map(listedFacts),
    table: registryTable(facts),
    note: `${facts.length} models of mteb ${version} take text, ${without} do not and are left out; glottobench models show NAME shows one`,
  };
}

/** Citations and dictionaries of instructions would be megabytes: `models show` has them. */
function listedFacts({ citation, prompt_rule: rule, ...facts }: ModelFacts): object {
  if (rule === null) return { ...facts, prompt_rule: null, cited: citation !== null };
  const { instructions, ...own } = rule;
  return {
    ...facts,
    prompt_rule: { ...own, instructions: Object.keys(instructions ?? {}).length },
    cited: citation !== null,
  };
}
