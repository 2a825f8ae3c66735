import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { IdSet } from '../../src/data/check/id-set.js';
import { SubsetCheck } from '../../src/data/subset-check.js';
import { heldCorpus, type LoadedSubset } from '../../src/data/loader.js';
import { WarningList } from '../../src/warnings/warning-list.js';

describe('IdSet', () => {
  it('knows what stood before, as a set of texts does', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 6 })), (ids) => {
        const [small, whole] = [new IdSet(), new Set<string>()];
        for (const id of ids) {
          const isNew = !whole.has(id);
          whole.add(id);
          if (small.add(id) !== isNew) return false;
        }
        return true;
      }),
    );
  });

  it('tells a hundred thousand ids apart, however alike, and finds each again', () => {
    const ids = new IdSet();
    const name = (i: number): string => (i % 2 === 0 ? `doc-${i}` : `${i}#${i % 7}`);
    let added = 0;
    for (let i = 0; i < 100_000; i++) if (ids.add(name(i))) added++;
    expect(added).toBe(100_000);
    for (let i = 0; i < 100_000; i += 997) expect(ids.add(name(i))).toBe(false);
  });
});

async function found(
  subset: Partial<LoadedSubset>,
  passes = 1,
): Promise<(readonly [string, number, readonly string[]])[]> {
  const loaded: LoadedSubset = {
    queries: [{ id: 'q', text: 'one' }],
    qrels: new Map([['q', new Map([['d', 1]])]]),
    ...heldCorpus([{ id: 'd', text: 'two' }]),
    ...subset,
  };
  const warnings = new WarningList();
  const check = new SubsetCheck(loaded, warnings, { ignoreIdenticalIds: false, texts: false });
  for (let pass = 0; pass < passes; pass++)
    for await (const chunk of check.corpus()) expect(chunk.length).toBeGreaterThan(0);
  return warnings
    .records(null)
    .map(({ code, count, examples }) => [code, count, examples] as const);
}

describe('SubsetCheck', () => {
  it('finds nothing in sound data', async () => {
    expect(await found({})).toEqual([]);
  });

  it('counts a corpus once, however often it is read', async () => {
    const twice = heldCorpus(['d', 'd', 'e', 'e', 'e'].map((id) => ({ id, text: 'two' })));
    const expected = [['duplicate-document-id', 3, ['d', 'e']]];
    expect(await found(twice)).toEqual(expected);
    expect(await found(twice, 3)).toEqual(expected);
  });

  it('counts a document once, however many queries it is judged for; relevant for one is relevant', async () => {
    const qrels = new Map([
      ['q', new Map([['gone', 0]])],
      ['p', new Map([['gone', 1]])],
    ]);
    const queries = ['q', 'p'].map((id) => ({ id, text: id }));
    expect(await found({ qrels, queries })).toEqual([
      ['dangling-qrels', 1, ['gone']],
      ['without-positive', 1, ['q']],
    ]);
  });

  it('takes equal ids of a query and a document with another text for chance', async () => {
    const corpus = heldCorpus([
      { id: 'q', text: 'two' },
      { id: 'd', text: 'two' },
    ]);
    expect(await found(corpus)).toEqual([]);
    const same = heldCorpus([
      { id: 'q', text: 'one' },
      { id: 'd', text: 'two' },
    ]);
    expect(await found(same)).toEqual([['self-retrieval', 1, ['q']]]);
  });

  it('finds queries that have nothing to rerank', async () => {
    expect(await found({ topRanked: new Map([['q', ['d']]]) })).toEqual([]);
    for (const topRanked of [new Map([['q', []]]), new Map([['other', ['d']]])])
      expect(await found({ topRanked })).toEqual([['without-candidates', 1, ['q']]]);
  });
});
