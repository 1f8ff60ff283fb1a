import { createHash, randomBytes } from 'node:crypto'

const IDLE_MS = 8 * 60 * 60_000

/** The EMR's own sessions, in memory: only a hash of the cookie's value is kept. */
export function createSessions(now) {
  const sessions = new Map()

  return {
    /** @returns {string} the cookie's value */
    open(user) {
      const id = randomBytes(32).toString('base64url')
      sessions.set(hashOf(id), { user, usedAt: now().getTime() })
      return id
    },
    find(id) {
      const key = hashOf(id ?? '')
      const session = sessions.get(key)
      if (!session) return null
      if (now().getTime() - session.usedAt > IDLE_MS) {
        sessions.delete(key)
        return null
      }
      session.usedAt = now().getTime()
      return session.user
    },
    close(id) {
      sessions.delete(hashOf(id ?? ''))
    },
  }
}

function hashOf(id) {
  return createHash('sha256').update(id).digest('hex')
}
