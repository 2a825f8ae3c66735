// Preload for `node --import`: appends every module that is loaded and every file that is read to
// $TRACE_FILE.
import fs from 'node:fs';
import { register, syncBuiltinESMExports } from 'node:module';

const file = process.env.TRACE_FILE;
const note = (what) => fs.appendFileSync(file, `${what}\n`);

/** @type {[object, string][]} */
const traced = [
  [fs, 'readFileSync'],
  [fs.promises, 'readFile'],
  [fs.promises, 'open'],
];
for (const [api, name] of traced) {
  const original = Reflect.get(api, name);
  Reflect.set(api, name, (path, ...rest) => {
    note(`read ${path}`);
    return Reflect.apply(original, api, [path, ...rest]);
  });
}
const dlopen = process.dlopen;
process.dlopen = (module, path, ...rest) => {
  note(`native ${path}`);
  return dlopen.call(process, module, path, ...rest);
};
syncBuiltinESMExports();

const hooks = `
import { appendFileSync } from 'node:fs';
export async function load(url, context, next) {
  appendFileSync(${JSON.stringify(file)}, 'module ' + url + '\\n');
  return next(url, context);
}`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);
