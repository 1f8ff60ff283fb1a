export type StreamEvent = { event: string; data: string }

const silenceMs = 30_000
const largestEvent = 4 * 1024 * 1024

/**
 * The events of one answer (WHATWG HTML §9.2.6). Ends when the answer ends.
 * @throws Error after 30 s without a byte: a heartbeat comes every 15 s, so the connection is dead
 */
export async function* readEvents(answer: Response): AsyncGenerator<StreamEvent> {
  const reader = answer.body?.getReader()
  if (reader === undefined) return
  const decoder = new TextDecoder()
  let rest = ''
  try {
    for (;;) {
      const { done, value } = await withinSilence(reader.read())
      if (done) return
      rest += decoder.decode(value, { stream: true })
      if (rest.length > largestEvent) throw new Error('an event is too large')
      const blocks = rest.split(/\r\n\r\n|\n\n|\r\r/)
      rest = blocks.pop() ?? ''
      for (const block of blocks) {
        const event = readBlock(block)
        if (event !== null) yield event
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

function readBlock(block: string): StreamEvent | null {
  let event = 'message'
  const data: string[] = []
  for (const line of block.split(/\r\n|\n|\r/)) {
    const [, name, value = ''] = /^([^:]+)(?:: ?(.*))?$/.exec(line) ?? []
    if (name === 'event') event = value
    else if (name === 'data') data.push(value)
  }
  return data.length === 0 ? null : { event, data: data.join('\n') }
}

async function withinSilence<Value>(read: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no heartbeat for 30 s')), silenceMs)
  })
  try {
    return await Promise.race([read, silence])
  } finally {
    clearTimeout(timer)
  }
}
