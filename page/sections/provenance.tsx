import type { JSX } from 'preact';
import type { PageData, PageModel, PageTask } from '../../src/types/page.js';
import { More } from '../parts/more.js';
import { Command, Name } from '../parts/text.js';
import { modelsOf, scopeOf } from '../state/select.js';
import { view } from '../state/view.js';

/** Where every number comes from, and how to make it again. */
export function Provenance({ data }: { data: PageData }): JSX.Element {
  const now = view.value;
  const scope = scopeOf(data, now);
  return (
    <section id="provenance">
      <h2>Provenance</h2>
      <p>
        Made on {data.made.slice(0, 10)} by glottobench {data.version}. This page again:
      </p>
      <Command text={data.command} />
      <h3>Models</h3>
      {modelsOf(data, now).map((model) => (
        <Model
          key={model.label}
          model={model}
          tasks={scope.aggregation.slices.flatMap((slice) => slice.tasks)}
        />
      ))}
      <h3>Tasks</h3>
      {data.tasks
        .filter(({ name }) => scope.id === 'all' || scope.id === name)
        .map((task) => (
          <Task key={task.name} task={task} />
        ))}
      {data.warnings.length > 0 && (
        <>
          <h3>Warnings of the readers</h3>
          <ul class="notes">
            {data.warnings.slice(0, 50).map((warning) => (
              <li key={warning}>
                <Name text={warning} longest={400} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Model({ model, tasks }: { model: PageModel; tasks: readonly string[] }): JSX.Element {
  const { run } = model;
  const facts: [string, string][] = [
    ['revision', model.revision],
    ['backbone', model.backbone ?? 'not known'],
    ['batching', model.batching ?? 'not known'],
    ...(run === null
      ? []
      : ([
          ['precision', run.precision ?? 'none'],
          ['pooling', run.pooling ?? 'none'],
          ['prompts', promptsOf(run.prompts)],
          [
            'software',
            `glottobench ${run.glottobench}, Node ${run.node}${run.onnxruntime === null ? '' : `, ONNX Runtime ${run.onnxruntime}`}`,
          ],
          ['machine', run.platform],
          ['run on', run.updated.slice(0, 10)],
        ] satisfies [string, string][])),
  ];
  return (
    <More title={<Name text={model.label} />}>
      {() => (
        <>
          <dl>
            {facts.map(([key, value]) => (
              <div key={key}>
                <dt>{key}</dt>
                <dd>
                  <Name text={value} longest={200} />
                </dd>
              </div>
            ))}
          </dl>
          {run === null ? (
            <p class="note">Results of others: there is no record of a run here.</p>
          ) : (
            Object.entries(run.commands)
              .filter(([task]) => tasks.includes(task))
              .map(([task, command]) => <Command key={task} text={command} />)
          )}
        </>
      )}
    </More>
  );
}

function promptsOf(prompts: Readonly<Record<string, string>>): string {
  const given = Object.entries(prompts).filter(([, text]) => text !== '');
  return given.length === 0 ? 'none' : given.map(([role, text]) => `${role}: “${text}”`).join('; ');
}

function Task({ task }: { task: PageTask }): JSX.Element {
  return (
    <More title={<Name text={task.name} />}>
      {() => (
        <>
          {task.description !== null && (
            <p>
              <Name text={task.description} longest={600} />
            </p>
          )}
          <dl>
            <div>
              <dt>main score</dt>
              <dd>{task.metric}</dd>
            </div>
            <div>
              <dt>data</dt>
              <dd>
                <Name text={task.revisions.join(', ')} longest={400} />
              </dd>
            </div>
            <div>
              <dt>licence</dt>
              <dd>
                <Name text={task.licence ?? 'not stated'} />
              </dd>
            </div>
            {task.reference !== null && (
              <div>
                <dt>reference</dt>
                <dd>
                  <Name text={task.reference} longest={300} />
                </dd>
              </div>
            )}
          </dl>
          {task.citation !== null && (
            <pre tabIndex={0}>
              <Name text={task.citation} longest={2000} />
            </pre>
          )}
        </>
      )}
    </More>
  );
}
