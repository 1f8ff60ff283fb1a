import type { LinkPort } from '../port-link'

type Listener = (event: { data: unknown }) => void

/** Two ports that hand messages to each other in order, in the same turn as soon as the one before is dealt with. */
export function createPortPair(): [LinkPort, LinkPort] {
  const queue: (() => void)[] = []
  let isDraining = false

  function enqueue(delivery: () => void): void {
    queue.push(delivery)
    if (isDraining) return
    isDraining = true
    for (let next = queue.shift(); next; next = queue.shift()) next()
    isDraining = false
  }

  function createEnd(other: () => Listener[]): { port: LinkPort; listeners: Listener[] } {
    const listeners: Listener[] = []
    const port: LinkPort = {
      addEventListener: (_type, listener) => void listeners.push(listener),
      start() {},
      postMessage: (data) => enqueue(() => other().forEach((listener) => void listener({ data }))),
      close: () => void listeners.splice(0),
    }
    return { port, listeners }
  }

  const left = createEnd(() => right.listeners)
  const right = createEnd(() => left.listeners)
  return [left.port, right.port]
}
