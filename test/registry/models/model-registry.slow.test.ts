import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { packagePath } from '../../../src/base/folders.js';
import { modelFacts, modelRegistry } from '../../../src/registry/models/model-registry.js';
import { oraclePython, runPython } from '../../support/oracle.js';

const withPython = oraclePython === undefined ? it.skip : it;

describe("mteb's model registry", () => {
  withPython(
    'is what the committed script makes of the installed mteb, byte for byte',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'registry-'));
      await runPython([packagePath('scripts', 'mteb', 'dump-models.py'), folder]);
      for (const file of ['models.json', 'names.json'])
        expect(
          readFileSync(join(folder, file)).equals(readFileSync(packagePath('data', 'mteb', file))),
        ).toBe(true);
    },
    180_000,
  );

  withPython(
    "holds every member of mteb's ModelMeta of every model with text",
    async () => {
      const theirs = JSON.parse(
        await runPython([packagePath('test', 'oracle', 'model_facts.py')]),
      ) as Record<string, unknown>[];
      const ours = new Map(modelRegistry().models.map((model) => [model.name, modelFacts(model)]));
      expect(theirs.length).toBeGreaterThan(800);
      expect(ours.size).toBe(theirs.length);
      for (const { name, ...facts } of theirs) {
        const { modalities = ['text'], ...found } = ours.get(String(name)) ?? {};
        expect({ name, ...found, modalities }).toMatchObject({ name, ...facts });
      }
    },
    180_000,
  );
});
