import {
  copyFileSync,
  cpSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { openTransformer } from '../../../src/models/graph/open-transformer.js';
import { rewriteSafetensors, withCopy, type Header } from '../../support/bad-checkpoints.js';
import { expectCorrupt, QUERY } from './damaged-copy.js';

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
