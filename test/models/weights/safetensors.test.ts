import {
  readFileSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  mkdirSync,
  renameSync,
  rmSync,
  copyFileSync,
  cpSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { openTransformer } from '../../../src/models/transformer.js';
import {
  rewriteConfig,
  rewriteSafetensors,
  withCopy,
  type Header,
} from '../../support/bad-checkpoints.js';

const QUERY = 'encoder.layer.1.attention.self.query.weight';

function entry(header: Header, name: string): Header[string] {
  const found = header[name];
  if (found === undefined) throw new Error(`fixture lacks ${name}`);
  return found;
}

/** Opens a damaged copy of bert-odd and expects one error of the checkpoint that names everything given. */
async function expectCorrupt(
  damage: (folder: string) => void,
  file: string,
  ...named: string[]
): Promise<void> {
  await withCopy('bert-odd', async (folder) => {
    damage(folder);
    const error: unknown = await openTransformer(folder).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({
      code: 'GB_CHECKPOINT_CORRUPT',
      exitCode: 4,
      place: { file: expect.stringContaining(file) },
    });
    for (const name of named) expect((error as Error).message).toContain(name);
  });
}

describe('a damaged model.safetensors', () => {
  const file = 'model.safetensors';

  it.each([[4], [100], [5000], [-1]])('cut to %d bytes is refused', (length) =>
    expectCorrupt((folder) => {
      const path = join(folder, file);
      truncateSync(path, length === -1 ? readFileSync(path).length - 1 : length);
    }, file),
  );

  it('with bytes after the last tensor is refused', () =>
    expectCorrupt(
      (folder) =>
        rewriteSafetensors(folder, (_, data) => ({ data: Buffer.concat([data, Buffer.alloc(3)]) })),
      file,
      '3 bytes after',
    ));

  it('with a header length of 2^60 is refused', () =>
    expectCorrupt(
      (folder) =>
        writeFileSync(join(folder, file), Buffer.from([0, 0, 0, 0, 0, 0, 0, 16, 123, 125])),
      file,
      'header of',
    ));

  it.each(['{"a": ', '[]', 'null'])('with the header %s is refused', (text) =>
    expectCorrupt((folder) => rewriteSafetensors(folder, () => ({ text })), file, 'header is not'),
  );

  it.each<[string, (found: Header[string]) => void]>([
    [
      'offsets behind the end',
      (found) => {
        found.data_offsets[1] += 1e9;
      },
    ],
    [
      'offsets that run backwards',
      (found) => {
        found.data_offsets.reverse();
      },
    ],
    [
      'negative offsets',
      (found) => {
        found.data_offsets[0] = -4;
      },
    ],
    [
      'a fractional size',
      (found) => {
        found.shape[0] = 1.5;
      },
    ],
    [
      'more elements than bytes',
      (found) => {
        found.shape[0] = 43;
      },
    ],
    [
      'an unknown dtype',
      (found) => {
        found.dtype = 'F33';
      },
    ],
    [
      'another width of dtype',
      (found) => {
        found.dtype = 'F16';
      },
    ],
  ])('with %s is refused by the name of the tensor', (_, change) =>
    expectCorrupt(
      (folder) => rewriteSafetensors(folder, (header) => void change(entry(header, QUERY))),
      file,
      QUERY,
    ),
  );

  it('with overlapping tensors is refused', () =>
    expectCorrupt(
      (folder) =>
        rewriteSafetensors(folder, (header) => {
          entry(header, QUERY).data_offsets = [
            ...entry(header, 'encoder.layer.0.attention.self.query.weight').data_offsets,
          ];
          return undefined;
        }),
      file,
      'overlap',
      QUERY,
    ));

  it('with two tensors of one name is refused', () =>
    expectCorrupt(
      (folder) =>
        rewriteSafetensors(folder, (header) => ({
          text: JSON.stringify(header).replace(
            '{',
            `{"${QUERY}":${JSON.stringify(header[QUERY])},`,
          ),
        })),
      file,
      QUERY,
      'twice',
    ));

  it.each([[NaN], [Infinity]])(
    'with one %d in a weight is refused by tensor and element',
    (value) =>
      expectCorrupt(
        (folder) =>
          rewriteSafetensors(folder, (header, data) => {
            data.writeFloatLE(value, entry(header, QUERY).data_offsets[0] + 4 * 77);
            return undefined;
          }),
        file,
        QUERY,
        'element 77',
      ),
  );
});

describe('tensors that contradict config.json', () => {
  it('a missing tensor is named, with what comes near', () =>
    withCopy('bert-odd', async (folder) => {
      rewriteSafetensors(folder, (header) => ({
        text: JSON.stringify(header).replace(QUERY, `${QUERY}_`),
      }));
      await expect(openTransformer(folder)).rejects.toMatchObject({
        code: 'GB_CHECKPOINT_CORRUPT',
        message: expect.stringContaining(`"${QUERY}" is missing`),
        hint: expect.stringContaining(`${QUERY}_`),
      });
    }));

  it('a wrong shape is named with both shapes', () =>
    expectCorrupt(
      (folder) => rewriteConfig(folder, { intermediate_size: 44 }),
      'model.safetensors',
      'encoder.layer.0.intermediate.dense.weight',
      '[40, 42]',
      '[44, 42]',
    ));

  it('whole numbers are no weights', () =>
    expectCorrupt(
      (folder) =>
        rewriteSafetensors(folder, (header) => {
          entry(header, QUERY).dtype = 'I32';
          return undefined;
        }),
      'model.safetensors',
      QUERY,
      'I32',
    ));

  it.each([
    [{ hidden_size: '42' }, 'hidden_size'],
    [{ num_attention_heads: 0 }, 'num_attention_heads'],
    [{ num_attention_heads: 5 }, 'cannot be cut into 5 heads'],
    [{ layer_norm_eps: -1 }, 'layer_norm_eps'],
    [{ is_decoder: true }, 'is_decoder'],
    [{ position_embedding_type: 'relative_key' }, 'position_embedding_type'],
  ])('config %j is refused by its key', (change, named) =>
    expectCorrupt((folder) => rewriteConfig(folder, change), '', named),
  );

  it('broken JSON is named', () =>
    expectCorrupt(
      (folder) => writeFileSync(join(folder, 'config.json'), '{"model_type": '),
      'config.json',
      'JSON',
    ));

  it('an unknown architecture ends with exit code 2 and lists the known ones', () =>
    withCopy('bert-odd', async (folder) => {
      rewriteConfig(folder, { model_type: 'mamba' });
      await expect(openTransformer(folder)).rejects.toMatchObject({
        code: 'GB_ARCHITECTURE_UNKNOWN',
        exitCode: 2,
        message: expect.stringMatching(/"mamba".*bert, distilbert, xlm-roberta/),
      });
    }));
});

describe('files outside of the folder', () => {
  it('are not followed through a symbolic link', () =>
    expectCorrupt(
      (folder) => {
        renameSync(join(folder, 'model.safetensors'), join(folder, '..', 'elsewhere.safetensors'));
        symlinkSync('../elsewhere.safetensors', join(folder, 'model.safetensors'));
      },
      'model.safetensors',
      'outside',
    ));

  it.each(['../elsewhere.safetensors', '/etc/passwd'])('are not reached as the shard %s', (shard) =>
    expectCorrupt((folder) => {
      copyFileSync(join(folder, 'model.safetensors'), join(folder, '..', 'elsewhere.safetensors'));
      rmSync(join(folder, 'model.safetensors'));
      writeFileSync(
        join(folder, 'model.safetensors.index.json'),
        JSON.stringify({ weight_map: { [QUERY]: shard } }),
      );
    }, ''),
  );

  it.each(['blobs of the repository', 'blobs that all repositories share'])(
    'are opened in the layout of the hub cache, whose snapshots link to %s',
    (kept) =>
      withCopy('bert-odd', async (folder) => {
        const repository = join(folder, '..', 'models--org--name');
        const snapshot = join(repository, 'snapshots', '0123abc');
        mkdirSync(snapshot, { recursive: true });
        mkdirSync(join(repository, 'blobs'));
        for (const [name, blob] of [
          ['config.json', 'aa'],
          ['model.safetensors', 'bb'],
        ] as const) {
          renameSync(join(folder, name), join(repository, 'blobs', blob));
          symlinkSync(`../../blobs/${blob}`, join(snapshot, name));
          if (kept === 'blobs of the repository') continue;
          mkdirSync(join(folder, '..', 'blobs', blob), { recursive: true });
          renameSync(join(repository, 'blobs', blob), join(folder, '..', 'blobs', blob, 'hash'));
          symlinkSync(`../../blobs/${blob}/hash`, join(repository, 'blobs', blob));
        }
        const model = await openTransformer(snapshot);
        expect(
          (await model.run(BigInt64Array.of(1n, 2n), BigInt64Array.of(1n, 1n), 1, 2)).length,
        ).toBe(2 * 42);
        await model.close();
      }),
  );
});

describe('shards', () => {
  it('are opened where each lies in its own folder of the blobs that all repositories share', () =>
    withCopy('bert-odd', async (folder) => {
      const run = async (path: string): Promise<Float32Array> => {
        const model = await openTransformer(path);
        const states = await model.run(BigInt64Array.of(1n, 2n), BigInt64Array.of(1n, 1n), 1, 2);
        await model.close();
        return states;
      };
      const whole = await run(folder);
      const repository = join(folder, '..', 'models--org--name');
      const snapshot = join(repository, 'snapshots', '0123abc');
      mkdirSync(snapshot, { recursive: true });
      cpSync(join(folder, 'config.json'), join(snapshot, 'config.json'));
      const weightMap: Record<string, string> = {};
      for (const [shard, blob] of ['0a', 'f3'].entries()) {
        const place = join(folder, '..', 'blobs', blob);
        mkdirSync(place, { recursive: true });
        const name = `model-0000${shard + 1}-of-00002.safetensors`;
        cpSync(join(folder, 'model.safetensors'), join(place, 'hash'));
        rewriteSafetensors(
          place,
          (header, data) => {
            const kept: Header = {};
            const parts: Buffer[] = [];
            let end = 0;
            for (const [i, [tensor, entry]] of Object.entries(header).entries()) {
              if (tensor === '__metadata__' || i % 2 !== shard) continue;
              const part = data.subarray(...entry.data_offsets);
              kept[tensor] = { ...entry, data_offsets: [end, (end += part.length)] };
              parts.push(part);
              weightMap[tensor] = name;
            }
            return { text: JSON.stringify(kept), data: Buffer.concat(parts) };
          },
          'hash',
        );
        symlinkSync(`../../../blobs/${blob}/hash`, join(snapshot, name));
      }
      writeFileSync(
        join(snapshot, 'model.safetensors.index.json'),
        JSON.stringify({ weight_map: weightMap }),
      );
      expect(await run(snapshot)).toEqual(whole);
    }));

  it('that the index names but the folder lacks are named', () =>
    expectCorrupt(
      (folder) => {
        rmSync(join(folder, 'model.safetensors'));
        writeFileSync(
          join(folder, 'model.safetensors.index.json'),
          JSON.stringify({ weight_map: { a: 'model-00001-of-00001.safetensors' } }),
        );
      },
      'model-00001-of-00001.safetensors',
      'missing',
    ));

  it('that lack a promised tensor are named', () =>
    expectCorrupt(
      (folder) => {
        renameSync(join(folder, 'model.safetensors'), join(folder, 'one.safetensors'));
        writeFileSync(
          join(folder, 'model.safetensors.index.json'),
          JSON.stringify({ weight_map: { absent: 'one.safetensors' } }),
        );
      },
      'one.safetensors',
      '"absent"',
    ));
});
