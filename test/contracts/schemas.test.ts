import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormatsModule from 'ajv-formats';
import { packagePath } from '../../src/base/folders.js';

const files = readdirSync(packagePath('schemas')).filter((name) => name.endsWith('.json'));

// Commands trust the schemas and skip this check: compiling the meta-schema takes longer than
// everything else they do.
describe.each(files)('schemas/%s', (name) => {
  const schema = JSON.parse(readFileSync(packagePath('schemas', name), 'utf8')) as Record<
    string,
    unknown
  >;

  it('is a JSON Schema 2020-12 that compiles without remarks', () => {
    const ajv = new Ajv2020({
      strict: true,
      strictTypes: false,
      strictTuples: false,
      strictRequired: false,
      allowUnionTypes: true,
    });
    (addFormatsModule as unknown as typeof addFormatsModule.default)(ajv);
    // For the generator of types.
    ajv.addKeyword('tsType');
    expect(ajv.validateSchema(schema)).toBe(true);
    for (const part of ['warning.schema.json'])
      if (part !== name)
        ajv.addSchema(JSON.parse(readFileSync(packagePath('schemas', part), 'utf8')) as object);
    expect(ajv.compile(schema)).toBeInstanceOf(Function);
  });

  it('names itself and says what it is', () => {
    expect(schema['$id']).toBe(`https://glottobench.dev/schemas/${name}`);
    expect(schema['title']).toMatch(/^[A-Z][A-Za-z]+$/);
    expect(String(schema['description']).length).toBeGreaterThan(30);
  });
});
