import { join } from 'node:path';
import { parsePythonJson, readText } from '../../base/json.js';
import { corrupt } from './corrupt.js';
import { resolveInside } from './inside-folder.js';

/**
 * `config.json` of transformers, read key by key with transformers' own defaults.
 * A value of the wrong type is a GB_CHECKPOINT_CORRUPT with its JSON pointer; unknown keys are none
 * of our business.
 */
export class TransformerConfig {
  constructor(
    readonly file: string,
    readonly values: Readonly<Record<string, unknown>>,
  ) {}

  static async read(folder: string): Promise<TransformerConfig> {
    const file = join(folder, 'config.json');
    const value = parsePythonJson(
      await readText(await resolveInside(folder, 'config.json')),
      file,
      'GB_CHECKPOINT_CORRUPT',
    );
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw corrupt(file, 'is not a JSON object');
    return new TransformerConfig(file, value as Record<string, unknown>);
  }

  #wrong(key: string, expected: string): Error {
    return corrupt(
      this.file,
      `${key} is ${JSON.stringify(this.values[key])}, expected ${expected}`,
      { pointer: `/${key}` },
    );
  }

  /** A whole number of at least `least`. */
  size(key: string, fallback: number, least = 1): number {
    const value = this.values[key] ?? fallback;
    if (!Number.isSafeInteger(value) || (value as number) < least)
      throw this.#wrong(key, `a whole number of at least ${least}`);
    return value as number;
  }

  /**
   * Width of one head. @throws GB_CHECKPOINT_CORRUPT when the hidden size cannot be cut evenly, as
   * transformers does
   */
  headSize(hiddenSize: number, headsKey: string, heads: number): number {
    if (hiddenSize % heads !== 0)
      throw corrupt(this.file, `the hidden size ${hiddenSize} cannot be cut into ${heads} heads`, {
        pointer: `/${headsKey}`,
      });
    return hiddenSize / heads;
  }

  /** A positive number. */
  positive(key: string, fallback: number): number {
    const value = this.values[key] ?? fallback;
    if (typeof value !== 'number' || !(value > 0)) throw this.#wrong(key, 'a number above 0');
    return value;
  }

  flag(key: string, fallback: boolean): boolean {
    const value = this.values[key] ?? fallback;
    if (typeof value !== 'boolean') throw this.#wrong(key, 'true or false');
    return value;
  }

  text(key: string, fallback: string): string {
    const value = this.values[key] ?? fallback;
    if (typeof value !== 'string') throw this.#wrong(key, 'a string');
    return value;
  }

  /** Refuses a key whose value would change the arithmetic in a way that is not written here. */
  require(key: string, allowed: readonly unknown[]): void {
    const value = this.values[key];
    if (value !== undefined && value !== null && !allowed.includes(value)) {
      throw this.#wrong(key, allowed.map((one) => JSON.stringify(one)).join(' or '));
    }
  }

  /** First entry of `architectures`, or the model type, or the empty string. */
  get architecture(): string {
    const names = this.values['architectures'];
    const first: unknown = Array.isArray(names) ? names[0] : undefined;
    return typeof first === 'string' ? first : this.modelType;
  }

  /** Empty where the file does not tell. */
  get modelType(): string {
    return this.text('model_type', '');
  }
}
