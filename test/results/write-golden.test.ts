import { describe, expect, it } from '@jest/globals';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { experimentName } from '../../src/results/experiment-name.js';
import { compareVersions, versionRange } from '../../src/results/mteb-version.js';
import { dumpPythonJson, pythonFloat } from '../../src/results/python-dump.js';
import {
  modelMetaFor,
  writeModelMeta,
  type ModelMetaFacts,
} from '../../src/results/write/model-meta.js';
import { writeRunSettings, type RunSettings } from '../../src/results/write/run-settings.js';
import type { Phase } from '../../src/results/write/subset-result.js';
import { writeTaskResult } from '../../src/results/write/task-result.js';
import type { TaskDefinition } from '../../src/types/generated/task.js';
import { definition, golden, temporaryFolder } from './support.js';

interface WriteCase {
  name: string;
  languages: Record<string, string[]>;
  eval_langs: TaskDefinition['eval_langs'];
  splits: string[];
  stored: unknown;
  steps: {
    split: string;
    subset: string;
    seconds: number;
    date: number;
    scores: [string, number][];
    phases: Phase[];
  }[];
  expected: string;
}

const data = await golden();
const cases = data['write'] as WriteCase[];
/** Python's NaN tokens outside strings; no text of the golden file holds that word. */
const strict = (text: string): string => text.replaceAll('NaN', 'null');

describe('a result file written subset by subset', () => {
  it.each(cases.map((one) => [one.name, one] as const))(
    'equals the file of Python mteb byte for byte: %s',
    async (_name, one) => {
      const folder = await temporaryFolder();
      if (one.stored !== null)
        await writeFile(join(folder, `${one.name}.json`), JSON.stringify(one.stored));
      const task = definition(one.name, one.eval_langs, one.splits);
      for (const step of one.steps) {
        await writeTaskResult(folder, {
          ...step,
          task,
          languages: one.languages[step.subset] ?? [],
          scores: Object.fromEntries(step.scores),
          date: new Date(step.date * 1000),
        });
      }
      expect(await readFile(join(folder, `${one.name}.json`), 'utf8')).toBe(strict(one.expected));
    },
  );

  it('holds what Python calls NaN as null, so that the comparison above is not empty', () => {
    expect(cases.every((one) => one.expected.includes('NaN'))).toBe(true);
    expect(cases.some((one) => one.expected.includes('"mteb_version": "2.7.9-2.26.24"'))).toBe(
      true,
    );
  });
});

describe('model_meta.json', () => {
  const metas = data['metas'] as { facts: ModelMetaFacts; expected: string }[];
  it.each(metas.map((one) => [one.facts.name, one] as const))(
    'has the members, order and values of Python mteb: %s',
    async (_name, { facts, expected }) => {
      const folder = await temporaryFolder();
      await writeModelMeta(folder, modelMetaFor(facts));
      const text = await readFile(join(folder, 'model_meta.json'), 'utf8');
      // Python prints max_tokens as a float; the number is the same.
      expect(text).toBe(expected.replace('"max_tokens": 512.0', '"max_tokens": 512'));
    },
  );

  it('turns a licence that mteb would refuse into null and keeps the spelling it wants', () => {
    expect(modelMetaFor({ name: 'a/b', revision: 'c', license: 'my-own' }).license).toBeNull();
    expect(modelMetaFor({ name: 'a/b', revision: 'c', license: 'Apache-2.0' }).license).toBe(
      'apache-2.0',
    );
    expect(
      modelMetaFor({ name: 'a/b', revision: 'c', max_tokens: Infinity }).max_tokens,
    ).toBeNull();
  });

  it('refuses a name without organisation before anything is written', async () => {
    const folder = await temporaryFolder();
    await expect(
      writeModelMeta(folder, modelMetaFor({ name: 'plain', revision: 'c' })),
    ).rejects.toMatchObject({ code: 'GB_RESULT_INVALID', issues: [{ pointer: '/name' }] });
  });
});

describe('run_settings.jsonl', () => {
  const settings = data['settings'] as {
    stored: string | null;
    batches: RunSettings[][];
    expected: string;
  }[];
  it.each(settings.map((one, i) => [i, one] as const))(
    'is merged as Python mteb merges it: %i',
    async (_i, one) => {
      const folder = await temporaryFolder();
      await mkdir(folder, { recursive: true });
      if (one.stored !== null) await writeFile(join(folder, 'run_settings.jsonl'), one.stored);
      for (const batch of one.batches) await writeRunSettings(folder, batch);
      expect(await readFile(join(folder, 'run_settings.jsonl'), 'utf8')).toBe(one.expected);
    },
  );
});

describe('small habits of Python', () => {
  it('orders versions by PEP 440', () => {
    for (const [a, b, sign] of data['order'] as [string, string, number][])
      expect([a, b, Math.sign(compareVersions(a, b) ?? NaN)]).toEqual([a, b, sign]);
  });
  it('computes the range of versions', () => {
    for (const [versions, range] of data['ranges'] as [string[], string | null][])
      expect(versionRange(versions)).toBe(range);
  });
  it('names experiment folders', () => {
    for (const [kwargs, name] of data['experiments'] as [
      Record<string, unknown> | null,
      string | null,
    ][]) {
      // 1.5 and 1 print alike in both languages; an integral float cannot be told from an integer
      // in JSON.
      expect(experimentName(kwargs)).toBe(name);
    }
  });
  it('prints floats as repr', () => {
    for (const [value, text] of data['floats'] as [number, string][])
      expect(pythonFloat(value)).toBe(text);
  });
  it('escapes strings as json.dump', () => {
    for (const [value, text] of data['texts'] as [string, string][])
      expect(dumpPythonJson(value, { indent: null })).toBe(text);
  });
});
