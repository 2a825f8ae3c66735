import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { packagePath } from '../../src/base/folders.js';
import { parsePythonJson } from '../../src/base/json.js';
import { udhrLanguage } from '../../src/data/udhr/languages.js';
import { scoreRankings } from '../../src/metrics/score-rankings.js';
import { openEncoder } from '../../src/models/open-encoder.js';
import type { SentenceEncoder } from '../../src/models/sentence-encoder.js';
import { loadTask } from '../../src/registry/load-task.js';
import { modelRegistry } from '../../src/registry/models/model-registry.js';
import { openDenseRanker } from '../../src/search/dense-ranker.js';
import { DEFAULT_K_VALUES } from '../../src/scores/table.js';
import type { TaskDefinition } from '../../src/types/generated/task.js';
import type { RegisteredModel } from '../../src/types/generated/model-registry.js';
import type { TextItem } from '../../src/types/text.js';
import { oraclePython, runPython } from '../support/oracle.js';

const CHECKPOINT = packagePath('examples', 'tiny-hybrid', 'checkpoints', 'hybrid');

/**
 * One task of each type, with an instruction of its own (one text, or one for each role) and
 * without, as far as MTEB has it.
 */
const TASKS = [
  'DBPedia',
  'FaithDial',
  'SciDocsRR',
  'JaCWIRReranking',
  'IFIRAila',
  'Core17InstructionRetrieval',
];

interface Data {
  readonly corpus: readonly { id: string; title: string; text: string }[];
  readonly queries: readonly { id: string; text: string }[];
  readonly qrels: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly top_ranked: Readonly<Record<string, readonly string[]>>;
}

interface Row {
  readonly model: string;
  readonly task: string;
  readonly ids: Readonly<Record<string, readonly number[]>>;
  readonly scores: Readonly<Record<string, number>>;
}

/** English halves of paragraphs find the German ones: hard enough that a prompt moves scores. */
async function makeData(): Promise<Data> {
  const [english, german] = [await udhrLanguage('eng'), await udhrLanguage('deu')];
  const words = (text: string, from: number, to: number): string =>
    text.split(/\s+/).slice(from, to).join(' ');
  const corpus = german.paragraphs
    .slice(0, 40)
    .map(({ text }, i) => ({ id: `d${i}`, title: '', text: words(text, 0, 14) }));
  const queries = english.paragraphs
    .slice(0, 24)
    .map(({ text }, i) => ({ id: `q${i}`, text: words(text, 0, 8) }));
  return {
    corpus,
    queries,
    qrels: Object.fromEntries(
      queries.map(({ id }, i) => [id, { [`d${i}`]: 2, [`d${(i + 7) % 40}`]: 1 }]),
    ),
    top_ranked: Object.fromEntries(
      queries.map(({ id }, i) => [
        id,
        Array.from({ length: 12 }, (_, j) => `d${(i + 7 * j) % 40}`),
      ]),
    ),
  };
}

/** Every rule that one of the two wrappers applies, with a model that has it. */
function rules(): Map<string, RegisteredModel> {
  const { models, prompt_rules } = modelRegistry();
  const found = new Map<string, RegisteredModel>();
  for (const model of models) {
    const key = model.prompt_rule;
    if (key === undefined || prompt_rules[key]?.wrapper === 'own' || found.has(key)) continue;
    found.set(key, model);
  }
  return found;
}

/** A task of the four types that stands in the rule's own dictionaries, where there is one. */
async function namedTask(key: string): Promise<string[]> {
  const { prompt_rules, instructions } = modelRegistry();
  const rule = prompt_rules[key];
  const names = [
    ...Object.keys(rule?.prompts ?? {}),
    ...Object.keys(instructions[rule?.instructions ?? ''] ?? {}),
  ].map((name) => name.replace(/-(query|document)$/, ''));
  for (const name of names) {
    const task = await loadTask(name, []).catch(() => undefined);
    if (task !== undefined && task.tasks === undefined && !TASKS.includes(name)) return [name];
  }
  return [];
}

async function scoresOf(
  encoder: SentenceEncoder,
  task: TaskDefinition,
  data: Data,
): Promise<Record<string, number>> {
  // closing the ranker would close the encoder
  const ranker = await openDenseRanker(encoder);
  const items = (rows: readonly { id: string; text: string }[]): TextItem[] =>
    rows.map(({ id, text }) => ({ id, text }));
  const rankings = await ranker.rank(
    items(data.queries),
    (async function* () {
      yield await Promise.resolve(items(data.corpus));
    })(),
    {
      task: task.name,
      taskType: task.type,
      instruction: task.prompt ?? null,
      subset: 'default',
      queryLanguages: [],
      documentLanguages: [],
    },
    {
      k: 1000,
      candidates: task.type.includes('Reranking')
        ? new Map(Object.entries(data.top_ranked))
        : undefined,
    },
  );
  const qrels = new Map(
    Object.entries(data.qrels).map(([query, docs]) => [query, new Map(Object.entries(docs))]),
  );
  return scoreRankings(rankings, qrels, {
    kValues: DEFAULT_K_VALUES,
    extraScores: [],
    ignoreIdenticalIds: false,
    skipFirstResult: false,
  }).scores;
}

const withPython = oraclePython === undefined ? describe.skip : describe;

withPython('prompt rules of the registry, beside mteb', () => {
  const byRule = rules();
  let data: Data;
  let rows: Row[];

  beforeAll(async () => {
    data = await makeData();
    const cases = await Promise.all(
      [...byRule].map(async ([key, { name }]) => ({
        model: name,
        tasks: [...TASKS, ...(await namedTask(key))],
      })),
    );
    const folder = mkdtempSync(join(tmpdir(), 'rules-'));
    const [input, output] = [join(folder, 'in.json'), join(folder, 'out.json')];
    writeFileSync(input, JSON.stringify({ checkpoint: CHECKPOINT, cases, ...data }));
    await runPython([packagePath('test', 'parity', 'prompt_rules.py'), input, output]);
    rows = parsePythonJson(readFileSync(output, 'utf8'), output) as Row[];
  }, 1_800_000);

  it('are all there', () => {
    expect(byRule.size).toBeGreaterThanOrEqual(45);
  });

  it.each([...byRule].map(([key, { name }]) => [key, name] as const))(
    '%s, of %s: token ids and scores are those of the wrapper, and no others without the prompt',
    async (_, name) => {
      const { encoder } = await openEncoder(CHECKPOINT, { prompts: `mteb:${name}`, threads: 1 });
      const { encoder: plain } = await openEncoder(CHECKPOINT, { prompts: 'none', threads: 1 });
      let prompted = 0;
      try {
        for (const row of rows.filter(({ model }) => model === name)) {
          const task = await loadTask(row.task, []);
          const request = {
            task: task.name,
            taskType: task.type,
            instruction: task.prompt ?? null,
          };
          const sides = [
            ['query', data.queries],
            ['document', data.corpus],
          ] as const;
          let changes = false;
          for (const [role, items] of sides) {
            const texts = items.map(({ text }) => text);
            const prompt = encoder.promptFor({ ...request, role });
            const ids = await encoder.tokenIds(texts.map((text) => prompt + text));
            expect([row.task, role, ids]).toEqual([
              row.task,
              role,
              texts.map((text) => row.ids[text]),
            ]);
            if (prompt.trim() === '') continue;
            changes = true;
            expect(await plain.tokenIds(texts)).not.toEqual(ids);
          }
          const scores = await scoresOf(encoder, task, data);
          const off = Object.entries(row.scores).filter(
            ([key, value]) =>
              key in scores &&
              !(Math.abs((scores[key] ?? NaN) - value) <= 1e-5 + 1e-9) &&
              !(Number.isNaN(value) && Number.isNaN(scores[key])),
          );
          expect([row.task, off.map(([key, value]) => [key, scores[key], value])]).toEqual([
            row.task,
            [],
          ]);
          if (!changes) continue;
          prompted++;
          expect(await scoresOf(plain, task, data)).not.toEqual(scores);
        }
      } finally {
        await encoder.close();
        await plain.close();
      }
      // a rule that reaches no text of any task would be no rule
      expect(prompted).toBeGreaterThan(0);
    },
    300_000,
  );
});
