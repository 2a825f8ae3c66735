import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isGlottobenchError } from '../../../src/base/errors.js';
import { PIECE, parseSentencePiece } from '../../../src/models/tokenizer/sentencepiece.js';
import { variant } from '../../support/checkpoint-copy.js';

const content = readFileSync(join(variant('spiece-only'), 'spiece.model'));

describe('SentencePiece model', () => {
  it('holds pieces with type and score, the model type and the character map', () => {
    const model = parseSentencePiece(content, 'spiece.model');
    expect(model.modelType).toBe(1);
    expect(model.charsmap.length).toBeGreaterThan(100);
    expect(model.pieces.slice(0, 4)).toEqual([
      { piece: '<pad>', score: 0, type: PIECE.control },
      { piece: '</s>', score: 0, type: PIECE.control },
      { piece: '<unk>', score: 0, type: PIECE.unknown },
      { piece: '<sep>', score: 0, type: PIECE.userDefined },
    ]);
    expect(model.pieces.filter(({ type }) => type === PIECE.byte).length).toBe(256);
    expect(model.pieces.every(({ score }) => Math.fround(score) === score)).toBe(true);
  });

  it('a file cut anywhere is read or refused, never an unexpected error', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: content.length }),
        fc.uint8Array({ maxLength: 4 }),
        (length, tail) => {
          try {
            parseSentencePiece(Buffer.concat([content.subarray(0, length), tail]), 'spiece.model');
          } catch (error) {
            expect(isGlottobenchError(error) && error.code).toBe('GB_CHECKPOINT_CORRUPT');
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
