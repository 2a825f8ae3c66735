import type { JSX } from 'preact';
import { change, type View } from '../state/view.js';
import { Choice } from './controls.js';

/** What a chart of one model shows: its score, or the difference to `minus` (`''`: none). */
interface ShownModel {
  readonly model: string;
  readonly minus: string;
}

/** The model that the view names among those there are; undefined where there is none. */
export function shownModel(labels: readonly string[], now: View): ShownModel | undefined {
  const model = labels.includes(now.a) ? now.a : labels[0];
  if (model === undefined) return undefined;
  const others = labels.filter((label) => label !== model);
  const minus =
    now.map === 'difference' ? (others.find((label) => label === now.b) ?? others[0] ?? '') : '';
  return { model, minus };
}

/** Chooses a model, and whether its scores or its difference to another one are drawn. */
export function ModelChoices({
  labels,
  model,
  minus,
}: ShownModel & { readonly labels: readonly string[] }): JSX.Element {
  return (
    <div class="choices">
      <Choice
        label="Model"
        value={model}
        options={labels.map((label) => [label, label])}
        onChange={(a) => change({ a })}
      />
      <Choice
        label="Show"
        value={minus === '' ? 'score' : 'difference'}
        options={[
          ['score', 'score'],
          ...(labels.length > 1 ? ([['difference', 'difference to another model']] as const) : []),
        ]}
        onChange={(map) => change({ map })}
      />
      {minus !== '' && (
        <Choice
          label="Other model"
          value={minus}
          options={labels.filter((label) => label !== model).map((label) => [label, label])}
          onChange={(b) => change({ b })}
        />
      )}
    </div>
  );
}
