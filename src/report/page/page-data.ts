import { dirname } from 'node:path';
import { findModels } from '../../analysis/compare/find-models.js';
import { modelLabels } from '../../analysis/compare/labels.js';
import type { ModelResults } from '../../analysis/compare/model-results.js';
import { analyseFactors } from '../../analysis/factorial/analyse-models.js';
import { conditionOf } from '../../analysis/factorial/conditions.js';
import { zeroShot } from '../../analysis/factorial/zero-shot.js';
import type { LoadedResults } from '../../analysis/load-results.js';
import { GlottobenchError, isGlottobenchError } from '../../base/errors.js';
import { packageVersion } from '../../base/folders.js';
import { readBias } from '../../results/bias-file.js';
import { findBias } from '../../results/find-bias.js';
import { readManifest } from '../../results/read/run-manifest.js';
import type { BiasReport } from '../../types/generated/bias.js';
import type { RunManifest } from '../../types/generated/run-manifest.js';
import type { Fact } from '../../types/language.js';
import type { PageData, PageFactors, PageModel, PageRun, PageTask } from '../../types/page.js';
import { languageFacts } from '../../typology/facts.js';
import { metricLabel } from '../format.js';
import { queryCells } from './query-cells.js';
import {
  factorsCommand,
  LANGUAGES,
  makeScope,
  readFor,
  type PageRequest,
  type ReadResults,
} from './scopes.js';
import { shellWord } from './shown.js';

/**
 * Everything the page shows, from the functions that the commands of its sections call.
 * @throws GB_NOT_FOUND without results; what the readers throw
 */
export async function pageData(request: PageRequest, command: string): Promise<PageData> {
  const read = await readFor(request, request.tasks);
  if (read.loaded.stored.length === 0)
    throw new GlottobenchError('GB_NOT_FOUND', 'there are no results here', {
      file: request.folder,
      hint: 'a results folder holds <model>/<revision>/<Task>.json; glottobench run writes one',
    });
  const names = [...new Set(read.loaded.stored.map(({ result }) => result.task_name))].sort();
  const scopes = [await makeScope(request, 'all', request.tasks, read)];
  if (names.length > 1)
    for (const name of names)
      scopes.push(await makeScope(request, name, [name], await readFor(request, [name])));
  const models = await pageModels(read);
  return {
    format: 1,
    version: packageVersion(),
    made: new Date().toISOString(),
    command,
    models,
    tasks: names.map((name) => pageTask(name, read.loaded, request.metric)),
    languages: languagesOf(scopes),
    scopes,
    scopeNames: scopes.map(({ id, label }) => ({ id, label })),
    bias: await biasOf(request),
    biasCommand: `glottobench results bias ${shellWord(request.folder)} --json`,
    factors: await factorsOf(request),
    queries: await queryCells(
      read.loaded,
      (name, revision) =>
        models.find(
          (model) => model.name === name && model.revision.split(' + ').includes(revision),
        )?.label,
    ),
    warnings: warningsOf(read),
  };
}

function warningsOf({ loaded, found, notes }: ReadResults): string[] {
  return [
    ...new Set([
      ...notes,
      ...loaded.warnings,
      ...loaded.broken.map(({ place, message }) => `left out: ${place.file ?? ''}: ${message}`),
      ...found.warnings,
    ]),
  ];
}

async function pageModels({ loaded, found }: ReadResults): Promise<PageModel[]> {
  const labels = modelLabels(found.models);
  return Promise.all(
    found.models.map(async (model, i): Promise<PageModel> => {
      const condition = conditionOf(model);
      return {
        label: labels[i] ?? model.name,
        name: model.name,
        revision: model.revision,
        backbone: condition?.backbone ?? model.backbone ?? null,
        batching: condition?.batching ?? null,
        zeroShot: Object.fromEntries(
          [...new Set(model.cells.map(({ task }) => task))]
            .sort()
            .map((task) => [task, zeroShot(model.trainingData, task, loaded.tasks)]),
        ),
        run: await runOf(model, loaded),
      };
    }),
  );
}

async function runOf(model: ModelResults, loaded: LoadedResults): Promise<PageRun | null> {
  const own = loaded.stored.find(
    (one) => one.model === model.name && model.revision.split(' + ').includes(one.revision),
  );
  const manifest = own === undefined ? undefined : await readManifest(dirname(own.file));
  return manifest === undefined ? null : pageRun(manifest, model);
}

function pageRun(manifest: RunManifest, model: ModelResults): PageRun {
  const { glottobench, node, onnxruntime, platform, pooling, precision, prompts, updated } =
    manifest;
  return {
    glottobench,
    node,
    onnxruntime,
    platform,
    precision,
    pooling,
    prompts,
    updated,
    fingerprint: manifest.model.fingerprint ?? null,
    commands: Object.fromEntries(
      [...new Set(model.cells.map(({ task }) => task))].map((task) => [
        task,
        runCommand(manifest, task),
      ]),
    ),
  };
}

/**
 * The call that makes the scores again: the model as it was given, and what was not the default.
 */
function runCommand({ model, config, precision }: RunManifest, task: string): string {
  const text = (key: string, flag: string): string[] =>
    typeof config[key] === 'string' && config[key] !== '' ? [flag, shellWord(config[key])] : [];
  return [
    'glottobench run -m',
    shellWord(model.source ?? model.name.replace(/^glottobench\/(?=bm25$|random$)/, '')),
    '-t',
    shellWord(task),
    ...(precision !== null && precision !== 'fp32' ? ['--precision', precision] : []),
    ...text('promptQuery', '--prompt-query'),
    ...text('promptDocument', '--prompt-document'),
  ].join(' ');
}

function pageTask(name: string, { stored, tasks }: LoadedResults, metric?: string): PageTask {
  const definition = tasks.get(name);
  const revisions = stored
    .filter(({ result }) => result.task_name === name)
    .map(({ result }) => result.dataset_revision);
  return {
    name,
    metric: metricLabel(metric ?? definition?.main_score ?? 'main_score'),
    description: definition?.description ?? null,
    reference: definition?.reference ?? null,
    licence: definition?.license ?? null,
    citation: definition?.bibtex_citation ?? null,
    revisions: [...new Set(revisions)].sort(),
  };
}

function languagesOf(scopes: PageData['scopes']): PageData['languages'] {
  const codes = new Set(
    scopes.flatMap(({ aggregation, pairs }) => [
      ...aggregation.slices.flatMap(({ groupings }) =>
        groupings
          .filter(({ by }) => by === LANGUAGES)
          .flatMap(({ groups }) => groups.flatMap(({ members }) => members)),
      ),
      ...pairs.flatMap(({ query, document }) => [codeOf(query), codeOf(document)]),
    ]),
  );
  return Object.fromEntries(
    [...codes].sort().map((code) => {
      const facts = languageFacts(code);
      const coordinates = valueOf(facts.coordinates);
      return [
        code,
        {
          name: valueOf(facts.name) ?? code,
          family: valueOf(facts.family),
          genus: valueOf(facts.genus),
          latitude: coordinates?.latitude ?? null,
          longitude: coordinates?.longitude ?? null,
          cc100: valueOf(facts.cc100Gib),
          mc4: valueOf(facts.mc4BillionTokens),
        },
      ];
    }),
  );
}

function codeOf(id: string): string {
  return id.split('-')[0] ?? id;
}

function valueOf<T>(fact: Fact<T>): T | null {
  return 'value' in fact ? fact.value : null;
}

/** Reports as `results bias` reads them; none where no pool was run. */
async function biasOf({ folder, tasks }: PageRequest): Promise<BiasReport[]> {
  try {
    const reports = await Promise.all((await findBias(folder)).map(readBias));
    return reports.filter(({ task }) => tasks?.includes(task) !== false);
  } catch (error) {
    if (isGlottobenchError(error) && error.code === 'GB_NOT_FOUND') return [];
    throw error;
  }
}

async function factorsOf(request: PageRequest): Promise<PageFactors> {
  const command = factorsCommand(request);
  const { seed, draws, folder, tasks, backbones, metric } = request;
  try {
    // every revision is a training run here, as for the command
    const found = await findModels([], {
      out: folder,
      tasks: tasks === undefined ? undefined : new Set(tasks),
      backbones,
      metric,
      revisions: 'all',
    });
    const analysis = await analyseFactors(found.models, {
      tasks: found.tasks,
      comparison: {
        by: [],
        side: 'query',
        seed,
        draws,
        flips: 10_000,
        level: 0.95,
        adjustment: 'holm',
      },
    });
    return { analysis, reason: null, command };
  } catch (error) {
    if (!isGlottobenchError(error)) throw error;
    return { analysis: null, reason: error.message, command };
  }
}
