import { signal } from '@preact/signals';
import { unpack, type Packed } from '../../src/report/page/pack.js';
import type { PageData, PageQueryCell, PageScope } from '../../src/types/page.js';

/** What the page has unpacked so far; undefined until it has begun. */
export const data = signal<PageData | undefined>(undefined);

/** Data as they stand in the page: JSON, packed, gzip, base64. */
async function readElement(id: string): Promise<unknown> {
  const text = document.getElementById(`data-${id}`)?.textContent ?? '';
  const bytes = Uint8Array.from(atob(text.trim()), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return unpack((await new Response(stream).json()) as Packed);
}

/** The first scope and everything beside the scopes. */
export async function openData(): Promise<void> {
  data.value = (await readElement('main')) as PageData;
}

/** Unpacks a scope that is asked for and not there yet. What is no scope stays away. */
export async function openScope(id: string): Promise<void> {
  const now = data.value;
  const place = now?.scopeNames.findIndex((scope) => scope.id === id) ?? -1;
  if (now === undefined || place < 1 || now.scopes.some((scope) => scope.id === id)) return;
  const scope = (await readElement(`scope-${String(place)}`)) as PageScope;
  data.value = { ...now, scopes: [...now.scopes, scope] };
}

/** Queries with their texts; undefined until somebody asks. */
export const queries = signal<readonly PageQueryCell[] | undefined>(undefined);

export async function openQueries(): Promise<void> {
  queries.value ??= (await readElement('queries')) as readonly PageQueryCell[];
}
