import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  copyFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { openTransformer } from '../../../src/models/graph/open-transformer.js';
import { openWeights } from '../../../src/models/weights/open-weights.js';
import { storedZip } from '../../support/bad-checkpoints.js';

const tied = 'test/fixtures/checkpoints/bert-bin-tied';
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'glottobench-'));
  process.env['GLOTTOBENCH_CACHE'] = join(folder, 'cache');
  copyFileSync(join(tied, 'config.json'), join(folder, 'config.json'));
});

afterEach(() => {
  delete process.env['GLOTTOBENCH_CACHE'];
  rmSync(folder, { recursive: true });
});

function writeBin(bytes: Uint8Array): void {
  writeFileSync(join(folder, 'pytorch_model.bin'), bytes);
}

const text = (value: string): Buffer =>
  Buffer.concat([
    Buffer.from('X'),
    Buffer.from(Uint32Array.of(value.length).buffer),
    Buffer.from(value),
  ]);
/**
 * Calls `module.name("touch FILE")`, as `pickle.dumps` writes an object whose `__reduce__` says so.
 */
const callOf = (module: string, name: string, argument: string): Buffer =>
  Buffer.concat([
    Buffer.from(`\x80\x02c${module}\n${name}\n`, 'latin1'),
    text(argument),
    Buffer.from('\x85R.', 'latin1'),
  ]);
/** The same with STACK_GLOBAL of protocol 4. */
const stackCallOf = (module: string, name: string, argument: string): Buffer =>
  Buffer.concat([
    Buffer.from('\x80\x04', 'latin1'),
    text(module),
    text(name),
    Buffer.from('\x93', 'latin1'),
    text(argument),
    Buffer.from('\x85R.', 'latin1'),
  ]);

describe('a pickle that calls something', () => {
  const attacks: [string, string][] = [
    ['os', 'system'],
    ['posix', 'system'],
    ['builtins', 'eval'],
    ['subprocess', 'Popen'],
    ['torch', 'load'],
    ['torch._utils', '_rebuild_sparse_tensor'],
    ['collections', 'Counter'],
    ['torch', 'constructor'],
    ['__proto__', 'x'],
  ];
  it.each(attacks)('%s.%s is refused by that name and never runs', async (module, name) => {
    const witness = join(folder, 'witness');
    const command = `touch ${witness}`;
    for (const bytes of [
      storedZip({ 'm/data.pkl': callOf(module, name, command) }),
      storedZip({ 'm/data.pkl': stackCallOf(module, name, command) }),
      callOf(module, name, command),
    ]) {
      writeBin(bytes);
      await expect(openTransformer(folder)).rejects.toMatchObject({
        code: 'GB_CHECKPOINT_CORRUPT',
        exitCode: 4,
        message: expect.stringContaining(`"${module}.${name}"`),
        place: { file: join(folder, 'pytorch_model.bin') },
      });
      expect(existsSync(witness)).toBe(false);
      expect(existsSync(join(folder, 'cache'))).toBe(false);
    }
  });

  it("is refused in Python's own bytes, where Python is at hand", async () => {
    const program =
      'import os, pickle, sys\nclass A:\n  def __reduce__(self): return (os.system, ("touch witness",))\nsys.stdout.buffer.write(pickle.dumps({"w": A()}, int(sys.argv[1])))';
    for (const protocol of ['0', '1', '2', '4']) {
      let pickled: Buffer;
      try {
        pickled = execFileSync('python3', ['-c', program, protocol]);
      } catch (error) {
        process.stdout.write(
          `skipped: no python3 (${(error as Error).message.split('\n')[0] ?? ''})\n`,
        );
        return;
      }
      writeBin(storedZip({ 'm/data.pkl': pickled }));
      await expect(openTransformer(folder)).rejects.toMatchObject({
        message: expect.stringContaining('posix.system'),
      });
    }
  });
});

describe('pytorch_model.bin', () => {
  it('is written once as safetensors, tied weights once', async () => {
    copyFileSync(join(tied, 'pytorch_model.bin'), join(folder, 'pytorch_model.bin'));
    const first = await openWeights(folder);
    const [cached = ''] = readdirSync(join(folder, 'cache', 'weights'));
    expect(cached).toMatch(/^[0-9a-f]{64}\.safetensors$/);
    const table = first.tensors.get('bert.embeddings.word_embeddings.weight');
    expect(first.tensors.get('cls.predictions.decoder.weight')).toMatchObject({
      offset: table?.offset,
      shape: [60, 24],
    });
    const bytes = readFileSync(join(folder, 'cache', 'weights', cached));
    const second = await openWeights(folder);
    expect(second).toEqual(first);
    expect(readFileSync(join(folder, 'cache', 'weights', cached))).toEqual(bytes);
  });

  it('is converted again when the cached file is damaged', async () => {
    copyFileSync(join(tied, 'pytorch_model.bin'), join(folder, 'pytorch_model.bin'));
    const first = await openWeights(folder);
    const [cached = ''] = readdirSync(join(folder, 'cache', 'weights'));
    writeFileSync(join(folder, 'cache', 'weights', cached), 'damaged');
    expect(await openWeights(folder)).toEqual(first);
  });

  it('of torch before 1.6 is refused with the lines that convert it', async () => {
    copyFileSync('test/fixtures/checkpoints/legacy.bin', join(folder, 'pytorch_model.bin'));
    await expect(openWeights(folder)).rejects.toMatchObject({
      code: 'GB_CHECKPOINT_CORRUPT',
      message: expect.stringContaining('before 1.6'),
      hint: expect.stringMatching(/save_file\(.*weights_only=True/),
    });
  });

  it.each<[string, Uint8Array, string]>([
    [
      'text',
      Buffer.from('version https://git-lfs.github.com/spec/v1\n'),
      'neither a zip nor a pickle',
    ],
    ['nothing', Buffer.alloc(0), 'neither a zip nor a pickle'],
    ['a zip without a pickle', storedZip({ 'm/x': Buffer.from('1') }), 'no single data.pkl'],
    ['a list', storedZip({ 'm/data.pkl': Buffer.from('\x80\x02].', 'latin1') }), 'no state dict'],
    [
      'no tensor',
      storedZip({
        'm/data.pkl': Buffer.concat([
          Buffer.from('\x80\x02}', 'latin1'),
          text('epoch'),
          Buffer.from('K\x01s.', 'latin1'),
        ]),
      }),
      '"epoch" is not a tensor',
    ],
  ])('holding %s is refused', async (_, bytes, message) => {
    writeBin(bytes);
    await expect(openWeights(folder)).rejects.toMatchObject({
      code: 'GB_CHECKPOINT_CORRUPT',
      message: expect.stringContaining(message),
    });
  });

  it('cut or altered anywhere gives an error of ours or the same names, never another fault', async () => {
    const whole = readFileSync(join(tied, 'pytorch_model.bin'));
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: whole.length - 1 }),
        fc.integer({ min: 0, max: 255 }),
        fc.boolean(),
        async (at, byte, cut) => {
          const bytes = Buffer.from(cut ? whole.subarray(0, at) : whole);
          // Most of the file is weights; the pickle and the directory are where a change matters.
          if (!cut) bytes[at % 2 === 0 ? at % 4000 : whole.length - 1 - (at % 4000)] = byte;
          writeBin(bytes);
          const error: unknown = await openWeights(folder).then(
            () => undefined,
            (reason: unknown) => reason,
          );
          if (error !== undefined)
            expect(error).toMatchObject({
              name: 'GlottobenchError',
              code: 'GB_CHECKPOINT_CORRUPT',
            });
        },
      ),
      { numRuns: 60 },
    );
  });
});
