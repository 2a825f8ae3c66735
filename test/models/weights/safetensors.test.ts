import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from '@jest/globals';
import { rewriteSafetensors, type Header } from '../../support/bad-checkpoints.js';
import { entry, expectCorrupt, QUERY } from './damaged-copy.js';

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

  it.each(['dtype', 'shape', 'data_offsets', '__metadata__'])(
    'with a %s that is a million brackets deep is refused',
    (key) =>
      expectCorrupt(
        (folder) =>
          rewriteSafetensors(folder, () => {
            const deep = `${'['.repeat(1e6)}${']'.repeat(1e6)}`;
            return { text: `{"a": {"${key}": ${deep}}}` };
          }),
        file,
        'nested more than 990 deep',
      ),
  );

  it('quotes a bounded part of a value that is ten million characters long', () =>
    expectCorrupt(
      (folder) =>
        rewriteSafetensors(folder, () => ({ text: `{"a": {"dtype": "${'x'.repeat(1e7)}"}}` })),
      file,
      `unknown dtype "${'x'.repeat(56)}...`,
    ));

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
      (folder) =>
        rewriteSafetensors(folder, (header) => {
          change(entry(header, QUERY));
          return undefined;
        }),
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
