import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { isAdapterFile } from '../../../src/base/adapter-files.js';
import { openEncoder } from '../../../src/models/open-encoder.js';
import { faultOf, withVariant } from '../../support/checkpoint-copy.js';

describe('an adapter', () => {
  it.each([
    'adapter_model.safetensors',
    'adapter_model.bin',
    'adapter_model-00001-of-00002.safetensors',
    'pytorch_adapter.bin',
  ])('that is not one of PEFT in one file is refused by name: %s', async (name) => {
    await withVariant('pool-max', async (folder) => {
      writeFileSync(join(folder, name), '{}');
      const fault = await faultOf(openEncoder(folder));
      expect([fault.code, fault.exitCode]).toEqual(['GB_ARCHITECTURE_UNKNOWN', 2]);
      expect(fault.message).toContain(`${name} is part of an adapter`);
      expect(fault.place.file).toBe(join(folder, name));
      expect(fault.hint).toContain('merge_and_unload');
    });
  });

  it('without its tensors is refused', async () => {
    await withVariant('pool-max', async (folder) => {
      writeFileSync(join(folder, 'adapter_config.json'), '{"peft_type": "LORA"}');
      expect((await faultOf(openEncoder(folder))).message).toContain(
        'has no adapter_model.safetensors',
      );
    });
  });

  it('of an ONNX file is refused', async () => {
    await withVariant('pool-max', async (folder) => {
      cpSync(
        'test/fixtures/adapters/plain/adapter_model.safetensors',
        join(folder, 'adapter_model.safetensors'),
      );
      cpSync(
        'test/fixtures/adapters/plain/adapter_config.json',
        join(folder, 'adapter_config.json'),
      );
      writeFileSync(join(folder, 'model.onnx'), 'x');
      const fault = await faultOf(openEncoder(folder, { onnxFile: 'model.onnx' }));
      expect(fault.message).toContain('is part of an adapter that is not applied');
    });
  });

  it.each([
    ['adapter_model-00001-of-00002.safetensors', true],
    ['adapter_model.safetensors.index.json', true],
    ['pytorch_adapter.bin', true],
    ['adapters.safetensors', true],
    ['model.safetensors', false],
    ['adapter.md', false],
    ['my_adapter_model.safetensors', false],
  ])('is told by the name of a file: %s %s', (name, adapter) => {
    expect(isAdapterFile(name)).toBe(adapter);
  });
});
