import { readText } from '../../base/json.js';
import { GlottobenchError } from '../../base/errors.js';
import { openEncoder } from '../../models/open-encoder.js';
import { checkpointFolder, CHECKPOINT_WORD } from '../input/checkpoint-folder.js';
import { checkpointSettings, instructionOf } from '../input/checkpoint-settings.js';
import { command } from '../input/command.js';
import { CHECKPOINT_OPTIONS, formatOf, TABLE_OR_JSON } from '../input/options.js';

export const modelsEmbed = command({
  describe:
    'Prints the vectors of texts as a checkpoint gives them, with prompt, token ids and all components',
  examples: [
    [
      'glottobench models embed ./my-checkpoint --text "Who wrote it?" --role query',
      'norm and first components',
    ],
    [
      'glottobench models embed ./my-checkpoint --text "a" --text "b" --role document --json',
      'whole vectors and token ids',
    ],
    [
      'glottobench models embed ./my-checkpoint --file lines.txt --role query --task BelebeleRetrieval --json',
      'one text per line, with the prompt of a task',
    ],
  ],
  words: { path: CHECKPOINT_WORD },
  options: {
    ...CHECKPOINT_OPTIONS,
    text: { kind: 'list', mayBeEmpty: true, describe: 'A text; repeat it for several' },
    file: { kind: 'text', describe: 'A file with one text per line' },
    role: {
      kind: 'text',
      choices: ['query', 'document'],
      fallback: 'document',
      describe: 'Which prompt the texts get',
    },
    task: { kind: 'text', alias: 't', describe: 'Task whose prompt is wanted' },
    taskType: { kind: 'text', describe: 'Task type whose prompt is wanted, such as Retrieval' },
    ...TABLE_OR_JSON,
  },
  handler: async (given, io) => {
    const texts = await textsOf(given.text, given.file);
    const folder = checkpointFolder(given.path, io);
    const { settings, warnings: found } = await checkpointSettings(folder, given);
    const { encoder, warnings } = await openEncoder(folder, settings);
    try {
      const options = {
        role: given.role,
        ...(given.task !== undefined && { task: given.task }),
        ...(given.taskType !== undefined && { taskType: given.taskType }),
        instruction: await instructionOf(given.task),
        signal: io.signal,
      };
      const ids: (readonly number[])[] = [];
      const prompt = encoder.promptFor(options);
      const vectors = await encoder.encode(texts, {
        ...options,
        onTokens: (text, tokens) => void (ids[text] = tokens),
      });
      const rows = texts.map((text, i) => ({
        text,
        input_ids: ids[i] ?? [],
        embedding: Array.from(vectors.subarray(i * encoder.dims, (i + 1) * encoder.dims)),
      }));
      if (formatOf(given) === 'json') {
        io.out(
          `${JSON.stringify({ model: encoder.id, role: options.role, prompt, dims: encoder.dims, embeddings: rows })}\n`,
        );
      } else {
        for (const row of rows) io.out(`${describeRow(row, prompt)}\n`);
        for (const warning of [...found, ...warnings]) io.err(`warning: ${warning}\n`);
      }
      return 0;
    } finally {
      await encoder.close();
    }
  },
});

async function textsOf(
  given: readonly string[] = [],
  file: string | undefined,
): Promise<readonly string[]> {
  const lines =
    file === undefined ? [] : (await readText(file)).replace(/\r?\n$/u, '').split(/\r?\n/u);
  const texts = [...given, ...lines];
  if (texts.length === 0)
    throw new GlottobenchError('GB_USAGE', 'there is nothing to embed', {
      hint: 'give --text "..." or --file FILE',
    });
  return texts;
}

function describeRow(
  row: { text: string; input_ids: readonly number[]; embedding: readonly number[] },
  prompt: string,
): string {
  const norm = Math.hypot(...row.embedding).toFixed(6);
  const first = row.embedding
    .slice(0, 6)
    .map((value) => value.toFixed(6))
    .join(' ');
  return `${JSON.stringify(prompt + row.text)}  ${row.input_ids.length} tokens  norm ${norm}\n  ${first}${row.embedding.length > 6 ? ` ... (${row.embedding.length} components)` : ''}`;
}
