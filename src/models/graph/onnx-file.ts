import type { OpenTransformerOptions, Transformer } from './transformer-types.js';
export function findOnnxFile(_folder: string): string | undefined { return undefined; }
export function openOnnxTransformer(_folder: string, _file: string, _options: OpenTransformerOptions): Promise<Transformer> { throw new Error('todo'); }
