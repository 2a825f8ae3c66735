import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request as httpRequest } from 'node:http';
import {
  fromWire,
  type ApiErrorBody,
  type EmbeddingsAnswer,
} from '../../src/models/endpoint/wire.js';
import { MAX_INPUTS } from '../../src/serve/embedding-request.js';
import { serveVariant, type Served } from '../support/serve-variant.js';

let served: Served;
beforeAll(async () => {
  served = await serveVariant('prompt-default');
});
afterAll(() => served.close());

const MODEL = 'local/prompt-default';

async function post(
  body: unknown,
  url = served.url,
): Promise<{ status: number; answer: EmbeddingsAnswer & ApiErrorBody }> {
  const response = await fetch(`${url}/embeddings`, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  expect(response.headers.get('content-type')).toMatch(/^application\/json/);
  return {
    status: response.status,
    answer: (await response.json()) as EmbeddingsAnswer & ApiErrorBody,
  };
}

async function embed(body: Record<string, unknown>): Promise<Float32Array[]> {
  const { status, answer } = await post({ model: MODEL, ...body });
  expect(answer).not.toHaveProperty('error');
  expect(status).toBe(200);
  return answer.data.map(({ embedding, index }, i) => {
    expect(index).toBe(i);
    return fromWire(embedding) ?? new Float32Array();
  });
}

describe('POST /v1/embeddings', () => {
  it('gives the vectors of the encoder, with the prompt of the role that is named', async () => {
    const texts = ['born free', 'and equal in dignity'];
    const plain = await served.encoder.encodeWithPrompt(texts, 'Topic: ');
    expect(await embed({ input: texts })).toEqual([plain.slice(0, 16), plain.slice(16)]);
    for (const [member, role] of [
      [{ input_type: 'query' }, 'query'],
      [{ input_type: 'search_query' }, 'query'],
      [{ prompt_type: 'document' }, 'document'],
      [{ input_type: 'passage' }, 'document'],
    ] as const) {
      const wanted = await served.encoder.encode(['born free'], { role });
      expect(await embed({ input: 'born free', ...member })).toEqual([wanted]);
    }
    expect(await embed({ input: 'born free', prompt_name: 'query' })).toEqual(
      await embed({ input: 'born free', input_type: 'query' }),
    );
    expect(await embed({ input: 'born free', prompt_name: 'query' })).not.toEqual(
      await embed({ input: 'born free' }),
    );
  });

  it('takes base64 as the same numbers', async () => {
    expect(await embed({ input: 'free', encoding_format: 'base64' })).toEqual(
      await embed({ input: 'free', encoding_format: 'float' }),
    );
  });

  it('takes token ids as the network takes them', async () => {
    const [ids = []] = await served.encoder.tokenIds(['Topic: born free']);
    expect(await embed({ input: ids })).toEqual(await embed({ input: 'born free' }));
    expect(await embed({ input: [ids, ids] })).toHaveLength(2);
  });

  it('counts tokens and states what the vectors hang on', async () => {
    const { answer } = await post({ model: MODEL, input: ['born free'] });
    const [ids = []] = await served.encoder.tokenIds(['Topic: born free']);
    expect(answer).toMatchObject({
      object: 'list',
      model: MODEL,
      usage: { prompt_tokens: ids.length, total_tokens: ids.length },
      system_fingerprint: served.encoder.fingerprint,
    });
  });

  it('answers to the part of the name behind the slash', async () => {
    expect((await post({ model: 'prompt-default', input: 'a' })).status).toBe(200);
  });

  it('embeds empty texts', async () => {
    expect(await embed({ input: ['', ' '] })).toHaveLength(2);
  });

  const faults: [string, unknown, number, string | null, RegExp][] = [
    ['no JSON', '{"model": ', 400, null, /not valid JSON/],
    ['a list', [], 400, null, /must be a JSON object/],
    ['no model', { input: 'a' }, 400, 'model', /must name the model/],
    [
      'another model',
      { model: 'gpt', input: 'a' },
      404,
      'model',
      /no model "gpt".*has "local\/prompt-default"/,
    ],
    ['no input', { model: MODEL }, 400, 'input', /must be a string, a list/],
    ['an empty list', { model: MODEL, input: [] }, 400, 'input', /must not be empty/],
    ['mixed input', { model: MODEL, input: ['a', 3] }, 400, 'input', /member 1/],
    [
      'too many texts',
      { model: MODEL, input: Array.from({ length: MAX_INPUTS + 1 }, () => 'a') },
      400,
      'input',
      /at most 2048/,
    ],
    [
      'an id outside the vocabulary',
      { model: MODEL, input: [[1, 99999]] },
      400,
      'input',
      /token id 99999 of text 0/,
    ],
    [
      'too many ids',
      { model: MODEL, input: Array.from({ length: 65 }, () => 5) },
      400,
      'input',
      /65 token ids; 1 to 32/,
    ],
    ['no ids', { model: MODEL, input: [[]] }, 400, 'input', /member 0/],
    [
      'more dimensions than there are',
      { model: MODEL, input: 'a', dimensions: 17 },
      400,
      'dimensions',
      /have 16/,
    ],
    [
      'half a dimension',
      { model: MODEL, input: 'a', dimensions: 1.5 },
      400,
      'dimensions',
      /whole number/,
    ],
    [
      'an unknown format',
      { model: MODEL, input: 'a', encoding_format: 'int8' },
      400,
      'encoding_format',
      /float.*base64/,
    ],
    [
      'an unknown role',
      { model: MODEL, input: 'a', input_type: 'title' },
      400,
      'input_type',
      /one of query/,
    ],
    [
      'an unknown prompt',
      { model: MODEL, input: 'a', prompt_name: 'title' },
      400,
      'prompt_name',
      /no prompt "title".*query, document/,
    ],
    [
      'a task that is no name',
      { model: MODEL, input: 'a', task_name: 3 },
      400,
      'task_name',
      /must be a string/,
    ],
    [
      'a role and a prompt',
      { model: MODEL, input: 'a', prompt_name: 'query', input_type: 'query' },
      400,
      'prompt_name',
      /exclude each other/,
    ],
    [
      'a prompt before token ids',
      { model: MODEL, input: [5], input_type: 'query' },
      400,
      'input',
      /get no prompt/,
    ],
    [
      'an unknown parameter',
      { model: MODEL, input: 'a', truncate: true },
      400,
      'truncate',
      /no parameter "truncate"/,
    ],
  ];
  it.each(faults)('refuses %s', async (_what, body, status, param, says) => {
    const found = await post(body);
    expect(found.status).toBe(status);
    expect(found.answer.error).toMatchObject({
      type: 'invalid_request_error',
      param,
      message: expect.stringMatching(says),
    });
  });
});

describe('the other addresses', () => {
  const get = async (path: string, method = 'GET'): Promise<[number, unknown]> => {
    const response = await fetch(new URL(path, served.url), { method });
    return [response.status, await response.json()];
  };

  it('list and show the model, with what an evaluation has to know', async () => {
    const model = {
      id: MODEL,
      object: 'model',
      dims: 16,
      similarity: 'cosine',
      role_prompts: { document: 'text: ' },
      fingerprint: served.encoder.fingerprint,
    };
    expect(await get('/v1/models')).toMatchObject([200, { object: 'list', data: [model] }]);
    for (const name of [MODEL, encodeURIComponent(MODEL), 'prompt-default'])
      expect(await get(`/v1/models/${name}`)).toMatchObject([200, model]);
    expect(await get('/v1/models/other')).toMatchObject([
      404,
      { error: { code: 'model_not_found' } },
    ]);
  });

  it('tell health, and refuse the rest in JSON', async () => {
    expect(await get('/health')).toEqual([200, { status: 'ok', model: MODEL, waiting: 0 }]);
    expect(await get('/v1/completions')).toMatchObject([
      404,
      { error: { message: expect.stringContaining('/v1/embeddings') } },
    ]);
    expect(await get('/v1/embeddings')).toMatchObject([
      405,
      { error: { message: 'GET is not possible here; use POST' } },
    ]);
    expect(await get('/v1/models', 'DELETE')).toMatchObject([405, {}]);
  });

  it('refuse a body that is too large before it is read, and a compressed one', async () => {
    const send = (headers: Record<string, string>): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        const outgoing = httpRequest(
          `${served.url}/embeddings`,
          { method: 'POST', headers },
          (response) => {
            resolve(response.statusCode);
            response.resume();
            outgoing.destroy();
          },
        );
        outgoing.on('error', reject).write('{');
      });
    expect(await send({ 'Content-Length': String(2 ** 30) })).toBe(413);
    expect(await send({ 'Content-Encoding': 'gzip', 'Content-Length': '1' })).toBe(415);
  });
});
