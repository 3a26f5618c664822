/** What other capabilities may ask of this one. */
export { ImportsQuery, ImportQuery } from './views/imports.query';
