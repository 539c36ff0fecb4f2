/** The order of options on one phone: the same whenever it looks, another on every phone. Pure. */

interface Placed {
  readonly id: string;
  readonly exclusive?: boolean;
}

/** Shuffled by the seed (Fisher & Yates 1938, in Durstenfeld's form); exclusive options stay last, in their own order. */
export function shuffled<T extends Placed>(options: readonly T[], seed: string): T[] {
  const free = options.filter((option) => !option.exclusive);
  const random = randomBy(seed);
  for (let i = free.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    [free[i], free[j]] = [free[j]!, free[i]!];
  }
  return [...free, ...options.filter((option) => option.exclusive)];
}

/** The options as this phone shows them. */
export function inShownOrder<T extends Placed>(question: { readonly id: string; readonly shuffle: boolean; readonly options: readonly T[] }, seed: string): readonly T[] {
  return question.shuffle ? shuffled(question.options, `${seed}/${question.id}`) : question.options;
}

/** Numbers in [0, 1) drawn by FNV-1a of the seed and Mulberry32. */
function randomBy(seed: string): () => number {
  let state = 0x811c9dc5;
  for (const character of seed) state = Math.imul(state ^ character.codePointAt(0)!, 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
