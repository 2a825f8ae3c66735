import { createRequire } from 'node:module';

/** Version of the inference runtime that is installed. */
export function runtimeVersion(): string {
  return (createRequire(import.meta.url)('onnxruntime-node/package.json') as { version: string })
    .version;
}
