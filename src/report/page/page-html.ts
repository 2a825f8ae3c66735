import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { GlottobenchError } from '../../base/errors.js';
import { packagePath } from '../../base/folders.js';
import type { PageData } from '../../types/page.js';
import { pack } from './pack.js';

/** What `scripts/build-page.mjs` makes of page/still.tsx. */
interface StillModule {
  readonly stillPage: (data: PageData) => Promise<string>;
  readonly stillCharts: (data: PageData) => Promise<readonly ChartFile[]>;
}

interface ChartFile {
  readonly name: string;
  readonly text: string;
}

async function stillModule(): Promise<StillModule> {
  // a sentence for who has not built it, before the loader's own
  asset('still.mjs');
  return (await import(
    pathToFileURL(packagePath('dist', 'page', 'still.mjs')).href
  )) as StillModule;
}

/**
 * The charts of the page as files: SVG in the width of a column and of a page, and Vega-Lite specs.
 * @throws GB_NOT_FOUND where the page was not built
 */
export async function chartFiles(data: PageData): Promise<readonly ChartFile[]> {
  return (await stillModule()).stillCharts(data);
}

/**
 * One file with everything in it: the page as it is before any script runs, its data, its script
 * and its style. Its policy allows the one script and the one style by their hashes and nothing
 * else: no network, no eval.
 * @throws GB_NOT_FOUND where the page was not built
 */
export async function pageHtml(data: PageData): Promise<string> {
  const script = asset('client.mjs');
  const style = asset('style.css');
  const { stillPage } = await stillModule();
  const still = await stillPage(data);
  const [first, ...others] = data.scopes;
  const parts = [
    ['main', { ...data, scopes: first === undefined ? [] : [first], queries: [] }] as const,
    ['queries', data.queries] as const,
    ...others.map((scope, i) => [`scope-${String(i + 1)}`, scope] as const),
  ];
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(style)}`,
    'img-src data: blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="glottobench ${data.version}">
<title>Retrieval across languages</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<div id="page">${still}</div>
<noscript><p class="note">Without scripts the page shows the overview; filters and the other charts need them.</p></noscript>
${parts.map(([id, part]) => dataElement(id, part)).join('\n')}
<script type="module">${script}</script>
</body>
</html>
`;
}

/** JSON, packed, compressed, in the letters of base64: nothing in it can be read as markup. */
function dataElement(id: string, part: unknown): string {
  const packed = gzipSync(JSON.stringify(pack(part)), { level: 9 }).toString('base64');
  return `<script type="application/octet-stream" id="data-${id}">${packed}</script>`;
}

/** A built file that stands inside an element. */
function asset(name: string): string {
  let text: string;
  try {
    text = readFileSync(packagePath('dist', 'page', name), 'utf8');
  } catch (cause) {
    throw new GlottobenchError('GB_NOT_FOUND', 'the page was not built', {
      file: packagePath('dist', 'page', name),
      hint: 'npm run build makes it',
      cause,
    });
  }
  // an end tag inside would end the element, and what follows would be markup
  if (name !== 'still.mjs' && /<\/(?:script|style)/i.test(text))
    throw new Error(`${name} holds an end tag`);
  return text;
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
