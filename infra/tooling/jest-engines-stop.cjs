// Global tear-down that belongs to jest-engines.cjs.
module.exports = async () => {
  await globalThis.stopTestEngines?.();
};
