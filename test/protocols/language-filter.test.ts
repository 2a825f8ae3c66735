import { describe, expect, it } from '@jest/globals';
import { languageTest, type LanguageFilter } from '../../src/protocols/language-filter.js';
import { runCommand } from '../support/run-command.js';

const TAGS = [
  'arb-Arab',
  'ary-Arab',
  'cmn-Hans',
  'zho-Hant',
  'deu-Latn',
  'eng-Latn',
  'hin-Deva',
  'hin-Latn',
  'kor-Hang',
  'kor-Kore',
  'jpn-Jpan',
  'mri-Latn',
  'tur-Latn',
  'python-Code',
];

function passing(filter: LanguageFilter): string[] {
  return TAGS.filter(languageTest(filter) ?? (() => false));
}

describe('filters by language', () => {
  it.each<[LanguageFilter, string[]]>([
    [{ languages: ['ara'] }, ['arb-Arab']],
    [{ languages: ['arb', 'ary'] }, ['arb-Arab', 'ary-Arab']],
    [{ languages: ['cmn'] }, ['cmn-Hans', 'zho-Hant']],
    [{ languages: ['zho-Hant'] }, ['zho-Hant']],
    [{ languages: ['hin'] }, ['hin-Deva', 'hin-Latn']],
    [{ languages: ['hin-Latn'] }, ['hin-Latn']],
    [{ languages: ['HIN_latn'] }, ['hin-Latn']],
    [{ languages: ['python-Code'] }, ['python-Code']],
    [{ scripts: ['Latn'] }, ['deu-Latn', 'eng-Latn', 'hin-Latn', 'mri-Latn', 'tur-Latn']],
    [{ scripts: ['latn'] }, ['deu-Latn', 'eng-Latn', 'hin-Latn', 'mri-Latn', 'tur-Latn']],
    [{ scripts: ['HANG', 'Hira'] }, ['kor-Hang', 'kor-Kore', 'jpn-Jpan']],
    [{ scripts: ['Code'] }, ['python-Code']],
    [{ families: ['austronesian', 'Turkic'] }, ['mri-Latn', 'tur-Latn']],
    [{ families: ['Sino-Tibetan'] }, ['cmn-Hans', 'zho-Hant']],
    // Filters narrow each other; values of one filter add up.
    [{ families: ['Indo-European'], scripts: ['Latn'] }, ['deu-Latn', 'eng-Latn', 'hin-Latn']],
    [{ languages: ['deu', 'tur'], families: ['Turkic'] }, ['tur-Latn']],
    [{ languages: ['hin'], scripts: ['Latn'] }, ['hin-Latn']],
    [{ languages: ['deu'], families: ['Turkic'] }, []],
  ])('%j', (filter, expected) => {
    expect(passing(filter)).toEqual(expected);
  });

  it('are absent when nothing is asked', () => {
    expect(languageTest({ languages: [], families: [] })).toBeUndefined();
  });
});

describe('run and tasks list', () => {
  const planned = async (...filter: string[]): Promise<string[]> => {
    const { out } = await runCommand([
      'run',
      '-m',
      'random',
      '-t',
      'BelebeleRetrieval',
      '--setting',
      'monolingual',
      '--dry-run',
      '--json',
      ...filter,
    ]);
    const { models } = JSON.parse(out) as {
      models: { todo: { queryLanguages: string[]; documentLanguages: string[] }[] }[];
    };
    return [
      ...new Set(
        (models[0]?.todo ?? []).flatMap(({ queryLanguages, documentLanguages }) => [
          ...queryLanguages,
          ...documentLanguages,
        ]),
      ),
    ].sort();
  };
  const belebele = async (...filter: string[]): Promise<boolean> => {
    const { out } = await runCommand(['tasks', 'list', '--json', ...filter]);
    return (JSON.parse(out) as { name: string }[]).some(({ name }) => name === 'BelebeleRetrieval');
  };

  it('narrow alike', async () => {
    const latin = await planned('--script', 'latn');
    expect(latin).toEqual(await planned('--script', 'Latn'));
    expect(latin).toEqual((await planned()).filter((tag) => tag.endsWith('-Latn')));
    expect(
      await planned('--family', 'indo-european', '--language', 'hin,fin', '--script', 'LATN'),
    ).toEqual(['hin-Latn']);
    expect(await planned('--language', 'hin-Deva')).toEqual(['hin-Deva']);
    expect([
      await belebele('--family', 'indo-european', '--language', 'hin,fin', '--script', 'LATN'),
      await belebele('--language', 'fin', '--family', 'indo-european'),
    ]).toEqual([true, false]);
    const nothing = await runCommand([
      'run',
      '-m',
      'random',
      '-t',
      'BelebeleRetrieval',
      '--dry-run',
      '--language',
      'fin',
      '--family',
      'indo-european',
    ]);
    expect([nothing.status, nothing.err]).toEqual([
      2,
      expect.stringContaining('no cell passes the filters'),
    ]);
  });

  it.each([
    [['--language', 'de'], '--language: "de" is an ISO 639-1 code, tasks use ISO 639-3: "deu"'],
    [['--language', 'deu-Latin'], '"Latin" is no ISO 15924 code, did you mean "Latn"'],
    [['--script', 'Latin'], '--script: "Latin" is no ISO 15924 code, did you mean "Latn"'],
    [['--family', 'Turkik'], 'there is no language family "Turkik"'],
  ])('refuse %j in the same words', async (filter, message) => {
    const listed = await runCommand(['tasks', 'list', ...filter]);
    const run = await runCommand([
      'run',
      '-m',
      'random',
      '-t',
      'UDHRRetrieval',
      '--dry-run',
      ...filter,
    ]);
    expect([listed.status, listed.err]).toEqual([2, expect.stringContaining(message)]);
    expect([run.status, run.err]).toEqual([listed.status, listed.err]);
  });
});
