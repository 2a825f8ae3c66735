import { afterEach, describe, expect, it } from '@jest/globals';
import { endpointEncoder } from '../../../src/models/endpoint/endpoint-encoder.js';
import { embedBatch } from '../../../src/models/endpoint/embed-batch.js';
import type { Connection } from '../../../src/models/endpoint/post-embeddings.js';
import { toBase64 } from '../../../src/models/endpoint/wire.js';
import { faultOf } from '../../support/checkpoint-copy.js';
import {
  connectionTo,
  fakeService,
  lengths,
  type FakeService,
  type Heard,
  type Reply,
} from '../../support/fake-service.js';

let service: FakeService | undefined;
afterEach(async () => {
  await service?.close();
  service = undefined;
});

async function connect(
  reply: (heard: Heard, count: number) => Reply,
  given: Partial<Connection> = {},
): Promise<Connection> {
  service = await fakeService(reply);
  return connectionTo(service, given);
}

const encoderOf = (
  connection: Connection,
  options: Parameters<typeof endpointEncoder>[3] = {},
): ReturnType<typeof endpointEncoder> =>
  endpointEncoder(connection, { name: 'a/b', revision: '1' }, { dims: 2, hash: 'h' }, options);

describe('an endpoint as an encoder', () => {
  it('keeps the order over many requests at once, puts prompts before texts, and reports every text once', async () => {
    const encoder = encoderOf(
      await connect(({ body }, count) => ({ ...lengths(body.input), delayMs: (count * 7) % 11 })),
      { promptQuery: 'q: ' },
    );
    const texts = Array.from({ length: 150 }, (_, i) => 'x'.repeat(1 + ((i * 37) % 50)));
    let reported = 0;
    const vectors = await encoder.encode(texts, {
      role: 'query',
      onProgress: (n) => (reported += n),
    });
    expect([...vectors].filter((_, i) => i % 2 === 0)).toEqual(
      texts.map((text) => text.length + 3),
    );
    expect(reported).toBe(150);
    expect(service?.heard.length).toBe(5);
    expect(service?.heard[0]).toMatchObject({
      path: '/v1/embeddings',
      body: { model: 'm', encoding_format: 'base64' },
    });
    expect(encoder.promptFor({ role: 'document' })).toBe('');
  });

  it('gives blank texts a zero vector without asking, cuts between characters, replaces lone surrogates', async () => {
    const encoder = encoderOf(await connect(({ body }) => lengths(body.input)), {
      endpointMaxChars: 4,
    });
    expect([
      ...(await encoder.encode(['', ' \n', 'abc\u{1f600}', 'abcdef', '\ud800'], {
        role: 'document',
      })),
    ]).toEqual([0, 0, 0, 0, 3, 97, 4, 97, 1, 0xfffd]);
    expect(service?.heard[0]?.body.input).toEqual(['abc', 'abcd', '\ufffd']);
  });

  it('reads base64, shuffled answers and answers without an index', async () => {
    const vector = (text: string): Float32Array => Float32Array.of(text.length, 0.1);
    const connection = await connect(({ body }) => ({
      body: {
        data: body.input
          .map((text, index) => ({ index, embedding: toBase64(vector(text)) }))
          .reverse(),
      },
    }));
    expect((await embedBatch(connection, ['a', 'bb', 'ccc'])).vectors).toEqual(
      ['a', 'bb', 'ccc'].map(vector),
    );
    await service?.close();
    const bare = await connect(({ body }) => ({
      body: { data: body.input.map((text) => ({ embedding: [text.length] })) },
    }));
    expect((await embedBatch(bare, ['a', 'bb'])).vectors).toEqual([
      Float32Array.of(1),
      Float32Array.of(2),
    ]);
  });

  it('sends numbers where base64 is not known, and halves what is too much at once', async () => {
    const connection = await connect(({ body }) => {
      if (body.encoding_format !== undefined && body.input.length === 1)
        return { status: 422, body: { detail: 'encoding_format: extra fields not permitted' } };
      return body.input.length > 8
        ? {
            status: 413,
            body: {
              error: 'batch size 32 > maximum allowed batch size 8',
              error_type: 'Validation',
            },
          }
        : lengths(body.input);
    });
    expect(
      (
        await embedBatch(
          connection,
          Array.from({ length: 20 }, (_, i) => 'x'.repeat(i + 1)),
        )
      ).vectors.map((vector) => vector[0]),
    ).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    expect((await embedBatch(connection, ['abc'])).vectors).toEqual([Float32Array.of(3, 97)]);
  });

  it('waits and asks again: as long as the service says, else longer each time', async () => {
    const connection = await connect(({ body }, count) => {
      if (count === 1)
        return {
          status: 429,
          headers: { 'Retry-After': '0.2' },
          body: { error: { message: 'slow down' } },
        };
      if (count === 2) return { status: 503, headers: { 'retry-after-ms': '150' }, body: '<html>' };
      return count === 3 ? { body: 'no json' } : lengths(body.input);
    });
    const start = performance.now();
    await embedBatch(connection, ['a']);
    expect(performance.now() - start).toBeGreaterThan(340);
    expect(service?.heard).toHaveLength(4);
  });

  it('gives up a service once and then asks twice only, until it answers again', async () => {
    let up = false;
    const connection = await connect(({ body }) =>
      up ? lengths(body.input) : { status: 500, body: { error: { message: 'out of memory' } } },
    );
    const encoder = encoderOf(connection);
    expect(await faultOf(encoder.encode(['a'], { role: 'query' }))).toMatchObject({
      code: 'GB_NETWORK',
      message: expect.stringMatching(/500: out of memory/),
    });
    expect(service?.heard).toHaveLength(4);
    await faultOf(encoder.encode(['a'], { role: 'query' }));
    expect(service?.heard).toHaveLength(6);
    up = true;
    expect(await encoder.encode(['a'], { role: 'query' })).toHaveLength(2);
  });

  const key = 'sk-very-secret';
  const refusals: [string, Reply, string, number, RegExp, number][] = [
    [
      'a wrong key',
      { status: 401, body: { error: { message: `Incorrect API key provided: ${key}` } } },
      'GB_ACCESS_DENIED',
      3,
      /refuses access \(401: Incorrect API key provided: \*\*\*\)/,
      1,
    ],
    ['no right', { status: 403, body: '' }, 'GB_ACCESS_DENIED', 3, /refuses access \(403\)/, 1],
    [
      'an empty account',
      {
        status: 429,
        body: {
          error: {
            message: 'You exceeded your current quota',
            type: 'insufficient_quota',
            code: 'insufficient_quota',
          },
        },
      },
      'GB_ACCESS_DENIED',
      3,
      /quota/,
      1,
    ],
    [
      'an unknown model',
      { status: 404, body: { error: { message: 'no such model' } } },
      'GB_NOT_FOUND',
      3,
      /has no model "m".*404: no such model/,
      1,
    ],
    [
      'a text too long',
      {
        status: 400,
        body: { error: { message: "This model's maximum context length is 8192 tokens" } },
      },
      'GB_INPUT_INVALID',
      2,
      /refuses a text of 1 characters \(400: This model's maximum/,
      1,
    ],
    [
      'a redirect',
      { status: 302, headers: { Location: 'http://elsewhere.example/v1' }, body: '' },
      'GB_NETWORK',
      3,
      /redirects to http:\/\/elsewhere/,
      1,
    ],
    [
      'a long wait',
      { status: 429, headers: { 'Retry-After': '3600' }, body: '' },
      'GB_NETWORK',
      3,
      /asks to wait 3600 s/,
      1,
    ],
    [
      'an outage',
      { status: 502, body: '<html>bad gateway</html>' },
      'GB_NETWORK',
      3,
      /the service answers 502$/,
      4,
    ],
    ['another protocol', { body: { result: [] } }, 'GB_INPUT_INVALID', 2, /no list "data"/, 1],
    [
      'too few vectors',
      { body: { data: [] } },
      'GB_INPUT_INVALID',
      2,
      /given 1 texts and answers with 0/,
      1,
    ],
    [
      'NaN',
      { body: '{"data": [{"embedding": [1, null]}]}' },
      'GB_INPUT_INVALID',
      2,
      /not a list of finite numbers/,
      1,
    ],
    [
      'other dimensions',
      { body: { data: [{ embedding: [1, 2, 3] }] } },
      'GB_INPUT_INVALID',
      2,
      /2 components at first and with 3 now/,
      1,
    ],
    [
      'no answer in time',
      { body: '', delayMs: 400 },
      'GB_NETWORK',
      3,
      /no answer within 0\.1 s/,
      4,
    ],
  ];
  it.each(refusals)('%s is one clear error', async (_what, reply, code, exitCode, says, tries) => {
    const connection = await connect(() => reply, {
      key,
      timeoutMs: 'delayMs' in reply ? 100 : 2000,
    });
    const fault = await faultOf(encoderOf(connection).encode(['a'], { role: 'query' }));
    expect(fault).toMatchObject({ code, exitCode, message: expect.stringMatching(says) });
    expect(`${fault.message} ${fault.hint ?? ''}`).not.toContain(key);
    expect(service?.heard).toHaveLength(tries);
    expect(service?.heard[0]?.headers.authorization).toBe(`Bearer ${key}`);
  });

  it('nobody listens, and no such host', async () => {
    const connection = await connect(() => ({ body: '' }));
    await service?.close();
    expect(await faultOf(embedBatch(connection, ['a']))).toMatchObject({
      code: 'GB_NETWORK',
      message: expect.stringContaining('ECONNREFUSED'),
    });
    expect(
      await faultOf(
        embedBatch({ ...connection, url: new URL('http://no-such-host.invalid/v1') }, ['a']),
      ),
    ).toMatchObject({ code: 'GB_NETWORK' });
  });

  it('stops at once when the signal fires, also while it waits', async () => {
    const connection = await connect(() => ({
      status: 503,
      headers: { 'Retry-After': '60' },
      body: '',
    }));
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 100);
    expect(
      (
        await faultOf(
          encoderOf(connection).encode(['a'], { role: 'query', signal: controller.signal }),
        )
      ).code,
    ).toBe('GB_INTERRUPTED');
  });
});
