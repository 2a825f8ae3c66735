import { GlottobenchError } from '../../base/errors.js';

/** Types of a piece in sentencepiece_model.proto. */
export const PIECE = {
  normal: 1,
  unknown: 2,
  control: 3,
  userDefined: 4,
  unused: 5,
  byte: 6,
} as const;

interface Piece {
  readonly piece: string;
  readonly score: number;
  readonly type: number;
}

/** What is needed of a SentencePiece model file. */
export interface SentencePieceModel {
  readonly pieces: readonly Piece[];
  /** 1 = Unigram, 2 = BPE, 3 = word, 4 = character. */
  readonly modelType: number;
  /** Compiled character map of the normaliser, as it lies in the file. */
  readonly charsmap: Uint8Array;
}

interface Field {
  readonly number: number;
  readonly value: number;
  readonly bytes: Uint8Array;
}

/**
 * Reads a SentencePiece model (`spiece.model`, `sentencepiece.bpe.model`): protobuf ModelProto with
 * pieces (field 1: piece 1, score 2, type 3), trainer_spec (2: model_type 3) and normalizer_spec
 * (3: precompiled_charsmap 2).
 */
export function parseSentencePiece(content: Uint8Array, file: string): SentencePieceModel {
  try {
    return read(content);
  } catch (error) {
    throw new GlottobenchError(
      'GB_CHECKPOINT_CORRUPT',
      `not a SentencePiece model: ${(error as Error).message}`,
      { file, cause: error },
    );
  }
}

function read(content: Uint8Array): SentencePieceModel {
  const pieces: Piece[] = [];
  let modelType = 1;
  let charsmap: Uint8Array = new Uint8Array(0);
  for (const { number, bytes } of fields(content)) {
    if (number === 1) pieces.push(readPiece(bytes));
    else if (number === 2) modelType = last(bytes, 3)?.value ?? 1;
    else if (number === 3) charsmap = last(bytes, 2)?.bytes ?? charsmap;
  }
  if (pieces.length === 0) throw new Error('it holds no pieces');
  return { pieces, modelType, charsmap };
}

function readPiece(bytes: Uint8Array): Piece {
  const text = last(bytes, 1)?.bytes ?? new Uint8Array(0);
  return {
    piece: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(text),
    score: last(bytes, 2)?.value ?? 0,
    type: last(bytes, 3)?.value ?? PIECE.normal,
  };
}

/** A repeated scalar field keeps its last value (protobuf's rule). */
function last(message: Uint8Array, number: number): Field | undefined {
  let found: Field | undefined;
  for (const field of fields(message)) if (field.number === number) found = field;
  return found;
}

const NOTHING = new Uint8Array(0);

/**
 * Fields of one protobuf message. Of fixed 64-bit values only the place is passed over: the model
 * uses none.
 */
function* fields(message: Uint8Array): Generator<Field> {
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      if (at >= message.length || shift > 63) throw new Error('a number runs over the end');
      const byte = message[at++] ?? 0;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  };
  const take = (length: number): number => {
    if (at + length > message.length) throw new Error('a field runs over the end');
    at += length;
    return at - length;
  };
  while (at < message.length) {
    const tag = varint();
    const number = Math.floor(tag / 8);
    const wire = tag % 8;
    if (wire === 0) yield { number, value: varint(), bytes: NOTHING };
    else if (wire === 1) take(8);
    else if (wire === 5) yield { number, value: view.getFloat32(take(4), true), bytes: NOTHING };
    else if (wire === 2) {
      const length = varint();
      const from = take(length);
      yield { number, value: 0, bytes: message.subarray(from, from + length) };
    } else throw new Error(`field ${number} has the unknown wire type ${wire}`);
  }
}
