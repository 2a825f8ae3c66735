import { describe, expect, it } from '@jest/globals';
import {
  defaultPrompt,
  explainPrompts,
  findPrompt,
  promptDoubts,
  type PromptTable,
} from '../../../src/models/prompts/prompts.js';

const table = (prompts: Record<string, string>, rest: Partial<PromptTable> = {}): PromptTable => ({
  prompts: { query: '', document: '', ...prompts },
  defaultPromptName: undefined,
  overrides: {},
  ...rest,
});

// every key of mteb's get_prompt_name (mteb/models/abs_encoder.py), the first one is the strongest
const LADDER = ['NQ-query', 'NQ', 'Retrieval-query', 'Retrieval', 'query'];

describe('prompts', () => {
  it.each(LADDER)('%s is found when it is the strongest key there is', (key) => {
    const weaker = LADDER.slice(LADDER.indexOf(key));
    const prompts = Object.fromEntries(weaker.map((name) => [name, `${name}: `]));
    expect(
      findPrompt(table(prompts), { role: 'query', task: 'NQ', taskType: 'Retrieval' }),
    ).toEqual({ text: `${key}: `, from: key });
  });

  it('a task name without ending serves both roles', () => {
    const both = table({ NQ: 'nq: ' });
    expect(findPrompt(both, { role: 'query', task: 'NQ' }).text).toBe('nq: ');
    expect(findPrompt(both, { role: 'document', task: 'NQ' }).text).toBe('nq: ');
    expect(findPrompt(both, { role: 'document', task: 'Other' }).text).toBe('');
  });

  it('an empty text of a stronger key hides a weaker one', () => {
    expect(
      findPrompt(table({ 'NQ-query': '', query: 'q: ' }), { role: 'query', task: 'NQ' }),
    ).toEqual({ text: '', from: 'NQ-query' });
  });

  it('an override replaces every key, also by nothing', () => {
    const prompts = { NQ: 'nq: ', query: 'q: ' };
    expect(
      findPrompt(table(prompts, { overrides: { query: 'mine: ' } }), { role: 'query', task: 'NQ' })
        .text,
    ).toBe('mine: ');
    expect(
      findPrompt(table(prompts, { overrides: { query: '' } }), { role: 'query', task: 'NQ' }),
    ).toEqual({ text: '', from: 'override' });
  });

  it('does not take members of Object.prototype for prompts', () => {
    expect(findPrompt(table({}), { role: 'query', task: 'constructor' })).toEqual({
      text: '',
      from: 'query',
    });
  });

  it('query and passage: documents get no prompt, as in sentence-transformers 6.2, and a doubt says how to change that', () => {
    const passage = table({ query: 'query: ', passage: 'passage: ' });
    expect(explainPrompts(passage)).toEqual([
      { role: 'query', text: 'query: ', from: 'query' },
      { role: 'document', text: '', from: 'document' },
    ]);
    expect(promptDoubts(passage).join()).toMatch(/"passage".*--prompt-document "passage: "/);
    expect(promptDoubts({ ...passage, overrides: { document: 'passage: ' } })).toEqual([]);
    expect(promptDoubts({ ...passage, overrides: { document: '' } })).toEqual([]);
  });

  it('the default prompt is for plain encode() alone', () => {
    const clustering = table({ cluster: 'Topic: ' }, { defaultPromptName: 'cluster' });
    expect(defaultPrompt(clustering)).toBe('Topic: ');
    expect(findPrompt(clustering, { role: 'query' }).text).toBe('');
    expect(promptDoubts(clustering).join()).toMatch(/default prompt "cluster"/);
    expect(defaultPrompt(table({ query: 'q: ' }))).toBe('');
  });
});
