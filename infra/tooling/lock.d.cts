/** One sentence per native build that an entry asks for and the lock file does not hold. */
export function missingBuilds(lock: { packages: Record<string, { optionalDependencies?: Record<string, string> }> }): string[];
