import { describe, expect, it } from '@jest/globals';
import {
  isRomanised,
  isUsualScript,
  languageKey,
  macrolanguageOf,
  resolveLanguage,
} from '../../src/typology/resolve.js';

describe('resolveLanguage', () => {
  it.each([
    ['fas', 'pes'],
    ['ara', 'arb'],
    ['zho', 'cmn'],
    ['nor', 'nob'],
    ['swa', 'swh'],
    ['msa', 'zsm'],
    ['lav', 'lvs'],
    ['sqi', 'als'],
    ['aze', 'azj'],
    ['uzb', 'uzn'],
    ['est', 'ekk'],
    ['kur', 'kmr'],
    ['yid', 'ydd'],
  ])('merges the macrolanguage %s into %s', (macro, representative) => {
    expect(resolveLanguage(macro)).toEqual({ code: representative, reason: 'macrolanguage' });
    expect(resolveLanguage(representative)).toEqual({ code: representative });
  });

  it('follows retired codes', () => {
    expect(resolveLanguage('ajp')).toEqual({ code: 'apc', reason: 'retired' });
    expect(resolveLanguage('kzj')).toEqual({ code: 'dtp', reason: 'retired' });
  });

  it('keeps Hmong, Serbo-Croatian and unknown codes, for which no representative is known', () => {
    for (const code of ['hmn', 'hbs', 'qqq']) expect(resolveLanguage(code)).toEqual({ code });
  });
});

describe('languageKey', () => {
  it.each([
    ['zho-Hans', 'cmn-Hans'],
    ['cmn-Hans', 'cmn-Hans'],
    ['kor-Hang', 'kor-Kore'],
    ['kor-Kore', 'kor-Kore'],
    ['jpn-Hira', 'jpn-Jpan'],
    ['jpn-Kana', 'jpn-Jpan'],
    ['eng_Latn', 'eng-Latn'],
    ['nor-Latn', 'nob-Latn'],
    ['swa', 'swh'],
  ])('%s is the language %s', (tag, id) => {
    expect(languageKey(tag).id).toBe(id);
  });

  it('keeps the scripts of a language apart', () => {
    expect(languageKey('hin-Latn').id).not.toBe(languageKey('hin-Deva').id);
  });

  it('knows members of a macrolanguage', () => {
    expect(['nor', 'nob', 'nno'].map(macrolanguageOf)).toEqual(['nor', 'nor', 'nor']);
    expect(macrolanguageOf('deu')).toBe('deu');
  });
});

describe('isRomanised', () => {
  it.each(['arb', 'ben', 'hin', 'npi', 'sin', 'urd'])("Belebele's %s-Latn is romanised", (code) => {
    expect(isRomanised(languageKey(`${code}-Latn`))).toBe(true);
  });

  it.each([
    'hin-Deva',
    'eng-Latn',
    'srp-Latn',
    'srp-Cyrl',
    'uzn-Latn',
    'zho-Hant',
    'crh-Latn',
    'python-Code',
  ])('%s is not', (tag) => {
    expect(isRomanised(languageKey(tag))).toBe(false);
  });

  it('takes usual and secondary scripts as those that the seen flags speak of', () => {
    expect(
      ['zho-Hans', 'zho-Hant', 'uzn-Cyrl', 'crh-Latn', 'crh-Cyrl'].map((tag) =>
        isUsualScript(languageKey(tag)),
      ),
    ).toEqual([true, true, true, true, true]);
    expect(isUsualScript(languageKey('deu-Cyrl'))).toBe(false);
  });
});
