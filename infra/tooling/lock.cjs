// Fails when the lock file misses the build of a native package for some platform: npm leaves out, without a word, what
// the registry does not have yet, and `npm ci` then stops on the machines that need it.
const path = require('node:path');

/**
 * @param {{ packages: Record<string, { optionalDependencies?: Record<string, string> }> }} lock
 * @returns {string[]} one sentence per missing build
 */
function missingBuilds(lock) {
  const names = new Set(Object.keys(lock.packages).map((place) => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length)));
  return Object.entries(lock.packages).flatMap(([place, entry]) =>
    Object.keys(entry.optionalDependencies ?? {})
      .filter((name) => !names.has(name))
      .map((name) => `${place}: the build ${name} is not in the lock file; pin the newest version whose builds all exist.`),
  );
}

module.exports = { missingBuilds };

if (require.main === module) {
  const missing = missingBuilds(require(path.resolve(__dirname, '../../package-lock.json')));
  for (const sentence of missing) console.error(sentence);
  process.exitCode = missing.length === 0 ? 0 : 1;
}
