import { readText } from '../../base/json.js';
import { GlottobenchError } from '../../base/errors.js';
import { openEncoder } from '../../models/open-encoder.js';
import type { EncodeOptions } from '../../types/encoder.js';
import { CHECKPOINT_OPTIONS, checkpointFolder, encoderOptions } from '../checkpoint-options.js';
import type { Command } from '../command.js';

export const modelsEmbed: Command = {
  command: 'models embed <path>',
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
  builder: (yargs) =>
    yargs
      .positional('path', {
        type: 'string',
        demandOption: true,
        describe:
          'Folder of the checkpoint, or the name of one that ships (glottobench/tiny-hybrid)',
      })
      .options({
        text: { type: 'string', array: true, describe: 'A text; repeat it for several' },
        file: { type: 'string', requiresArg: true, describe: 'A file with one text per line' },
        role: {
          choices: ['query', 'document'] as const,
          default: 'document' as const,
          requiresArg: true,
          describe: 'Which prompt the texts get',
        },
        task: { type: 'string', requiresArg: true, describe: 'Task whose prompt is wanted' },
        'task-type': {
          type: 'string',
          requiresArg: true,
          describe: 'Task type whose prompt is wanted, such as Retrieval',
        },
        ...CHECKPOINT_OPTIONS,
        json: { type: 'boolean', describe: 'Print JSON' },
      }),
  handler: async (argv, io) => {
    const texts = await textsOf(argv['text'], argv['file']);
    const { encoder, warnings } = await openEncoder(
      checkpointFolder(argv['path']),
      encoderOptions(argv),
    );
    try {
      const options = {
        role: argv['role'],
        task: argv['task'],
        taskType: argv['task-type'],
        signal: io.signal,
      } as EncodeOptions;
      const prompt = encoder.promptFor(options);
      const vectors = await encoder.encode(texts, options);
      const ids = await encoder.tokenIds(texts.map((text) => prompt + text));
      const rows = texts.map((text, i) => ({
        text,
        input_ids: ids[i] ?? [],
        embedding: Array.from(vectors.subarray(i * encoder.dims, (i + 1) * encoder.dims)),
      }));
      if (argv['json'] === true) {
        io.out(
          `${JSON.stringify({ model: encoder.id, role: options.role, prompt, dims: encoder.dims, embeddings: rows })}\n`,
        );
      } else {
        for (const row of rows) io.out(`${describeRow(row, prompt)}\n`);
        for (const warning of warnings) io.err(`warning: ${warning}\n`);
      }
      return 0;
    } finally {
      await encoder.close();
    }
  },
};

async function textsOf(text: unknown, file: unknown): Promise<readonly string[]> {
  const lines =
    typeof file === 'string' ? (await readText(file)).replace(/\r?\n$/u, '').split(/\r?\n/u) : [];
  const texts = [...(Array.isArray(text) ? text.map(String) : []), ...lines];
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
