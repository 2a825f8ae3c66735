import type { TooltipHandler } from 'vega';
import { formatScore } from '../../src/report/format.js';

/** The one box that says what is under the pointer; everything in it is text. */
let box: HTMLElement | undefined;

export const showTip: TooltipHandler = (_handler, event, _item, value) => {
  box ??= makeBox();
  if (typeof value !== 'object' || value === null) {
    box.hidden = true;
    return;
  }
  box.replaceChildren(
    ...Object.entries(value as Record<string, unknown>)
      .filter(([, part]) => part !== null && part !== undefined && part !== '')
      .map(([key, part]) => line(key, part)),
  );
  box.hidden = false;
  const { clientX, clientY } = event;
  const left = Math.min(clientX + 14, document.documentElement.clientWidth - box.offsetWidth - 8);
  box.style.left = `${String(Math.max(4, left))}px`;
  box.style.top = `${String(clientY + 14)}px`;
};

function makeBox(): HTMLElement {
  const made = document.createElement('div');
  made.className = 'tip';
  made.setAttribute('aria-hidden', 'true');
  document.body.append(made);
  return made;
}

function line(key: string, part: unknown): HTMLElement {
  const row = document.createElement('div');
  const name = document.createElement('span');
  name.textContent = key;
  const text = document.createElement('bdi');
  text.textContent =
    typeof part === 'number' && !Number.isInteger(part) ? formatScore(part) : String(part);
  row.append(name, ' ', text);
  return row;
}
