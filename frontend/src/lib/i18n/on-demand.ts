/** A formatter takes a slow phone several milliseconds to make, and most pages use few of them: each is made when it is first asked for. */
export function onDemand<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
