/** Remembers ids in a fixed 4 MiB of memory: a "no" is certain, a "yes" may be wrong once in a while (a Bloom filter). */
const BITS = 2 ** 25;
const HASHES = 4;

export class SeenIds {
  private readonly words = new Uint32Array(BITS / 32);

  add(id: string): void {
    this.visit(id, true);
  }

  /** False: certainly never added. */
  maybeHas(id: string): boolean {
    return this.visit(id, false);
  }

  /** True when every place of the id was set already. Plain arithmetic without objects: it runs for every document of a rebuild. */
  private visit(id: string, set: boolean): boolean {
    let place = 0x811c9dc5;
    let step = 0x01234567;
    for (let index = 0; index < id.length; index += 1) {
      const code = id.charCodeAt(index);
      place = Math.imul(place ^ code, 0x01000193);
      step = Math.imul(step ^ code, 0x5bd1e995);
      step ^= step >>> 15;
    }
    let all = true;
    for (let round = 0; round < HASHES; round += 1) {
      const bit = (place >>> 0) % BITS;
      const word = this.words[bit >>> 5] ?? 0;
      const mask = 1 << (bit & 31);
      if ((word & mask) === 0) {
        all = false;
        if (!set) return false;
        this.words[bit >>> 5] = word | mask;
      }
      place = (place + (step | 1)) | 0;
    }
    return all;
  }
}
