import { Agent } from 'node:http'
import { type Asked, askOnce } from '@/lib/portal/testing/ask-once'

/** Asks again and again over so many connections until `until` is over; the number of answers by status. */
export async function flood(asked: Asked, connections: number, until: Promise<unknown>): Promise<Map<number, number>> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const counts = new Map<number, number>()
  let isOver = false
  const ended = until.finally(() => {
    isOver = true
  })
  const sender = async () => {
    while (!isOver) {
      const { status } = await askOnce(asked, agent).catch(() => ({ status: 0 }))
      counts.set(status, (counts.get(status) ?? 0) + 1)
    }
  }
  const senders = Array.from({ length: connections }, sender)
  await ended
  agent.destroy()
  await Promise.all(senders)
  return counts
}
