/** Saves that are still on their way when their editor was left: whoever opens the survey again waits for them. */
const LONGEST_WAIT_MS = 10_000;

const departing = new Map<string, Promise<void>>();

export function depart(survey: string, save: Promise<void>): void {
  const over = save.finally(() => {
    if (departing.get(survey) === over) departing.delete(survey);
  });
  departing.set(survey, over);
}

/** Fulfilled when nothing is on its way to this survey any more, or has been for too long to wait on. */
export async function departed(survey: string): Promise<void> {
  const save = departing.get(survey);
  if (save === undefined) return;
  await Promise.race([save, new Promise((resolve) => setTimeout(resolve, LONGEST_WAIT_MS))]);
}
