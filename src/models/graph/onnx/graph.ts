import type { StoredTensor } from '../../weights/tensors/stored-tensor.js';
import { quantizeLinear } from './quantize.js';
import { elementTypeNumber, GraphWriter, type ElementType, type Value } from './writer.js';

/**
 * `int8` changes the products with matrices of linear layers; everything else stays float32.
 * `uint8` is the same numbers, stored 128 higher: slower, and exact on every processor.
 */
export type LinearPrecision = 'fp32' | 'int8' | 'uint8';

interface QuantizedRows {
  readonly quantized: Value;
  /** `[rows]` */
  readonly scale: Value;
}

/**
 * The words in which the backbones are written: one method per operator. Weights come out as
 * float32 whatever their stored precision; ONNX Runtime folds the casts when it opens the model.
 */
export class Graph {
  readonly #writer = new GraphWriter();
  readonly #weights = new Map<string, Value>();
  readonly #quantizations = new Map<string, QuantizedRows>();
  #constants = 0;

  constructor(private readonly precision: LinearPrecision = 'fp32') {}

  readonly input = this.#writer.input.bind(this.#writer);
  readonly output = this.#writer.output.bind(this.#writer);
  readonly serialize = this.#writer.serialize.bind(this.#writer);

  #op(
    operator: string,
    inputs: readonly Value[],
    attributes: Parameters<GraphWriter['node']>[2] = {},
  ): Value {
    return this.#writer.node(operator, inputs, attributes)[0];
  }

  #constant(
    type: ElementType,
    shape: readonly number[],
    data: ArrayBufferView<ArrayBuffer>,
  ): Value {
    return this.#writer.constant(`constant_${this.#constants++}`, type, shape, data);
  }

  /** A weight, as float32. */
  weight(tensor: StoredTensor): Value {
    const known = this.#weights.get(tensor.name);
    if (known !== undefined) return known;
    const stored = this.#writer.stored(tensor);
    const own = tensor.dtype === 'F32' ? stored : this.cast(stored, 'float');
    const { lowRank } = tensor;
    const value =
      lowRank === undefined
        ? own
        : this.add(
            own,
            this.multiply(
              this.matmul(this.weight(lowRank.b), this.weight(lowRank.a)),
              this.float(lowRank.scale),
            ),
          );
    this.#weights.set(tensor.name, value);
    return value;
  }

  /**
   * Rows of a table, float32 `[...indices, width]`. Only the rows taken are cast: half-precision
   * tables stay half.
   */
  embed(table: StoredTensor, indices: Value): Value {
    const stored = this.#op('Gather', [this.#writer.stored(table), indices], { axis: 0 });
    const rows = table.dtype === 'F32' ? stored : this.cast(stored, 'float');
    const { lowRank } = table;
    if (lowRank === undefined) return rows;
    const [a, b] = [lowRank.a, lowRank.b].map((side) => this.transpose(this.weight(side), [1, 0]));
    if (a === undefined || b === undefined) return rows;
    const added = this.matmul(this.#op('Gather', [a, indices], { axis: 0 }), b);
    return this.add(rows, this.multiply(added, this.float(lowRank.scale)));
  }

  int(value: number): Value {
    return this.#constant('int64', [], BigInt64Array.of(BigInt(value)));
  }

  ints(values: readonly number[]): Value {
    return this.#constant('int64', [values.length], BigInt64Array.from(values, BigInt));
  }

  float(value: number): Value {
    return this.#constant('float', [], Float32Array.of(value));
  }

  floats(values: Float32Array<ArrayBuffer>, shape: readonly number[] = [values.length]): Value {
    return this.#constant('float', shape, values);
  }

  add(a: Value, b: Value): Value {
    return this.#op('Add', [a, b]);
  }
  subtract(a: Value, b: Value): Value {
    return this.#op('Sub', [a, b]);
  }
  multiply(a: Value, b: Value): Value {
    return this.#op('Mul', [a, b]);
  }
  divide(a: Value, b: Value): Value {
    return this.#op('Div', [a, b]);
  }
  matmul(a: Value, b: Value): Value {
    return this.#op('MatMul', [a, b]);
  }
  negate(x: Value): Value {
    return this.#op('Neg', [x]);
  }
  absolute(x: Value): Value {
    return this.#op('Abs', [x]);
  }
  cosine(x: Value): Value {
    return this.#op('Cos', [x]);
  }
  sine(x: Value): Value {
    return this.#op('Sin', [x]);
  }
  sqrt(x: Value): Value {
    return this.#op('Sqrt', [x]);
  }
  tanh(x: Value): Value {
    return this.#op('Tanh', [x]);
  }
  relu(x: Value): Value {
    return this.#op('Relu', [x]);
  }
  sigmoid(x: Value): Value {
    return this.#op('Sigmoid', [x]);
  }
  softplus(x: Value): Value {
    return this.#op('Softplus', [x]);
  }
  clip(x: Value, low: Value, high: Value): Value {
    return this.#op('Clip', [x, low, high]);
  }
  softmax(x: Value): Value {
    return this.#op('Softmax', [x], { axis: -1 });
  }
  equal(a: Value, b: Value): Value {
    return this.#op('Equal', [a, b]);
  }
  not(x: Value): Value {
    return this.#op('Not', [x]);
  }
  cast(x: Value, to: ElementType): Value {
    return this.#op('Cast', [x], { to: elementTypeNumber(to) });
  }
  gelu(x: Value, approximate: 'none' | 'tanh'): Value {
    return this.#op('Gelu', [x], { approximate });
  }
  leakyRelu(x: Value, alpha: number): Value {
    return this.#op('LeakyRelu', [x], { alpha: { float: alpha } });
  }
  mish(x: Value): Value {
    return this.#op('Mish', [x]);
  }
  hardSwish(x: Value): Value {
    return this.#op('HardSwish', [x]);
  }
  reshape(x: Value, shape: Value): Value {
    return this.#op('Reshape', [x, shape]);
  }
  transpose(x: Value, order: readonly number[]): Value {
    return this.#op('Transpose', [x], { perm: order });
  }
  unsqueeze(x: Value, axes: readonly number[]): Value {
    return this.#op('Unsqueeze', [x, this.ints(axes)]);
  }
  squeeze(x: Value, axes: readonly number[]): Value {
    return this.#op('Squeeze', [x, this.ints(axes)]);
  }
  concat(values: readonly Value[], axis: number): Value {
    return this.#op('Concat', values, { axis });
  }
  gather(x: Value, indices: Value, axis: number): Value {
    return this.#op('Gather', [x, indices], { axis });
  }
  range(start: Value, end: Value, step: Value): Value {
    return this.#op('Range', [start, end, step]);
  }
  cumulativeSum(x: Value, axis: Value): Value {
    return this.#op('CumSum', [x, axis]);
  }
  /** Equal parts along the last axis. */
  split(x: Value, parts: number): Value[] {
    return this.#writer.node('Split', [x], { axis: -1, num_outputs: parts }, parts);
  }
  greater(a: Value, b: Value): Value {
    return this.#op('Greater', [a, b]);
  }
  /** Mean over the last axis, which is kept with size 1. */
  meanOfLast(x: Value): Value {
    return this.#op('ReduceMean', [x, this.ints([-1])], { keepdims: 1 });
  }

  /**
   * `x · wᵀ + b` for x `[n, in]` and torch's layout of Linear, w `[out, in]`. In fp32 nothing has
   * to be transposed or copied.
   */
  linear(x: Value, weight: StoredTensor, bias?: StoredTensor): Value {
    const offset = bias === undefined ? undefined : this.weight(bias);
    if (this.precision === 'fp32')
      return this.#op('Gemm', [x, this.weight(weight), ...(offset === undefined ? [] : [offset])], {
        transB: 1,
      });
    const product = this.#integerProduct(x, weight);
    return offset === undefined ? product : this.add(product, offset);
  }

  /**
   * `x · wᵀ` in 8-bit integers: weights with one scale per output channel, x with one scale per
   * row, found anew in every run: twice as near to float32 as one scale per matrix
   * (docs/performance.md), and texts of a batch do not coarsen each other.
   */
  #integerProduct(x: Value, weight: StoredTensor): Value {
    const [to = 0, from = 0] = weight.shape;
    const { values, scales } = quantizeLinear(weight);
    const { quantized, scale } = this.#quantizedRows(x);
    const weights =
      this.precision === 'int8'
        ? [this.#constant('int8', [from, to], values), this.#zeroPoint()]
        : [
            this.#constant(
              'uint8',
              [from, to],
              Uint8Array.from(values, (value) => value + 128),
            ),
            this.#zeroPoint(),
            this.#zeroPoint(),
          ];
    const product = this.#op('MatMulInteger', [quantized, ...weights]);
    return this.multiply(
      this.multiply(this.cast(product, 'float'), this.unsqueeze(scale, [1])),
      this.floats(scales),
    );
  }

  /**
   * x as uint8 around 128, and the scale of each row; query, key and value share one input and so
   * one quantisation.
   */
  #quantizedRows(x: Value): QuantizedRows {
    const known = this.#quantizations.get(x.name);
    if (known !== undefined) return known;
    const largest = this.#op('ReduceMax', [this.absolute(x), this.ints([1])], { keepdims: 0 });
    const scale = this.#op('Max', [this.divide(largest, this.float(127)), this.float(1e-12)]);
    const zeros = this.#op('Expand', [this.#zeroPoint(), this.#op('Shape', [scale])]);
    const made = { quantized: this.#op('QuantizeLinear', [x, scale, zeros], { axis: 0 }), scale };
    this.#quantizations.set(x.name, made);
    return made;
  }

  #zeroPoint(): Value {
    return this.#constant('uint8', [], Uint8Array.of(128));
  }

  layerNorm(x: Value, weight: Value, bias: Value | undefined, epsilon: number): Value {
    return this.#op('LayerNormalization', bias === undefined ? [x, weight] : [x, weight, bias], {
      axis: -1,
      epsilon: { float: epsilon },
    });
  }

  /** Size of one axis as a vector of one element, ready to be part of a shape. */
  size(x: Value, axis: number): Value {
    return this.#op('Shape', [x], { start: axis, end: axis + 1 });
  }
}
