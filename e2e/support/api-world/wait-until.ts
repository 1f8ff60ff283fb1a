const pauseMs = 50

/** Asks again until there is an answer, whichever runner the test has. */
export async function waitUntil<Value>(
  ask: () => Promise<Value | null | false>,
  { timeoutMs }: { timeoutMs: number },
): Promise<Value> {
  const deadline = performance.now() + timeoutMs
  for (;;) {
    const answer = await ask()
    if (answer !== null && answer !== false) return answer
    if (performance.now() > deadline) throw new Error(`nothing came within ${timeoutMs} ms`)
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
  }
}
