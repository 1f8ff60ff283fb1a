import { isPortFree } from '../process/ports.mjs'
import { Refusal } from '../process/refusal.mjs'

/**
 * Refuses to begin when a port is taken, and says how to choose others.
 * @param {{ port: number, what: string, variable: string }[]} wanted
 * @param {string} command what the person typed
 */
export async function checkPorts(wanted, command) {
  const free = await Promise.all(wanted.map(({ port }) => isPortFree(port)))
  const taken = wanted.filter((_, index) => !free[index])
  if (taken.length === 0) return
  const lines = taken.map(
    ({ port, what, variable }) => `Port ${port}, meant for ${what}, is taken by another program (${variable}).`,
  )
  const example = taken.map(({ port, variable }) => `${variable}=${port + 100}`).join(' ')
  throw new Refusal(
    `${lines.join('\n')}\nStop that program, or choose other ports, for example:\n\n  ${example} ${command}\n`,
  )
}
