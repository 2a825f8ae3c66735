import { describe, expect, it } from '@jest/globals';
import { parseQueueAddress, shownAddress } from '../../../src/run/request/queue-address.js';

describe('the address of a queue', () => {
  it.each([
    [
      'redis://host',
      {
        host: 'host',
        port: 6379,
        database: 0,
        user: undefined,
        password: undefined,
        tls: false,
        shown: 'redis://host:6379/0',
      },
    ],
    [
      'redis://10.0.0.1:7000/12',
      { host: '10.0.0.1', port: 7000, database: 12, shown: 'redis://10.0.0.1:7000/12' },
    ],
    [
      'redis://[::1]:7000/',
      { host: '::1', port: 7000, database: 0, shown: 'redis://[::1]:7000/0' },
    ],
    [
      'rediss://me:p%40ss%2Fword@host',
      { host: 'host', user: 'me', password: 'p@ss/word', tls: true, shown: 'rediss://host:6379/0' },
    ],
    [
      'redis://:secret@host:1/2',
      { user: undefined, password: 'secret', shown: 'redis://host:1/2' },
    ],
  ])('%s', (given, expected) => {
    expect(parseQueueAddress(given)).toMatchObject(expected);
  });

  it.each([
    '',
    'host:6379',
    'http://:secret@host',
    'redis://',
    'redis://:secret@host/db',
    'redis://:secret@host/0/1',
    'redis://:secret@host?x=1',
    'redis://:sec%ret@host',
    'redis://:secret@host:99999',
  ])('refuses %j and does not repeat it', (given) => {
    const fault = (): unknown => parseQueueAddress(given);
    expect(fault).toThrow(expect.objectContaining({ code: 'GB_USAGE' }));
    expect(fault).not.toThrow(/secret|sec%ret/);
    expect(shownAddress(given)).toBe('(not readable)');
  });
});
