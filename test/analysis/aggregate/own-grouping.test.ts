import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { aggregate } from '../../../src/analysis/aggregate/aggregate.js';
import { readGrouping, withOwnGroupings } from '../../../src/analysis/aggregate/own-grouping.js';
import { typologyTables } from '../../../src/report/typology-table.js';
import { languageKey } from '../../../src/typology/resolve.js';
import { cell } from './cells.js';
import { runCommand } from '../../support/run-command.js';

const root = mkdtempSync(join(tmpdir(), 'glottobench-grouping-'));
afterAll(() => rmSync(root, { recursive: true }));

function file(text: string, name = 'harmony.csv'): string {
  const path = join(root, name);
  writeFileSync(path, text);
  return path;
}

const HARMONY = 'language,group\nfin,harmony\nhun,harmony\ntur,harmony\ndeu,none\n';

describe('a grouping of a file', () => {
  it('resolves codes, prefers one script, and leaves unnamed languages unknown', () => {
    const { of, id, order } = readGrouping(
      file('\uFEFFgroup,language\na,zho\nb,uzn\nc,uzn-Cyrl\na,hin_Latn\n'),
    );
    const group = (tag: string) => {
      const fact = of(languageKey(tag), {});
      return 'value' in fact ? fact.value : null;
    };
    expect([id, order]).toEqual(['harmony', ['a', 'b', 'c']]);
    expect(
      ['cmn-Hans', 'zho-Hant', 'uzn-Latn', 'uzn-Cyrl', 'hin-Latn', 'hin-Deva', 'eng-Latn'].map(
        group,
      ),
    ).toEqual(['a', 'a', 'b', 'c', 'a', null, null]);
  });

  it.each([
    ['language,group\nfin,a\n\nxxz,b\n', 4, '"xxz" is no language'],
    ['language,group\nfin,a\nfin,a\n', 3, 'fin stands twice, first on line 2'],
    ['language,group\nzho,a\n"cmn",b\n', 3, 'cmn is in two groups: "a" on line 2, "b" here'],
    ['language,group\n"fin","a\nb"\nhun,\n', 4, 'hun has no group'],
    ['language,group\nfin,a × b\n', 2, 'a group has no × or →'],
    ['language,group\n,a\n', 2, '"" is no language'],
  ])('%j is refused on line %i', (text, line, message) => {
    const path = file(text);
    expect(() => readGrouping(path)).toThrow(
      expect.objectContaining({
        code: 'GB_INPUT_INVALID',
        message: expect.stringContaining(message),
        place: expect.objectContaining({ file: path, line }),
      }),
    );
  });

  it('has a column of each, and a name of its own', () => {
    expect(() => readGrouping(file('code,group\nfin,a\n'))).toThrow('no column "language"');
    expect(() => readGrouping(file(HARMONY, 'family.csv'))).toThrow('built-in grouping "family"');
    expect(() => readGrouping(file(HARMONY, 'setting.csv'))).toThrow('built-in grouping "setting"');
    expect(() => readGrouping(file(HARMONY, 'a×b.csv'))).toThrow('cannot be the name');
    const own = readGrouping(file(HARMONY));
    expect(() => withOwnGroupings([], [own, own])).toThrow('two groupings are called "harmony"');
  });

  it('is grouped by after those of --by, unless these name it', () => {
    const own = readGrouping(file(HARMONY));
    expect(withOwnGroupings(['family'], [own])).toEqual(['family', 'harmony']);
    expect(withOwnGroupings(['seen:xlmr×harmony'], [own])).toEqual(['seen:xlmr×harmony']);
  });

  it('groups scores, alone and combined, and its table says what is too few', () => {
    const groupings = [readGrouping(file(HARMONY))];
    const cells = ['fin-Latn', 'hun-Latn', 'tur-Latn', 'deu-Latn', 'eng-Latn'].map((tag, i) =>
      cell(tag, i / 10),
    );
    const found = aggregate(cells, { by: ['harmony', 'script×harmony'], groupings, draws: 0 });
    const [alone, both] = found.slices[0]?.groupings ?? [];
    expect(alone?.groups.map(({ group, kind, languages }) => [group, kind, languages])).toEqual([
      ['harmony', 'group', 3],
      ['none', 'group', 1],
      ['unknown', 'unknown', 1],
    ]);
    expect(alone?.groups[0]?.mean).toBeCloseTo(0.1, 12);
    expect(both?.groups[0]?.group).toBe('Latn × harmony');
    expect(typologyTables(found, groupings)[0]?.notes.join('\n')).toContain(
      'too few: a group by harmony needs 5 languages, 3 genera, 2 families',
    );
    expect(() => aggregate(cells, { by: ['harmny'], groupings })).toThrow(
      expect.objectContaining({ hint: 'did you mean: harmony?' }),
    );
  });
});

describe('--grouping', () => {
  it('is taken by every command that has --by', async () => {
    const out = join(root, 'out');
    const grouping = ['--grouping', file(HARMONY)];
    const run = ['run', '-m', 'bm25,random', '-t', 'UDHRRetrieval', '--out', out];
    await runCommand([...run, '--subsets', 'fin-fin,deu-deu,eng-eng']);
    for (const command of [
      ['aggregate', out],
      ['compare', 'bm25', 'random', '--results', out],
      ['power', '-t', 'UDHRRetrieval'],
      ['power', '--pilot', 'bm25,random', '--results', out],
    ]) {
      const done = await runCommand([...command, ...grouping, '--json']);
      expect([command, done.err, done.status]).toEqual([command, expect.anything(), 0]);
      expect([command, done.out]).toEqual([command, expect.stringContaining('"harmony"')]);
    }
  });
});
