import { effect } from '@preact/signals';
import { render, type JSX } from 'preact';
import { App } from './app.js';
import { data, openData, openScope } from './state/data.js';
import { fromHash, toHash, view, type View } from './state/view.js';

function Page(): JSX.Element | null {
  return data.value === undefined ? null : <App data={data.value} />;
}

async function start(): Promise<void> {
  const asked = fromHash(location.hash);
  await openData();
  await openScope(asked.view.task);
  view.value = asked.view;
  const live = document.createElement('div');
  live.id = 'page';
  document.getElementById('page')?.replaceWith(live);
  render(<Page />, live);
  goTo(asked.section);
  followAddress(asked.section);
  document.documentElement.dataset['ready'] = 'true';
}

function goTo(section: string): void {
  if (section !== '') document.getElementById(section)?.scrollIntoView();
}

async function show(asked: View): Promise<void> {
  await openScope(asked.task);
  view.value = asked;
}

/** The view goes into the address, and a changed address into the view. */
function followAddress(first: string): void {
  let section = first;
  effect(() => {
    const hash = toHash(section, view.value);
    if (hash !== location.hash && !(hash === '#' && location.hash === ''))
      history.replaceState(null, '', hash);
  });
  addEventListener('hashchange', () => {
    const asked = fromHash(location.hash);
    section = asked.section;
    // a link to a section says nothing of the filters: they stay
    if (location.hash.includes('=')) void show(asked.view).then(() => goTo(section));
    else {
      history.replaceState(null, '', toHash(section, view.value));
      goTo(section);
    }
  });
}

void start();
