import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { diversity } from '../../src/typology/diversity.js';
import { loadDistances, pairDistance } from '../../src/typology/distances.js';
import { groupings } from '../../src/typology/groupings.js';
import { isRomanised, languageKey, type LanguageKey } from '../../src/typology/resolve.js';
import { loadLanguages, readTable } from '../../src/typology/tables.js';
import { shared, withShared } from '../support/shared.js';

interface Task {
  readonly name: string;
  readonly hf_subsets: Readonly<Record<string, readonly string[]>>;
}

function taskLanguages(name: string): string[] {
  const tasks = JSON.parse(readFileSync(shared('mteb', 'tasks.json'), 'utf8')) as Task[];
  const task = tasks.find((entry) => entry.name === name);
  // Several tags of one subset are one language (MKQA `no`: nor, nno, nob): the first is taken.
  return Object.values(task?.hf_subsets ?? {}).flatMap((languages) =>
    languages.length === 2 ? languages : languages.slice(0, 1),
  );
}

describe('diversity', () => {
  withShared(it, 'typology', 'task_diversity.csv').each([
    ['XQuADRetrieval', 12],
    ['MLQARetrieval', 7],
    ['MrTidyRetrieval', 11],
    ['MIRACLRetrieval', 18],
    ['WebFAQRetrieval', 49],
    ['WikipediaRetrievalMultilingual', 16],
    ['BelebeleRetrieval', 115],
  ])('of %s equals the reference table', (name, languages) => {
    const row = readTable(shared('typology', 'task_diversity.csv'), ['task']).find(
      (entry) => entry['task'] === name,
    );
    const measured = diversity(taskLanguages(name));
    const reference = (column: string): number => Number(row?.[column]);
    // WebFAQ's Norwegian subset lists two languages; the reference counts both, we count what is
    // measured: one.
    if (name !== 'WebFAQRetrieval') {
      expect(measured.languages).toBe(reference('languages'));
      expect(measured.effectiveFamilies).toBeCloseTo(reference('effective_families'), 2);
      expect(measured.effectiveGenera).toBeCloseTo(reference('effective_genera'), 2);
      expect(measured.indoEuropeanShare).toBeCloseTo(reference('indo_european_share'), 2);
      expect(measured.meanPairwiseSyntactic).toBeCloseTo(reference('mean_pairwise_syntactic'), 2);
    }
    expect(measured.languages).toBe(languages);
    expect(measured.families).toBe(reference('families'));
    expect(measured.genera).toBe(reference('genera'));
    expect(measured.geographyIndex).toBeCloseTo(reference('geography_index'), 2);
  });

  it('counts a language once, whatever its codes and scripts', () => {
    expect(diversity(['ara-Arab', 'arb-Arab', 'arb-Latn', 'arb']).languages).toBe(1);
    expect(diversity([])).toMatchObject({
      languages: 0,
      families: 0,
      effectiveFamilies: 0,
      geographyIndex: 0,
      meanPairwiseSyntactic: null,
    });
  });

  it('stays within its bounds and ignores order', () => {
    const codes = [...loadLanguages().rows.keys()];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...codes), { minLength: 1, maxLength: 40 }),
        (languages) => {
          const result = diversity(languages);
          expect(diversity([...languages].reverse())).toEqual(result);
          expect(result.effectiveFamilies).toBeLessThanOrEqual(result.families + 1e-9);
          expect(result.effectiveGenera).toBeLessThanOrEqual(result.genera + 1e-9);
          expect(result.families).toBeLessThanOrEqual(result.genera);
          expect(result.genera + result.unclassified).toBeLessThanOrEqual(result.languages);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('distances', () => {
  it('are symmetric', () => {
    expect(loadDistances()?.size).toBe(6903);
    expect(pairDistance('afr', 'acm')).toBe(pairDistance('acm', 'afr'));
    expect(pairDistance('acm', 'afr')?.syntactic).toBe(0.5879);
    expect(pairDistance('acm', 'qqq')).toBeUndefined();
  });
});

describe('groupings on Belebele', () => {
  function count(id: string): Record<string, number> {
    const grouping = groupings().find((entry) => entry.id === id);
    const keys = new Map<string, LanguageKey>();
    for (const tag of taskLanguages('BelebeleRetrieval'))
      if (!isRomanised(languageKey(tag))) keys.set(languageKey(tag).code, languageKey(tag));
    const groups: Record<string, number> = {};
    for (const key of keys.values()) {
      const fact = grouping?.of(key, {});
      const group = fact !== undefined && 'value' in fact ? fact.value : 'unknown';
      groups[group] = (groups[group] ?? 0) + 1;
    }
    return groups;
  }

  withShared(
    it,
    'mteb',
    'tasks.json',
  )('has the counts of guidance.md', () => {
    expect(count('seen:xlmr')).toEqual({ seen: 78, unseen: 31, unknown: 6 });
    expect(count('seen:labse')).toEqual({ seen: 90, unseen: 19, unknown: 6 });
    expect(count('seen:mbert')).toMatchObject({ unseen: 38 });
    expect(count('seen:mt5')).toMatchObject({ unseen: 23 });
    expect(count('word-order')).toMatchObject({
      'verb-medial': 59,
      'verb-final': 33,
      'verb-initial': 7,
      'no dominant order': 7,
    });
    expect(count('affixing')).toMatchObject({
      suffixing: 60,
      prefixing: 6,
      'little affixation': 12,
    });
    expect(Object.values(count('family')).filter((n) => n >= 3)).toHaveLength(9);
    expect(Object.keys(count('family'))).toHaveLength(18);
    expect(Object.keys(count('genus'))).toHaveLength(43);
  });
});
