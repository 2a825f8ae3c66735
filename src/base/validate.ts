import { readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormatsModule from 'ajv-formats';
import type { Issue } from './errors.js';
import { didYouMean } from './suggest.js';
import { packagePath } from './folders.js';
import { brief } from './wording.js';

// ajv-formats is CommonJS: under NodeNext its types hide that the module itself is the function.
const addFormats = addFormatsModule as unknown as typeof addFormatsModule.default;

const compiled = new Map<string, ValidateFunction>();

function validator(schemaFile: string, definition: string): ValidateFunction {
  const key = `${schemaFile}#${definition}`;
  const known = compiled.get(key);
  if (known !== undefined) return known;
  // The schemas are the package's own; a test holds them against their meta-schema, which takes
  // longer than all the rest.
  const ajv = new Ajv2020({
    allErrors: true,
    strict: false,
    strictNumbers: false,
    verbose: true,
    validateSchema: false,
  });
  addFormats(ajv);
  const schema = readSchema(schemaFile);
  ajv.addSchema(schema, 'root');
  for (const part of PARTS) if (part !== schemaFile) ajv.addSchema(readSchema(part));
  const validate =
    definition === ''
      ? ajv.getSchema('root')
      : ajv.compile({ $ref: `${schema.$id ?? 'root'}${definition}` });
  if (validate === undefined) throw new Error(`schemas/${schemaFile} has no ${definition}`);
  compiled.set(key, validate);
  return validate;
}

/** Schemas that others name as a part of theirs. */
const PARTS = ['warning.schema.json'];

function readSchema(file: string): { readonly $id?: string } {
  return JSON.parse(readFileSync(packagePath('schemas', file), 'utf8')) as { $id?: string };
}

/**
 * Checks a value against `schemas/<schemaFile>` (JSON Schema 2020-12) and returns every fault with
 * its JSON pointer.
 * @param definition optional pointer below the schema's root, such as `#/$defs/writer`
 */
export function validateAgainst(schemaFile: string, value: unknown, definition = ''): Issue[] {
  const validate = validator(schemaFile, definition);
  if (validate(value)) return [];
  return (validate.errors ?? [])
    .filter(
      (error) =>
        !['if', 'oneOf', 'anyOf'].includes(error.keyword) || (validate.errors ?? []).length === 1,
    )
    .map(toIssue);
}

function toIssue(error: ErrorObject): Issue {
  const params = error.params as Record<string, unknown>;
  const got = ['type', 'enum', 'pattern', 'const', 'format'].includes(error.keyword)
    ? `, got ${brief(error.data)}`
    : '';
  switch (error.keyword) {
    case 'required':
      return {
        pointer: `${error.instancePath}/${String(params['missingProperty'])}`,
        message: 'missing',
      };
    case 'additionalProperties':
    case 'unevaluatedProperties': {
      const name = String(params['additionalProperty'] ?? params['unevaluatedProperty']);
      const known = Object.keys(
        (error.parentSchema as { properties?: object } | undefined)?.properties ?? {},
      );
      const near = didYouMean(name, known, 1)[0];
      return {
        pointer: `${error.instancePath}/${name}`,
        message: `unknown key${near === undefined ? '' : `, did you mean "${near}"?`}`,
      };
    }
    case 'enum':
      return {
        pointer: error.instancePath,
        message: `expected one of ${(params['allowedValues'] as unknown[]).map((one) => brief(one)).join(', ')}${got}`,
      };
    default:
      return { pointer: error.instancePath, message: `${error.message ?? 'invalid'}${got}` };
  }
}
