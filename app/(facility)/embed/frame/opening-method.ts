import type { FrameSession, MethodChoice } from '@/lib/wire/frame'

/**
 * The method that a frame begins with by itself as it opens; `null` shows the choice, or the sign-in that a phone has already claimed.
 * A code that was shown in an earlier frame is replaced: the new frame has the whole time. An older server sends no `last_method`.
 */
export function openingMethodOf({ purpose, methods, last_method, state }: FrameSession): MethodChoice['method'] | null {
  const { sign_in, status } = state
  if (purpose !== 'sign_in' || status.status === 'locked') return null
  const isShownElsewhere = sign_in?.state === 'starting' || sign_in?.state === 'shown'
  if (sign_in !== null && !isShownElsewhere) return null
  const wanted = sign_in?.method ?? last_method
  return methods.find(({ method, available }) => available && method === wanted)?.method ?? null
}
