import type { FrameSession, MethodChoice } from '@/lib/wire/frame'
import type { FailureKind } from './frame-step'

/** What can be done after a failure: by a button here, elsewhere, or not at present. */
export type WaysOn = {
  /** Trying the same method again may help. */
  canRetry: boolean
  /** Other methods that work at this terminal. */
  methods: MethodChoice['method'][]
  /** Methods that do not, with the reason. */
  unavailable: { method: MethodChoice['method']; reason: NonNullable<MethodChoice['reason']> }[]
  /** A prescription can be issued on paper in the EMR; a pharmacist issues none. */
  paper: boolean
}

/** A new try ends the same way until somebody else has done something, or there is nothing here to try with. */
const hopeless: ReadonlySet<FailureKind> = new Set([
  'not_registered',
  'no_phone',
  'locked',
  'outdated',
  'session_ended',
  'client_refused',
])

/** The ways on from a failure of `method`: only what exists at this terminal is offered. */
export function waysOnFrom(
  kind: FailureKind,
  method: MethodChoice['method'],
  session: Pick<FrameSession, 'methods' | 'staff'> | null,
): WaysOn {
  if (session === null) return { canRetry: false, methods: [], unavailable: [], paper: false }
  const isClosed = kind === 'locked' || kind === 'not_registered' || kind === 'outdated' || kind === 'session_ended'
  const others = session.methods.filter((choice) => choice.method !== method)
  const isAvailable = session.methods.some((choice) => choice.method === method && choice.available)
  return {
    canRetry: isAvailable && !hopeless.has(kind),
    methods: isClosed ? [] : others.filter(({ available }) => available).map((choice) => choice.method),
    unavailable: others.flatMap((choice) =>
      choice.reason === null ? [] : [{ method: choice.method, reason: choice.reason }],
    ),
    paper: session.staff.profession !== 'pharmacist',
  }
}
