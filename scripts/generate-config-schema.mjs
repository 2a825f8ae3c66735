// Writes schemas/config.schema.json from the table of options, as built in dist/.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import { configSchema } from '../dist/cli/config-schema.js';

const path = fileURLToPath(new URL('../schemas/config.schema.json', import.meta.url));
await writeFile(
  path,
  await format(JSON.stringify(configSchema()), { parser: 'json', printWidth: 100 }),
);
