import { parseJson, readText, type JsonValue } from '../../base/json.js';
import { GlottobenchError } from '../../base/errors.js';
import type { RepositoryFiles } from '../../types/repository.js';

interface SquadQuestion {
  readonly id: string;
  readonly question: string;
  /** Code point offsets of the answers in the paragraph. */
  readonly answerStarts: readonly number[];
}

export interface SquadParagraph {
  readonly context: string;
  readonly questions: readonly SquadQuestion[];
  /** Half-open code point ranges of the sentences (`sentence_breaks`), where the file has them. */
  readonly sentences: readonly (readonly [number, number])[] | undefined;
}

const opened = new WeakMap<RepositoryFiles, Map<string, Promise<SquadParagraph[]>>>();

/**
 * All paragraphs of one SQuAD-format file, in order, articles joined. Read once per source and
 * file.
 * @throws GB_INPUT_INVALID with the JSON pointer
 */
export function readSquad(source: RepositoryFiles, file: string): Promise<SquadParagraph[]> {
  const files = opened.get(source) ?? new Map<string, Promise<SquadParagraph[]>>();
  opened.set(source, files);
  const known = files.get(file);
  if (known !== undefined) return known;
  const paragraphs = source
    .localPath(file)
    .then(async (path) => parseSquad(parseJson(await readText(path), file), file));
  files.set(file, paragraphs);
  paragraphs.catch(() => files.delete(file));
  return paragraphs;
}

function parseSquad(value: JsonValue, file: string): SquadParagraph[] {
  const reader = new PointerReader(file);
  return reader.list(value, 'data', '').flatMap((article, i) =>
    reader.list(article, 'paragraphs', `/data/${i}`).map((paragraph, j) => {
      const at = `/data/${i}/paragraphs/${j}`;
      return {
        context: reader.text(paragraph, 'context', at),
        questions: reader
          .list(paragraph, 'qas', at)
          .map((qa, k) => question(reader, qa, `${at}/qas/${k}`)),
        sentences: sentences(reader, paragraph, at),
      };
    }),
  );
}

function question(reader: PointerReader, qa: JsonValue, at: string): SquadQuestion {
  const answers = reader.list(qa, 'answers', at);
  return {
    id: reader.text(qa, 'id', at),
    question: reader.text(qa, 'question', at),
    answerStarts: answers.map((answer, i) =>
      reader.number(answer, 'answer_start', `${at}/answers/${i}`),
    ),
  };
}

function sentences(
  reader: PointerReader,
  paragraph: JsonValue,
  at: string,
): [number, number][] | undefined {
  if (field(paragraph, 'sentence_breaks') === undefined) return undefined;
  return reader.list(paragraph, 'sentence_breaks', at).map((range, i) => {
    const [start, end] = Array.isArray(range) ? range : [];
    if (typeof start === 'number' && typeof end === 'number' && start <= end) return [start, end];
    throw reader.fault('a range [start, end] is expected', `${at}/sentence_breaks/${i}`);
  });
}

function field(value: JsonValue, key: string): JsonValue | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? value[key]
    : undefined;
}

class PointerReader {
  constructor(private readonly file: string) {}

  list(value: JsonValue, key: string, at: string): JsonValue[] {
    const found = field(value, key);
    if (Array.isArray(found)) return found;
    throw this.fault(`a list ${key} is expected (SQuAD format)`, `${at}/${key}`);
  }

  text(value: JsonValue, key: string, at: string): string {
    const found = field(value, key);
    if (typeof found === 'string') return found;
    throw this.fault(`a text ${key} is expected`, `${at}/${key}`);
  }

  number(value: JsonValue, key: string, at: string): number {
    const found = field(value, key);
    if (typeof found === 'number') return found;
    throw this.fault(`a number ${key} is expected`, `${at}/${key}`);
  }

  fault(message: string, pointer: string): GlottobenchError {
    return new GlottobenchError('GB_INPUT_INVALID', message, { file: this.file, pointer });
  }
}
