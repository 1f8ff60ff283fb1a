/** Collects what has to be undone, and undoes it in reverse order even when `work` fails. */
export async function withCleanup<Result>(
  work: (atEnd: (undo: () => Promise<unknown>) => void) => Promise<Result>,
): Promise<Result> {
  const undos: (() => Promise<unknown>)[] = []
  try {
    return await work((undo) => undos.push(undo))
  } finally {
    for (const undo of undos.reverse()) await undo()
  }
}
