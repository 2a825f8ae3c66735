// JSON as the definitions in tasks/ are kept: two spaces, but a list or object of plain values
// stays on one line if it fits.
const WIDTH = 160;

/** Formats a value; the text ends with a newline. Deterministic: key order is the value's. */
export function formatJson(value) {
  return `${format(value, '', 0)}\n`;
}

function format(value, indent, used) {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const list = Array.isArray(value);
  const entries = list
    ? value.map((member) => ['', member])
    : Object.entries(value).map(([key, member]) => [`${JSON.stringify(key)}: `, member]);
  const [open, close] = list ? ['[', ']'] : ['{', '}'];
  if (entries.length === 0) return open + close;
  if (
    indent !== '' &&
    entries.every(([, member]) => member === null || typeof member !== 'object')
  ) {
    const inner = entries.map(([key, member]) => key + JSON.stringify(member)).join(', ');
    const line = list ? `[${inner}]` : `{ ${inner} }`;
    if (indent.length + used + line.length < WIDTH) return line;
  }
  const deeper = `${indent}  `;
  return `${open}\n${entries.map(([key, member]) => deeper + key + format(member, deeper, key.length)).join(',\n')}\n${indent}${close}`;
}
