import { describe, expect, it } from '@jest/globals';
import { isGlottobenchError } from '../../src/base/errors.js';
import { evaluate } from '../../src/run/evaluate.js';
import { planRun } from '../../src/run/plan.js';
import { requestOf, type RunRequest } from '../../src/run/request/request.js';
import { RUN_OPTIONS, type RunOption, type RunOptions } from '../../src/run/request/run-options.js';

/** A value of the option that is not its default. */
function sampleOf({ kind, choices, key }: RunOption): unknown {
  const text = choices?.at(-1) ?? `some-${key}`;
  if (kind === 'switch') return true;
  if (kind === 'count') return 77;
  return kind === 'text' ? text : [text];
}

describe('the options of a run', () => {
  it.each(RUN_OPTIONS.map((option) => [option.key, option] as const))(
    '%s reaches the request and the manifest',
    (key, option) => {
      const value = sampleOf(option);
      // the size of a job is that of a queue
      const given = key === 'shardDocuments' ? { queue: 'redis://host' } : {};
      const { stated: plain, ...without } = requestOf(given);
      const { stated, ...request } = requestOf({ ...given, [key]: value });
      expect(request).not.toEqual(without);
      expect(stated).not.toEqual(plain);
    },
  );

  it('have defaults, so that models and tasks are enough', async () => {
    const plan = await planRun({ models: ['bm25'], tasks: ['UDHRRetrieval'], fresh: true });
    expect(plan.models).toHaveLength(1);
    expect(requestOf({}).output).toEqual({ folder: 'results', fresh: false });
  });

  it('write a smoke run elsewhere, in the plan too', () => {
    expect(requestOf({ out: 'a/', limit: 3 })).toMatchObject({
      output: { folder: 'a-smoke-3' },
      stated: { out: 'a-smoke-3' },
    });
  });

  it('state no password', () => {
    const { stated, queue }: RunRequest = requestOf({ queue: 'redis://:secret@host' });
    expect(JSON.stringify(stated)).not.toContain('secret');
    expect(queue?.address).toContain('secret');
  });

  it.each<[unknown, string, string | undefined]>([
    [{ language: ['eng'] }, 'a run has no option "language"', 'did you mean: languages?'],
    [{ 'truncate-dim': 4 }, 'a run has no option "truncate-dim"', 'did you mean: truncateDim?'],
    [undefined, 'the options of a run are an object', undefined],
    [null, 'the options of a run are an object', undefined],
    [['bm25'], 'the options of a run are an object', undefined],
    [{ models: 'bm25' }, 'models needs a list of names, got "bm25"', undefined],
    [{ models: [7] }, 'models needs a text, got 7', undefined],
    [{ models: [''] }, 'models is empty', undefined],
    [{ limit: 0 }, 'limit needs a whole number of at least 1, got 0', undefined],
    [{ limit: Number.NaN }, 'limit needs a whole number of at least 1, got NaN', undefined],
    [{ fresh: 'no' }, 'fresh needs true or false, got "no"', undefined],
    [{ out: null }, 'out needs a text, got null', undefined],
    [{ precision: 'in8' }, 'precision takes fp32, int8; got "in8"', 'did you mean: int8?'],
  ])('%j is refused at the border of the library', async (options, message, hint) => {
    const given = options as RunOptions;
    for (const attempt of [
      () => planRun(given),
      async () => {
        for await (const event of evaluate(given)) return event;
        return undefined;
      },
    ]) {
      const error: unknown = await attempt().catch((fault: unknown) => fault);
      expect(isGlottobenchError(error) && [error.code, error.message]).toEqual([
        'GB_USAGE',
        message,
      ]);
      if (hint !== undefined) expect(error).toMatchObject({ hint });
    }
  });
});
