import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { GlottobenchError } from '../../base/errors.js';
import { didYouMean } from '../../base/suggest.js';
import { bundledFolder } from '../../models/catalog.js';
import { parseEndpoint, type EndpointAddress } from '../../models/endpoint/address.js';
import type { EndpointIdentity } from '../../models/endpoint/identity.js';

/** What the user means by one `--model`. */
export type ModelSpec =
  | { readonly kind: 'bm25' }
  | { readonly kind: 'random'; readonly seed: number }
  | {
      readonly kind: 'folder';
      readonly path: string;
      /** How the folder should have been written, where it could as well be a name of the hub. */
      readonly correction?: string;
    }
  | {
      readonly kind: 'endpoint';
      readonly address: EndpointAddress;
      /** What the service answered when it was identified; it is not asked again. */
      readonly identity?: EndpointIdentity;
    }
  | { readonly kind: 'hub'; readonly name: string; readonly revision: string | undefined };

const HUB_NAME = /^([A-Za-z0-9][\w.-]*\/[A-Za-z0-9][\w.-]*)(?:@([\w./-]+))?$/;

/** Models that need no checkpoint. */
const BUILT_IN_MODELS = ['bm25', 'random'] as const;

/**
 * An address that begins with http is an endpoint, whose model is named apart. A folder wins over a
 * hub name; `org/name` or `org/name@revision` is a hub name; everything else is refused here,
 * before anything heavy is opened.
 * @throws GB_MODEL_UNKNOWN with did-you-mean
 */
export async function parseModelSpec(text: string, endpointModel?: string): Promise<ModelSpec> {
  if (text === 'bm25') return { kind: 'bm25' };
  const random = /^random(?::(\d{1,9}))?$/.exec(text);
  if (random !== null) return { kind: 'random', seed: Number(random[1] ?? 0) };
  const bundled = bundledFolder(text);
  if (bundled !== undefined) return { kind: 'folder', path: bundled };
  if (/^https?:\/\//i.test(text))
    return { kind: 'endpoint', address: parseEndpoint(text, endpointModel) };
  if (existsSync(text)) {
    if ((await stat(text)).isDirectory()) return folderSpec(text);
    throw new GlottobenchError(
      'GB_MODEL_UNKNOWN',
      `the model "${text}" is a file; give the folder that holds it`,
    );
  }
  const hub = HUB_NAME.exec(text);
  if (hub !== null && !text.startsWith('.') && hub[1] !== undefined)
    return { kind: 'hub', name: hub[1], revision: hub[2] };
  const near = didYouMean(text, BUILT_IN_MODELS, 1)[0];
  throw new GlottobenchError('GB_MODEL_UNKNOWN', `there is no model "${text}"`, {
    hint:
      near === undefined
        ? 'a model is a folder, a hub name like intfloat/multilingual-e5-small, an address with --endpoint-model, bm25, or random'
        : `did you mean: ${near}?`,
  });
}

/**
 * `org/name` is the hub's; a folder of that form beside the shell was read by earlier releases and
 * still is.
 */
function folderSpec(path: string): ModelSpec {
  const correction = folderCorrection(path);
  return { kind: 'folder', path, ...(correction !== undefined && { correction }) };
}

/** How a folder should have been written that could as well be a name of the hub. */
export function folderCorrection(path: string): string | undefined {
  return isHubName(path)
    ? `"${path}" is read as the folder here; write ./${path}, for without ./ it is a name of the hub`
    : undefined;
}

/** `org/name` or `org/name@revision`. */
export function isHubName(text: string): boolean {
  return HUB_NAME.test(text);
}
