// Writes infra/openapi.json from the routes: `npm run docs:api`. A spec fails when the two differ.
import { writeFileSync } from 'node:fs';
import { documentOf, REFERENCE_FILE, withWholeApi } from './whole-api';

withWholeApi((app) => writeFileSync(REFERENCE_FILE, `${JSON.stringify(documentOf(app), null, 2)}\n`)).then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`The API reference could not be made: ${String(error)}\n`);
    process.exit(1);
  },
);
