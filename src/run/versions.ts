import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { packagePath } from '../base/package-path.js';

/** Version of this package, as every run manifest repeats it. */
export function packageVersion(): string {
  return (JSON.parse(readFileSync(packagePath('package.json'), 'utf8')) as { version: string }).version;
}

/** Version of the inference runtime that is installed. */
export function runtimeVersion(): string {
  return (createRequire(import.meta.url)('onnxruntime-node/package.json') as { version: string }).version;
}
