import { create, toBinary, type MessageInitShape } from '@bufbuild/protobuf';
import {
  AttributeProto_AttributeType as Kind,
  ModelProtoSchema,
  TensorProto_DataLocation,
  TensorProto_DataType as Type,
  type AttributeProtoSchema,
  type NodeProtoSchema,
  type TensorProtoSchema,
  type ValueInfoProtoSchema,
} from 'onnx-buf';
import type { Dtype, StoredTensor } from '../../weights/tensors/stored-tensor.js';

/** A tensor that flows through the graph, known by its name. */
export interface Value {
  readonly name: string;
}

export type ElementType = 'float' | 'int64' | 'int32' | 'int8' | 'uint8' | 'bool';

/** Fixed size, or the name of a size that is known only when the graph runs. */
export type TensorDimension = number | 'rows' | 'columns';

type Attribute = number | string | readonly number[] | { readonly float: number };

const ELEMENT_TYPES: Readonly<Record<ElementType, Type>> = {
  float: Type.FLOAT,
  int64: Type.INT64,
  int32: Type.INT32,
  int8: Type.INT8,
  uint8: Type.UINT8,
  bool: Type.BOOL,
};

const STORED_TYPES: Partial<Record<Dtype, Type>> = {
  F32: Type.FLOAT,
  F16: Type.FLOAT16,
  BF16: Type.BFLOAT16,
  F64: Type.DOUBLE,
};

/** Version of the ai.onnx operators: 20 has Gelu with both of its formulas. */
const OPSET = 20n;
/** The IR version that belongs to opset 20 (ONNX 1.15). */
const IR_VERSION = 9n;

/**
 * Collects nodes and initializers and writes them as an ONNX model. Knows the file format, not what
 * a layer is.
 */
export class GraphWriter {
  readonly #nodes: MessageInitShape<typeof NodeProtoSchema>[] = [];
  readonly #initializers = new Map<string, MessageInitShape<typeof TensorProtoSchema>>();
  readonly #inputs: MessageInitShape<typeof ValueInfoProtoSchema>[] = [];
  readonly #outputs: MessageInitShape<typeof ValueInfoProtoSchema>[] = [];

  input(name: string, type: ElementType, dimensions: readonly TensorDimension[]): Value {
    this.#inputs.push(valueInfo(name, type, dimensions));
    return { name };
  }

  output(
    value: Value,
    name: string,
    type: ElementType,
    dimensions: readonly TensorDimension[],
  ): void {
    this.#nodes.push({ opType: 'Identity', name, input: [value.name], output: [name] });
    this.#outputs.push(valueInfo(name, type, dimensions));
  }

  /**
   * A tensor of the checkpoint, in its stored precision, left where it lies (ONNX external data).
   */
  stored(tensor: StoredTensor): Value {
    const dataType = STORED_TYPES[tensor.dtype];
    if (dataType === undefined)
      throw new Error(`${tensor.name} has dtype ${tensor.dtype}, which no layer computes with`);
    this.#initializers.set(tensor.name, {
      name: tensor.name,
      dims: tensor.shape.map(BigInt),
      dataType,
      dataLocation: TensorProto_DataLocation.EXTERNAL,
      externalData: [
        { key: 'location', value: tensor.location },
        { key: 'offset', value: String(tensor.offset) },
        { key: 'length', value: String(tensor.bytes) },
      ],
    });
    return { name: tensor.name };
  }

  /** A constant inside the model itself. */
  constant(
    name: string,
    type: ElementType,
    shape: readonly number[],
    data: ArrayBufferView<ArrayBuffer>,
  ): Value {
    const rawData = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    this.#initializers.set(name, {
      name,
      dims: shape.map(BigInt),
      dataType: ELEMENT_TYPES[type],
      rawData,
    });
    return { name };
  }

  /** Adds a node and returns its outputs. */
  node(
    operator: string,
    inputs: readonly Value[],
    attributes: Readonly<Record<string, Attribute>> = {},
    outputs = 1,
  ): [Value, ...Value[]] {
    const name = `${operator}_${this.#nodes.length}`;
    const names = Array.from({ length: outputs }, (_, i) => (i === 0 ? name : `${name}_${i}`));
    this.#nodes.push({
      opType: operator,
      name,
      input: inputs.map((value) => value.name),
      output: names,
      attribute: Object.entries(attributes).map(([key, value]) => toAttribute(key, value)),
    });
    return [{ name }, ...names.slice(1).map((output) => ({ name: output }))];
  }

  /** The ONNX file, a few kilobytes: stored tensors are references. */
  serialize(): Uint8Array {
    return toBinary(
      ModelProtoSchema,
      create(ModelProtoSchema, {
        irVersion: IR_VERSION,
        producerName: 'glottobench',
        opsetImport: [{ domain: '', version: OPSET }],
        graph: {
          name: 'encoder',
          node: this.#nodes,
          initializer: [...this.#initializers.values()],
          input: this.#inputs,
          output: this.#outputs,
        },
      }),
    );
  }
}

function valueInfo(
  name: string,
  type: ElementType,
  dimensions: readonly TensorDimension[],
): MessageInitShape<typeof ValueInfoProtoSchema> {
  const dim = dimensions.map((size) => ({
    value:
      typeof size === 'number'
        ? { case: 'dimValue' as const, value: BigInt(size) }
        : { case: 'dimParam' as const, value: size },
  }));
  return {
    name,
    type: {
      value: { case: 'tensorType', value: { elemType: ELEMENT_TYPES[type], shape: { dim } } },
    },
  };
}

function toAttribute(
  name: string,
  value: Attribute,
): MessageInitShape<typeof AttributeProtoSchema> {
  if (typeof value === 'number') return { name, type: Kind.INT, i: BigInt(value) };
  if (typeof value === 'string')
    return { name, type: Kind.STRING, s: new TextEncoder().encode(value) };
  if ('float' in value) return { name, type: Kind.FLOAT, f: value.float };
  return { name, type: Kind.INTS, ints: value.map(BigInt) };
}

/** ONNX number of an element type, for Cast. */
export function elementTypeNumber(type: ElementType): number {
  return ELEMENT_TYPES[type];
}
