/** Methods of a process of its own; arguments and results are structured clones. */
export type Methods = Readonly<Record<string, (...args: never[]) => Promise<unknown>>>

export type Call = { id: number; method: string; args: unknown[] }
export type Answer = { id: number; result: unknown } | { id: number; failure: string }

/** Answers the calls of the parent process, and ends with it. */
export function answerCalls(methods: Methods): void {
  process.on('message', (message: Call) => void answer(methods, message))
  process.once('disconnect', () => process.exit(0))
}

async function answer(methods: Methods, { id, method, args }: Call): Promise<void> {
  try {
    const work = methods[method]
    if (work === undefined) throw new Error(`no method ${method}`)
    send({ id, result: await work(...(args as never[])) })
  } catch (error) {
    send({ id, failure: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
}

function send(message: Answer): void {
  process.send?.(message)
}
