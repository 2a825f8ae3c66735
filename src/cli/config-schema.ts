import { RUN_OPTIONS, type RunOption } from '../run/request/run-options.js';

const COUNT = { type: 'integer', minimum: 1 };
const TEXT = { type: 'string', minLength: 1 };
const NAMES = { $ref: '#/$defs/names' };

/**
 * The JSON Schema of glottobench.config.json, from the table of options. schemas/config.schema.json
 * is written from it.
 */
export function configSchema(options: readonly RunOption[] = RUN_OPTIONS): Record<string, unknown> {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'https://glottobench.dev/schemas/config.schema.json',
    $comment: 'Written from the table of options by `npm run schema`. Do not edit.',
    title: 'GlottobenchConfig',
    description:
      'glottobench.config.json: settings of `glottobench run`. A flag wins over an environment variable, that over this file, this over the default.',
    type: 'object',
    additionalProperties: false,
    properties: {
      $schema: { type: 'string' },
      ...Object.fromEntries(
        options.map((option) => [
          option.key,
          { ...valueSchema(option), description: option.describe },
        ]),
      ),
    },
    $defs: { names: { type: 'array', items: TEXT, minItems: 1 } },
  };
}

function valueSchema({ kind, choices, mayBeEmpty }: RunOption): Record<string, unknown> {
  switch (kind) {
    case 'switch':
      return { type: 'boolean' };
    case 'count':
      return COUNT;
    case 'names':
      return choices === undefined
        ? NAMES
        : { type: 'array', items: { enum: choices }, minItems: 1 };
    case 'list':
      return { anyOf: [TEXT, NAMES] };
    case 'text':
      if (choices !== undefined) return { enum: choices };
      return mayBeEmpty === true ? { type: 'string' } : TEXT;
  }
}
