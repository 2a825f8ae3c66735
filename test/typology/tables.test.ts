import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { packagePath } from '../../src/base/folders.js';
import { loadResourceClasses } from '../../src/typology/resource-classes.js';
import { readTable } from '../../src/typology/tables.js';
import { shared, withShared } from '../support/shared.js';

describe('the copied tables', () => {
  withShared(it, 'typology', 'languages.csv').each([
    ['typology', 'languages'],
    ['typology', 'macrolanguages'],
    ['typology-sa', 'distances'],
  ])('data/%s/%s.csv holds the reference values', (folder, name) => {
    const own = readTable(packagePath('data', folder, `${name}.csv`), []);
    const reference = readTable(shared('typology', `${name}.csv`), []);
    const columns = Object.keys(reference[0] ?? {}).filter(
      (column) => !/^(resource_class|seen_|xlmr_|mt5_)/.test(column),
    );
    const only = (row: Readonly<Record<string, string>>) =>
      Object.fromEntries(columns.map((column) => [column, row[column]]));
    // a column of our own may stand beside them
    expect(own.map(only)).toEqual(reference.map(only));
  });

  it('name their licences', () => {
    expect(readFileSync(packagePath('data', 'typology', 'README.md'), 'utf8')).toMatch(
      /CC BY 4\.0[\s\S]*Glottolog[\s\S]*WALS[\s\S]*Grambank/,
    );
    expect(readFileSync(packagePath('data', 'typology-sa', 'README.md'), 'utf8')).toContain(
      'CC BY-SA 4.0',
    );
  });
});

describe('tables of the user', () => {
  it('name the file and what is missing', () => {
    expect(() => readTable('no/such.csv', [])).toThrow(
      expect.objectContaining({
        code: 'GB_NOT_FOUND',
        place: expect.objectContaining({ file: 'no/such.csv' }),
      }),
    );
    expect(() => readTable(packagePath('package.json'), ['iso639_3'])).toThrow(
      expect.objectContaining({ code: 'GB_INPUT_INVALID' }),
    );
    expect(() => loadResourceClasses(packagePath('data', 'typology', 'languages.csv'))).toThrow(
      'the table has no column "resource_class"',
    );
  });

  withShared(
    it,
    'typology',
    'languages.csv',
  )('take the reference table as a list of resource classes', () => {
    const classes = loadResourceClasses(shared('typology', 'languages.csv'));
    expect([
      classes.get('eng'),
      classes.get('cmn'),
      classes.get('arb'),
      classes.get('kea'),
    ]).toEqual(['5', '5', '5', undefined]);
  });
});
