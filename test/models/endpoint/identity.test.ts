import { afterEach, describe, expect, it } from '@jest/globals';
import { apiKeyFor, endpointName, parseEndpoint } from '../../../src/models/endpoint/address.js';
import { identifyEndpoint } from '../../../src/models/endpoint/identity.js';
import { retryAfterMs } from '../../../src/models/endpoint/retry.js';
import { fromWire, toBase64 } from '../../../src/models/endpoint/wire.js';
import { connectionTo, fakeService, type FakeService } from '../../support/fake-service.js';
import { useTemporaryCache } from '../../support/temporary-cache.js';

useTemporaryCache();
let service: FakeService | undefined;
afterEach(() => service?.close());

describe('what a service is told by', () => {
  it('stays while its vectors differ in the last digits only, and changes with them, back and forth', async () => {
    let vector = [0.6, 0.8, 0];
    service = await fakeService(() => ({ body: { data: [{ embedding: vector }] } }));
    const connection = connectionTo(service);
    const first = await identifyEndpoint(connection);
    expect(first.dims).toBe(3);
    vector = [0.600004, 0.799997, 0.00001];
    expect(await identifyEndpoint(connection)).toEqual(first);
    vector = [0.6, 0.79, 0.12];
    const second = await identifyEndpoint(connection);
    expect(second.hash).not.toBe(first.hash);
    vector = [0.6, 0.8, 0, 0];
    expect((await identifyEndpoint(connection)).dims).toBe(4);
    vector = [0.6, 0.8, 0];
    expect(await identifyEndpoint(connection)).toEqual(first);
    expect((await identifyEndpoint({ ...connection, model: 'other' })).hash).not.toBe(first.hash);
  });

  it('is what the service states, wherever it runs', async () => {
    service = await fakeService(() => ({
      body: { system_fingerprint: 'abc', data: [{ embedding: [1, 2] }] },
    }));
    const first = await identifyEndpoint(connectionTo(service));
    await service.close();
    service = await fakeService(() => ({
      body: { system_fingerprint: 'abc', data: [{ embedding: [3, 4] }] },
    }));
    expect(await identifyEndpoint(connectionTo(service))).toEqual(first);
  });
});

describe('addresses', () => {
  it.each([
    [
      'https://api.openai.com/v1',
      'text-embedding-3-small',
      'https://api.openai.com/v1',
      'openai/text-embedding-3-small',
    ],
    ['https://host.example/v1/', 'org/model', 'https://host.example/v1', 'org/model'],
    ['http://127.0.0.1:80/v1/embeddings#x', 'm', 'http://127.0.0.1/v1', 'localhost/m'],
    ['http://[::1]:9/v1?api-version=3', 'm', 'http://[::1]:9/v1?api-version=3', 'localhost/m'],
    ['http://[fe80::1]:9/v1', 'm', 'http://[fe80::1]:9/v1', 'fe80--1/m'],
  ])('%s with %s', (text, model, url, name) => {
    const address = parseEndpoint(text, model);
    expect(address.url.href).toBe(url);
    expect(endpointName(address)).toBe(name);
  });

  it.each([
    ['https://', 'm', /not a valid address/],
    ['https://me:pw@host/v1', 'm', /must not hold a name or password/],
    ['https://host/v1', undefined, /host needs the name of a model/],
  ])('%s is refused', (text, model, says) => {
    expect(() => parseEndpoint(text, model)).toThrow(says);
  });

  it('get the key of the environment, but never unencrypted over a network', () => {
    const env = { OPENAI_API_KEY: ' open ' };
    expect(apiKeyFor(new URL('https://host/v1'), {})).toEqual({});
    expect(apiKeyFor(new URL('https://host/v1'), env)).toEqual({ key: 'open' });
    expect(apiKeyFor(new URL('https://host/v1'), { ...env, GLOTTOBENCH_API_KEY: 'ours' })).toEqual({
      key: 'ours',
    });
    expect(apiKeyFor(new URL('http://localhost:1/v1'), env)).toEqual({ key: 'open' });
    expect(apiKeyFor(new URL('http://[::1]:1/v1'), env)).toEqual({ key: 'open' });
    expect(apiKeyFor(new URL('http://localhost.example/v1'), env)).toEqual({
      warning: 'OPENAI_API_KEY is not sent to localhost.example: the connection is not encrypted',
    });
  });
});

it('Retry-After is read in seconds, milliseconds and as a date', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  const of = (headers: Record<string, string>): number | undefined =>
    retryAfterMs(new Headers(headers), now);
  expect([
    of({}),
    of({ 'retry-after': '2' }),
    of({ 'retry-after': '2', 'retry-after-ms': '30' }),
  ]).toEqual([undefined, 2000, 30]);
  expect([
    of({ 'retry-after': 'Thu, 01 Jan 2026 00:00:05 GMT' }),
    of({ 'retry-after': 'Wed, 31 Dec 2025 00:00:00 GMT' }),
    of({ 'retry-after': 'soon' }),
  ]).toEqual([5000, 0, undefined]);
});

it('vectors cross the wire exactly, and nothing else is taken for one', () => {
  const vector = Float32Array.of(0.1, -1e-38, 3e38, 0);
  expect(fromWire(toBase64(vector))).toEqual(vector);
  expect(fromWire([0.5, 1])).toEqual(Float32Array.of(0.5, 1));
  for (const wrong of [
    '',
    'AAA=',
    'AAAAAAA=',
    [1, '2'],
    [1, NaN],
    [1e300],
    null,
    3,
    {},
    toBase64(Float32Array.of(NaN)),
  ])
    expect(fromWire(wrong)).toBeUndefined();
});
