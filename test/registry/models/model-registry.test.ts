import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { isGlottobenchError, type GlottobenchError } from '../../../src/base/errors.js';
import { packagePath } from '../../../src/base/folders.js';
import { validateAgainst } from '../../../src/base/validate.js';
import {
  modelFacts,
  modelRegistry,
  registeredModel,
  requireRegistered,
} from '../../../src/registry/models/model-registry.js';
import { MTEB_VERSION } from '../../../src/results/mteb-version.js';

function refusal(act: () => unknown): GlottobenchError {
  try {
    act();
  } catch (error) {
    if (isGlottobenchError(error)) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

function data(file: string): unknown {
  return JSON.parse(readFileSync(packagePath('data', 'mteb', file), 'utf8'));
}

describe('the model registry', () => {
  it('keeps to its schemas and is of the release that is followed', () => {
    expect(validateAgainst('model-registry.schema.json', data('models.json'))).toEqual([]);
    expect(validateAgainst('task-names.schema.json', data('names.json'))).toEqual([]);
    expect(modelRegistry().mteb_version).toBe(MTEB_VERSION);
  });

  it('refers only to what it holds, and holds nothing that no model refers to', () => {
    const {
      models,
      prompt_rules: rules,
      instructions,
      languages,
      training_datasets,
      citations,
    } = modelRegistry();
    const used = (pick: (model: (typeof models)[number]) => string | undefined): string[] =>
      [...new Set(models.flatMap((model) => pick(model) ?? []))].sort();
    expect(used((model) => model.prompt_rule)).toEqual(Object.keys(rules).sort());
    expect(used((model) => model.languages)).toEqual(Object.keys(languages).sort());
    expect(used((model) => model.training_datasets)).toEqual(Object.keys(training_datasets).sort());
    expect(used((model) => model.citation)).toEqual(Object.keys(citations).sort());
    expect(
      [...new Set(Object.values(rules).flatMap((rule) => rule.instructions ?? []))].sort(),
    ).toEqual(Object.keys(instructions).sort());
  });

  it('names what is not reproduced of every loader of its own, and of no other', () => {
    for (const model of modelRegistry().models)
      if (model.wrapper === 'own')
        expect(model.not_reproduced?.[0]).toMatch(
          /code of its own|mteb has no|mteb's own call fails/,
        );
  });

  it('finds a model by its former name', () => {
    expect(registeredModel('voyageai/voyage-4-nano')?.name).toBe('mongodb/voyage-4-nano');
    expect(registeredModel('toString')).toBeUndefined();
    expect(registeredModel('hasOwnProperty')).toBeUndefined();
  });

  it('says the prompts of E5 and the template of its instruct model', () => {
    expect(modelFacts(requireRegistered('intfloat/multilingual-e5-small')).prompt_rule).toEqual({
      wrapper: 'sentence-transformers',
      prompts: { query: 'query: ', document: 'passage: ' },
    });
    expect(
      modelFacts(requireRegistered('intfloat/multilingual-e5-large-instruct')).prompt_rule,
    ).toEqual({
      wrapper: 'instruct',
      template: 'Instruct: {instruction}\nQuery: ',
      passages: false,
    });
  });

  it.each([
    ['intfloat/multilingual-e5-smal', /did you mean: intfloat\/multilingual-e5-small/],
    ['google/siglip-nothing-like-it-at-all-zzzz', /--registry/],
  ])('refuses %s with what may have been meant', (name, hint) => {
    const refused = refusal(() => requireRegistered(name));
    expect(refused.code).toBe('GB_MODEL_UNKNOWN');
    expect(refused.hint).toMatch(hint);
  });

  it('says of a model without text that it takes none', () => {
    const [name = ''] = Object.keys(modelRegistry().left_out.revisions);
    expect(() => requireRegistered(name)).toThrow(/takes no text/);
  });
});
