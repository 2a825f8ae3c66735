import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import * as table from '../../src/models/encoder-settings.js';
import type { EncoderSettings } from '../../src/models/encoder-settings.js';

const PLANTED = {
  key: 'normalize',
  flag: 'normalize',
  kind: 'text',
  choices: ['no', 'l2'],
  fallback: 'no',
  environment: 'GLOTTOBENCH_NORMALIZE',
  describe: 'A setting that this test adds',
  of: ['checkpoint'],
  revision: { prefix: 'n-' },
  fingerprint: 'given',
} as const;

const given = { normalize: 'l2' } as EncoderSettings;

/** Every reader of the table sees a setting that is in it and nowhere else. */
describe('a setting added to the table of encoder settings', () => {
  beforeAll(() => {
    jest.resetModules();
    jest.unstable_mockModule('../../src/models/encoder-settings.js', () => ({
      ...table,
      ENCODER_SETTINGS: [...table.ENCODER_SETTINGS, PLANTED],
    }));
  });
  afterAll(() => {
    jest.unstable_unmockModule('../../src/models/encoder-settings.js');
    jest.resetModules();
  });

  it('is an option of run, of the config file and of the environment', async () => {
    const { RUN_OPTIONS } = await import('../../src/run/request/run-options.js');
    const { requestOf } = await import('../../src/run/request/request.js');
    const { RUN_FLAGS } = await import('../../src/cli/input/options.js');
    const { configSchema } = await import('../../src/cli/config-schema.js');
    const { resolveSettings } = await import('../../src/cli/input/settings.js');
    const { toRunOptions } = await import('../../src/cli/input/run-options.js');
    expect(RUN_FLAGS['normalize']).toMatchObject({ choices: ['no', 'l2'], shownFallback: 'no' });
    expect(configSchema()['properties']).toMatchObject({ normalize: { enum: ['no', 'l2'] } });
    for (const [flags, env] of [
      [{ normalize: 'l2' }, {}],
      [{}, { GLOTTOBENCH_NORMALIZE: 'l2' }],
    ] as const) {
      const options = toRunOptions(await resolveSettings(RUN_OPTIONS, { given: flags, env }));
      const { opening, stated } = requestOf(options);
      for (const carried of [options, opening.encoder, stated])
        expect(carried).toMatchObject(given);
    }
    await expect(
      resolveSettings(RUN_OPTIONS, { given: {}, env: { GLOTTOBENCH_NORMALIZE: 'l3' } }),
    ).rejects.toThrow('no, l2');
  });

  it('is an option of the commands that open a checkpoint', async () => {
    const { CHECKPOINT_OPTIONS, encoderOptions } = await import('../../src/cli/input/options.js');
    expect(CHECKPOINT_OPTIONS['normalize']).toMatchObject({ choices: ['no', 'l2'] });
    expect(encoderOptions({ normalize: 'l2' })).toMatchObject(given);
  });

  it('makes another revision, fingerprint and question, and does not where it is the fallback', async () => {
    const { encoderFingerprint, variantOf, vectorSettings } =
      await import('../../src/models/encoder-variant.js');
    const resolved = { precision: 'fp32', maxTokens: 512, truncateDim: null } as const;
    const plain = { normalize: 'no' } as EncoderSettings;
    const id = { name: 'a', revision: 'b' };
    expect(variantOf(id, given, 'checkpoint').revision).toBe('b-n-l2');
    expect(variantOf(id, plain, 'checkpoint').revision).toBe('b');
    expect(encoderFingerprint('h', 1, resolved, given)).not.toBe(
      encoderFingerprint('h', 1, resolved, {}),
    );
    expect(encoderFingerprint('h', 1, resolved, plain)).toBe(
      encoderFingerprint('h', 1, resolved, {}),
    );
    expect(vectorSettings(given)).toEqual(given);
    expect(vectorSettings(plain)).toEqual({});
  });

  it('is said not to reach a service', async () => {
    const { unreachedWarnings } = await import('../../src/models/encoder-variant.js');
    expect(unreachedWarnings(given, 'endpoint', 'example.org')).toEqual([
      '--normalize l2 does not reach example.org: its vectors are taken as they come',
    ]);
    expect(unreachedWarnings(given, 'checkpoint', 'example.org')).toEqual([]);
  });
});

describe('the table of encoder settings', () => {
  it('has every setting that changes vectors in the revision and in the key of stored vectors', () => {
    for (const setting of table.ENCODER_SETTINGS as readonly table.EncoderSetting[])
      expect([setting.key, setting.revision === undefined]).toEqual([
        setting.key,
        setting.fingerprint === 'none',
      ]);
  });

  it('gives other revisions to other values of any setting that changes vectors', async () => {
    const { variantOf } = await import('../../src/models/encoder-variant.js');
    const id = { name: 'a', revision: 'b' };
    const revisions = (table.ENCODER_SETTINGS as readonly table.EncoderSetting[])
      .filter(({ revision }) => revision !== undefined)
      .flatMap(({ key, kind, choices, of: [computer = 'checkpoint'] }) =>
        (choices ?? (kind === 'count' ? [7, 8] : ['x', 'y'])).map(
          (value) => variantOf(id, { [key]: value }, computer).revision,
        ),
      );
    // every fallback is the plain revision
    const plain = revisions.filter((revision) => revision === 'b').length;
    expect(plain).toBe(
      (table.ENCODER_SETTINGS as readonly table.EncoderSetting[]).filter(
        ({ fallback }) => fallback !== undefined,
      ).length,
    );
    expect(new Set(revisions).size).toBe(revisions.length - plain + 1);
  });

  it('keeps the revisions and fingerprints of earlier versions', async () => {
    const { encoderFingerprint, variantOf } = await import('../../src/models/encoder-variant.js');
    const settings = {
      precision: 'int8',
      promptQuery: 'q: ',
      promptDocument: '',
      truncateDim: 64,
      maxTokens: 128,
      onnxFile: 'onnx/model.onnx',
    } as const;
    expect(variantOf({ name: 'a', revision: 'b' }, settings, 'checkpoint').revision).toBe(
      'b-int8-pqa4030d-pde3b0c4-d64-t128-of2dcea1',
    );
    const resolved = { precision: 'int8', maxTokens: 128, truncateDim: 64 } as const;
    expect(encoderFingerprint('h', 1, resolved, settings)).toBe(
      '61fc55258eeb2479e54cf898c83fc334aeb614cf2efc1945ee2a51fdc58a8f3a',
    );
    expect(encoderFingerprint('h', 1, resolved, { ...settings, provider: 'cuda' })).toBe(
      '7f41a96fb8830e49a1a0d4403ca90ad992f1d6ffb92c4982bc08c9ece054de65',
    );
  });
});
