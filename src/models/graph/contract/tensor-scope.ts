import { corrupt } from '../../config/corrupt.js';
import { formatShape, type StoredTensor } from '../../weights/tensors/stored-tensor.js';
import { didYouMean } from '../../../base/suggest.js';

const FLOATING = new Set(['F32', 'F16', 'BF16', 'F64']);

/**
 * Tensors of a checkpoint below one name prefix. What a backbone takes is checked by name and
 * shape; what it does not take (heads, poolers, buffers) is ignored.
 */
export class TensorScope {
  private constructor(
    private readonly all: ReadonlyMap<string, StoredTensor>,
    readonly prefix: string,
    private readonly file: string,
    private readonly taken: Map<string, StoredTensor>,
  ) {}

  /**
   * The scope in which `anchor` lies, whatever class the checkpoint was saved from: `bert.`,
   * `roberta.`, `model.` or none.
   * @throws GB_CHECKPOINT_CORRUPT when no tensor, or several with equal right, end in the anchor's
   * name
   */
  static find(
    tensors: ReadonlyMap<string, StoredTensor>,
    anchor: string,
    file: string,
  ): TensorScope {
    const prefixes = [...tensors.keys()]
      .filter((name) => name === anchor || name.endsWith(`.${anchor}`))
      .map((name) => name.slice(0, -anchor.length));
    const [prefix, another] = prefixes.includes('') ? [''] : prefixes;
    if (prefix === undefined)
      throw corrupt(file, `tensor "${anchor}" is missing, with any prefix`, {
        hint: nearNames(anchor, tensors),
      });
    if (another !== undefined)
      throw corrupt(
        file,
        `tensor "${anchor}" occurs under several prefixes: ${prefixes.join(', ')}`,
      );
    return new TensorScope(tensors, prefix, file, new Map());
  }

  in(part: string): TensorScope {
    return this.at(`${this.prefix}${part}.`);
  }

  /** The scope of another prefix, counted from the root of all names. */
  at(prefix: string): TensorScope {
    return new TensorScope(this.all, prefix, this.file, this.taken);
  }

  has(name: string): boolean {
    return this.#find(name) !== undefined;
  }

  /**
   * @throws GB_CHECKPOINT_CORRUPT when the tensor is missing, has another shape, or is not of
   * floating-point type
   */
  take(name: string, shape: readonly number[]): StoredTensor {
    const full = `${this.prefix}${name}`;
    const tensor = this.#find(name);
    if (tensor === undefined)
      throw corrupt(this.file, `tensor "${full}" is missing`, { hint: nearNames(full, this.all) });
    if (
      tensor.shape.length !== shape.length ||
      tensor.shape.some((size, axis) => size !== shape[axis])
    ) {
      throw corrupt(
        tensor.file,
        `tensor "${tensor.name}" has shape ${formatShape(tensor.shape)}, config.json asks for ${formatShape(shape)}`,
      );
    }
    if (!FLOATING.has(tensor.dtype))
      throw corrupt(
        tensor.file,
        `tensor "${tensor.name}" has dtype ${tensor.dtype}, weights are floating-point numbers`,
      );
    this.taken.set(tensor.name, tensor);
    return tensor;
  }

  /** Every tensor taken so far in this scope and all that share its root. */
  used(): StoredTensor[] {
    return [...this.taken.values()];
  }

  /** TensorFlow's names of layer norms, gamma and beta, live on in old BERT checkpoints. */
  #find(name: string): StoredTensor | undefined {
    const old = name
      .replace(/(LayerNorm)\.weight$/, '$1.gamma')
      .replace(/(LayerNorm)\.bias$/, '$1.beta');
    return this.all.get(`${this.prefix}${name}`) ?? this.all.get(`${this.prefix}${old}`);
  }
}

function nearNames(name: string, tensors: ReadonlyMap<string, StoredTensor>): string | undefined {
  const near = didYouMean(name, tensors.keys(), 2);
  return near.length === 0
    ? undefined
    : `The file has ${near.map((one) => `"${one}"`).join(' and ')}.`;
}
