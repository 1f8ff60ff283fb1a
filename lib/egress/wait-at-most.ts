/**
 * Waits for work that may go on longer than its caller: a shared transfer that other callers use too. It is not ended, and a failure
 * after the wait is ignored.
 * @throws what the work throws, or `late()` after `ms`
 */
export async function waitAtMost<Result>(work: Promise<Result>, ms: number, late: () => Error): Promise<Result> {
  let timer: NodeJS.Timeout | undefined
  const end = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), ms)
  })
  try {
    return await Promise.race([work, end])
  } finally {
    clearTimeout(timer)
  }
}
