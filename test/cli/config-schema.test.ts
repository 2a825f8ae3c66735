import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { configSchema } from '../../src/cli/config-schema.js';

describe('schemas/config.schema.json', () => {
  it('is what the table of options gives (npm run schema)', () => {
    const stored = JSON.parse(readFileSync('schemas/config.schema.json', 'utf8')) as unknown;
    expect(stored).toEqual(JSON.parse(JSON.stringify(configSchema())));
  });
});
