// Writes infra/openapi.json from the routes: `npm run docs:api`. A spec fails when the two differ.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { wholeApiDocument } from '../../backend/src/app/api-document';

wholeApiDocument().then(
  (document) => {
    writeFileSync(path.resolve(__dirname, '../openapi.json'), `${JSON.stringify(document, null, 2)}\n`);
    process.exit(0);
  },
  (error: unknown) => {
    process.stderr.write(`The API reference could not be made: ${String(error)}\n`);
    process.exit(1);
  },
);
