import { describe, expect, it } from '@jest/globals';
import { familyLanguages, familyNames } from '../../src/typology/families.js';
import { languageFacts, lineage } from '../../src/typology/facts.js';
import { scriptClass } from '../../src/typology/scripts.js';
import { seenByAll, seenByTag } from '../../src/typology/seen.js';
import { languageKey } from '../../src/typology/resolve.js';
import { loadLanguages } from '../../src/typology/tables.js';

describe('the facts table', () => {
  it('has every row and macrolanguage, and no unlicensed column', () => {
    const { rows, representatives } = loadLanguages();
    expect(rows.size).toBe(1234);
    expect(representatives.size).toBe(49);
    expect(
      Object.keys(rows.get('eng') ?? {}).filter((column) => column.startsWith('resource_class')),
    ).toEqual([]);
    expect(loadLanguages()).toBe(loadLanguages());
  });

  it('gives a value with its source, or unknown with the reason', () => {
    const facts = languageFacts('zho-Hans');
    expect(facts.family).toEqual({ value: 'Sino-Tibetan', source: 'Glottolog 5.1' });
    expect(facts.genus).toEqual({ value: 'Chinese', source: 'WALS 2020.4 (wals)' });
    expect(facts.wordOrder).toEqual({ value: 'verb-medial', source: 'WALS 81A' });
    expect(languageFacts('zsm-Latn').wordOrder).toEqual({
      value: 'verb-medial',
      source: 'Grambank 1.0.3',
    });
    expect(languageFacts('afr-Latn').wordOrder).toEqual({ unknown: 'WALS 81A has no value' });
    expect(languageFacts('qqq-Latn').family).toEqual({ unknown: 'no facts for the code qqq' });
    expect(languageFacts('arb-Arab').coordinates).toHaveProperty('value.latitude');
  });

  it('calls pseudo families and missing families unclassified, isolates their own family', () => {
    expect(languageFacts('epo-Latn').family).toEqual({
      unknown: 'Artificial Language is no family',
    });
    expect(lineage('epo').family).toBeUndefined();
    expect(languageFacts('hmn-Latn').family).toHaveProperty('unknown');
    expect(lineage('eus')).toEqual({ family: 'Basque', genus: 'Basque' });
  });

  it('reads the script from the subset, not from the table', () => {
    expect(languageFacts('hin-Latn').scriptClass).toEqual({
      value: 'Latin',
      source: 'script of the subset',
    });
    expect(languageFacts('hin-Deva').scriptClass).toHaveProperty('value', 'abugida');
    expect(languageFacts('hin').scriptClass).toHaveProperty('unknown');
  });
});

describe('scriptClass', () => {
  it.each([
    ['Latn', 'Latin'],
    ['Cyrl', 'other alphabet'],
    ['Grek', 'other alphabet'],
    ['Armn', 'other alphabet'],
    ['Geor', 'other alphabet'],
    ['Arab', 'abjad'],
    ['Hebr', 'abjad'],
    ['Deva', 'abugida'],
    ['Thai', 'abugida'],
    ['Ethi', 'abugida'],
    ['Tibt', 'abugida'],
    ['Hans', 'CJK'],
    ['Hant', 'CJK'],
    ['Jpan', 'CJK'],
    ['Kore', 'CJK'],
    ['Hang', 'CJK'],
    ['Hira', 'CJK'],
    ['Cher', 'other'],
  ])('%s is %s', (script, kind) => {
    expect(scriptClass(script)).toBe(kind);
  });
});

describe('seenBy', () => {
  it('reads empty as unknown, not as no', () => {
    expect(seenByTag('xlmr', 'arz-Arab')).toEqual({
      unknown: 'only the macrolanguage of arz is listed',
    });
    expect(seenByTag('xlmr', 'yor-Latn')).toHaveProperty('value', false);
    expect(seenByTag('mbert', 'yor-Latn')).toHaveProperty('value', true);
    expect(seenByTag('mbert', 'khm-Khmr')).toHaveProperty('value', false);
    expect(seenByTag('mt5', 'hrv-Latn')).toHaveProperty('value', false);
    expect(seenByTag('xlmr', 'qqq-Latn')).toHaveProperty('unknown');
    expect(seenByTag('xlmr', 'python-Code')).toEqual({ unknown: 'programming language' });
  });

  it('looks romanised text up among the romanised corpora', () => {
    expect(seenByTag('xlmr', 'hin-Latn')).toEqual({
      value: true,
      source: 'romanised corpora of xlmr',
    });
    expect(seenByTag('mt5', 'hin-Latn')).toHaveProperty('value', true);
    expect(seenByTag('labse', 'hin-Latn')).toHaveProperty('value', false);
    expect(seenByTag('xlmr', 'arb-Latn')).toHaveProperty('value', false);
    expect(seenByTag('xlmr', 'arb-Arab')).toHaveProperty('value', true);
    for (const code of ['ben', 'tam', 'tel', 'urd'])
      expect(seenByTag('xlmr', `${code}-Latn`)).toHaveProperty('value', true);
  });

  it('intersects: one no decides, else one unknown', () => {
    expect(seenByAll(languageKey('eng-Latn'))).toHaveProperty('value', true);
    expect(seenByAll(languageKey('yor-Latn'))).toHaveProperty('value', false);
    expect(seenByAll(languageKey('arz-Arab'))).toHaveProperty('unknown');
  });
});

describe('familyLanguages', () => {
  it('lists codes with their macrolanguages, in any case', () => {
    expect(familyLanguages('dravidian')).toEqual(
      expect.arrayContaining(['kan', 'mal', 'tam', 'tel']),
    );
    expect(familyLanguages('Afro-Asiatic')).toEqual(
      expect.arrayContaining(['ara', 'arb', 'heb', 'amh']),
    );
    expect(familyNames()).not.toContain('Artificial Language');
  });

  it('suggests near names', () => {
    expect(() => familyLanguages('Dravidan')).toThrow(
      expect.objectContaining({ code: 'GB_USAGE', hint: expect.stringContaining('Dravidian') }),
    );
    expect(() => familyLanguages('Bookkeeping')).toThrow('there is no language family');
  });
});
