import { availableParallelism } from 'node:os';
import { create, toBinary } from '@bufbuild/protobuf';
import {
  AttributeProto_AttributeType,
  AttributeProtoSchema,
  GraphProtoSchema,
  ModelProtoSchema,
  NodeProtoSchema,
  OperatorSetIdProtoSchema,
  TensorProto_DataType,
  TensorShapeProto_DimensionSchema,
  TensorShapeProtoSchema,
  TypeProto_TensorSchema,
  TypeProtoSchema,
  ValueInfoProtoSchema,
} from 'onnx-buf';
import { onnxRuntime } from '../base/onnx-runtime.js';

/** Scores of query rows against document rows: `[queries, documents]` float32, row-major. */
export type ScoreMatrix = (
  queries: Float32Array,
  documents: Float32Array,
  dims: number,
) => Promise<Float32Array>;

function matrix(name: string, rows: string, columns: string) {
  const dimension = (dimParam: string) =>
    create(TensorShapeProto_DimensionSchema, { value: { case: 'dimParam', value: dimParam } });
  return create(ValueInfoProtoSchema, {
    name,
    type: create(TypeProtoSchema, {
      value: {
        case: 'tensorType',
        value: create(TypeProto_TensorSchema, {
          elemType: TensorProto_DataType.FLOAT,
          shape: create(TensorShapeProtoSchema, { dim: [dimension(rows), dimension(columns)] }),
        }),
      },
    }),
  });
}

/**
 * One Gemm node: scores = queries × documentsᵀ. The runtime's Gemm is the fastest exact path
 * measured (docs/performance.md).
 */
function gemmModel(): Uint8Array {
  const node = create(NodeProtoSchema, {
    opType: 'Gemm',
    input: ['queries', 'documents'],
    output: ['scores'],
    attribute: [
      create(AttributeProtoSchema, {
        name: 'transB',
        type: AttributeProto_AttributeType.INT,
        i: 1n,
      }),
    ],
  });
  return toBinary(
    ModelProtoSchema,
    create(ModelProtoSchema, {
      irVersion: 9n,
      opsetImport: [create(OperatorSetIdProtoSchema, { domain: '', version: 18n })],
      graph: create(GraphProtoSchema, {
        name: 'scores',
        node: [node],
        input: [matrix('queries', 'q', 'd'), matrix('documents', 'n', 'd')],
        output: [matrix('scores', 'q', 'n')],
      }),
    }),
  );
}

/**
 * With fewer rows than these the runtime adds up in another order, and the last bits of a score
 * would depend on how many documents were scored beside it: up to 64 documents per thread, and a
 * single query.
 */
const FEWEST_DOCUMENTS_PER_THREAD = 128;
const FEWEST_QUERIES = 2;

/**
 * Opens the runtime's matrix product. Close it when the search is done. A score depends on its two
 * vectors alone, to the last bit: a corpus may be cut into windows and shards anywhere, and equal
 * texts have equal scores wherever they stand.
 */
export async function openInnerProduct(
  threads?: number,
): Promise<{ scores: ScoreMatrix; close: () => Promise<void> }> {
  const { InferenceSession, Tensor } = onnxRuntime();
  const session = await InferenceSession.create(
    gemmModel(),
    threads === undefined ? {} : { intraOpNumThreads: threads },
  );
  const fewestDocuments = FEWEST_DOCUMENTS_PER_THREAD * (threads ?? availableParallelism());
  return {
    scores: async (queries, documents, dims) => {
      const left = withRows(queries, FEWEST_QUERIES, dims);
      const right = withRows(documents, fewestDocuments, dims);
      const output = await session.run({
        queries: new Tensor('float32', left, [left.length / dims, dims]),
        documents: new Tensor('float32', right, [right.length / dims, dims]),
      });
      const scores = output['scores']?.data as Float32Array;
      return firstColumns(
        scores.subarray(0, (queries.length / dims) * (right.length / dims)),
        right.length / dims,
        documents.length / dims,
      );
    },
    close: () => session.release(),
  };
}

/** Rows of zeros behind a matrix `[rows, dims]` that has fewer than `rows`. */
function withRows(matrix: Float32Array, rows: number, dims: number): Float32Array {
  if (matrix.length >= rows * dims) return matrix;
  const padded = new Float32Array(rows * dims);
  padded.set(matrix);
  return padded;
}

/** The first `kept` columns of `[rows, columns]`. */
function firstColumns(matrix: Float32Array, columns: number, kept: number): Float32Array {
  if (columns === kept) return matrix;
  const rows = matrix.length / columns;
  const cut = new Float32Array(rows * kept);
  for (let row = 0; row < rows; row++)
    cut.set(matrix.subarray(row * columns, row * columns + kept), row * kept);
  return cut;
}

/**
 * Negative distances, as sentence-transformers' `euclidean_sim` and `manhattan_sim` give. Computed
 * directly, not through
 * |a|² + |b|² − 2ab, which loses digits for near neighbours.
 */
export function negativeDistance(kind: 'euclidean' | 'manhattan'): ScoreMatrix {
  return (queries, documents, dims) => {
    const rows = queries.length / dims;
    const columns = documents.length / dims;
    const scores = new Float32Array(rows * columns);
    for (let q = 0; q < rows; q++) {
      for (let n = 0; n < columns; n++) {
        let sum = 0;
        for (let d = 0; d < dims; d++) {
          const difference = (queries[q * dims + d] ?? 0) - (documents[n * dims + d] ?? 0);
          sum += kind === 'euclidean' ? difference * difference : Math.abs(difference);
        }
        scores[q * columns + n] = kind === 'euclidean' ? -Math.sqrt(sum) : -sum;
      }
    }
    return Promise.resolve(scores);
  };
}
