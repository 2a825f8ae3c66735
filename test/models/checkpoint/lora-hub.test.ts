import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { snapshotModel } from '../../../src/hub/snapshot-model.js';
import { openEncoder } from '../../../src/models/open-encoder.js';
import { editJson, faultOf } from '../../support/checkpoint-copy.js';
import { HubServer } from '../../support/hub-server.js';
import { FIRST, freshFolder, removeFolders, testSettings } from '../../support/hub-world.js';

const ADAPTERS = 'test/fixtures/adapters';
let server: HubServer;
afterEach(() => server.close());
afterAll(removeFolders);

async function serve(...parts: readonly string[]): Promise<string> {
  const folder = freshFolder();
  for (const part of parts) cpSync(join(ADAPTERS, part), folder, { recursive: true });
  server = await HubServer.start({
    type: 'model',
    name: 'org/tiny',
    commits: { [FIRST]: folder },
    refs: { main: FIRST },
  });
  return folder;
}

const golden = JSON.parse(readFileSync(join(ADAPTERS, 'plain', 'golden.json'), 'utf8')) as {
  texts: string[];
  vectors: number[][];
};

async function expectGolden(
  folder: string,
  settings: ReturnType<typeof testSettings>,
): Promise<void> {
  const { encoder, warnings } = await openEncoder(folder, { threads: 1, hub: settings });
  const found = await encoder.encodeWithPrompt(golden.texts, '');
  golden.vectors.flat().forEach((value, i) => expect(found[i]).toBeCloseTo(value, 4));
  expect(warnings.join()).toMatch(/the adapter (is applied to org\/tiny at|was trained on)/u);
  await encoder.close();
}

describe('a LoRA adapter and the hub', () => {
  it('a base that is named there is fetched', async () => {
    await serve('base');
    const folder = freshFolder();
    cpSync(join(ADAPTERS, 'plain'), folder, { recursive: true });
    editJson(folder, 'adapter_config.json', { base_model_name_or_path: 'org/tiny' });
    await expectGolden(folder, testSettings(server));
  });

  it('beside its base comes whole, also where only the configuration is asked for', async () => {
    await serve('base', 'plain');
    const settings = testSettings(server);
    const { folder } = await snapshotModel('org/tiny', 'main', {
      settings,
      parts: 'configuration',
    });
    expect(readdirSync(folder).sort()).toEqual([
      'adapter_config.json',
      'adapter_model.safetensors',
      'config.json',
      'model.safetensors',
      'tokenizer.json',
      'tokenizer_config.json',
    ]);
    await expectGolden(folder, settings);
  });

  it('comes without a base, and one of another kind does not', async () => {
    const served = await serve('plain');
    const settings = testSettings(server);
    const { folder } = await snapshotModel('org/tiny', 'main', { settings });
    expect(readdirSync(folder)).toContain('adapter_model.safetensors');
    rmSync(join(served, 'adapter_config.json'));
    writeFileSync(join(served, 'adapters.safetensors'), 'x');
    await server.close();
    server = await HubServer.start({
      type: 'model',
      name: 'org/tiny',
      commits: { [FIRST]: served },
      refs: { main: FIRST },
    });
    const fault = await faultOf(
      snapshotModel('org/tiny', 'main', { settings: testSettings(server) }),
    );
    expect(fault.message).toContain('is part of an adapter that is not applied');
  });
});
