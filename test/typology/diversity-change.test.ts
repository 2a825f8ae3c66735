import { describe, expect, it } from '@jest/globals';
import { diversityChange } from '../../src/typology/diversity-change.js';

describe('change of diversity', () => {
  it('names what is new and counts a language once, in whatever script and code', () => {
    const change = diversityChange(
      ['eng-Latn', 'deu-Latn', 'ara-Arab'],
      ['arb-Arab', 'arb-Latn', 'quy-Latn', 'tur-Latn'],
    );
    expect(change).toMatchObject({
      before: { languages: 3, families: 2 },
      after: { languages: 5, families: 4 },
      newLanguages: ['quy', 'tur'],
      newFamilies: ['Quechuan', 'Turkic'],
    });
    expect(change.newGenera).toHaveLength(2);
  });

  it('is none when nothing new comes', () => {
    const change = diversityChange(['eng-Latn'], ['eng-Latn']);
    expect([change.newLanguages, change.newFamilies, change.newGenera]).toEqual([[], [], []]);
    expect(change.after).toEqual(change.before);
  });
});
