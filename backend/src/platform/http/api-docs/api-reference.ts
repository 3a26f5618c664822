import { readFileSync } from 'node:fs';
import path from 'node:path';

/** Where the committed reference stands, from the sources and from the build alike. */
const FILE = path.resolve(__dirname, '../../../../../infra/openapi.json');
let text: string | null = null;

/** The API as OpenAPI, in JSON, as it is committed; a spec keeps it equal to the routes. */
export const apiReference = (): string => (text ??= readFileSync(FILE, 'utf8'));
