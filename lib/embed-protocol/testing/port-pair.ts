import type { LinkPort } from '../port-link'

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

  function createPort(other: () => LinkPort): LinkPort {
    return {
      onmessage: null,
      postMessage: (message) => enqueue(() => other().onmessage?.({ data: message })),
      close() {},
    }
  }

  const left: LinkPort = createPort(() => right)
  const right: LinkPort = createPort(() => left)
  return [left, right]
}
