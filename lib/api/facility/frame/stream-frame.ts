import type { EventSink } from '@/lib/api/event-stream-response'
import type { FacilityContext } from '@/lib/facility/facility-context'
import { nextFrameChangeMs, toFrameState } from '@/lib/facility/frames/frame-state'
import { createQrSource, type QrSource } from '@/lib/facility/frames/qr-source'
import { readFrame } from '@/lib/facility/frames/read-frame'
import type { Id } from '@/lib/kernel/ids'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { createStreamRefresher } from '../stream-refresher'

const qrEveryMs = 2_000
/** Past the moment itself, so that the database agrees that it has passed. */
const afterMomentMs = 50

/**
 * A frame's stream: `state` whole at once, with every change and at the moments that come by themselves, its bearer judged again
 * each time (rules S5, S7); `qr` every two seconds while a code is shown.
 */
export async function streamFrame(
  context: FacilityContext,
  { staffKey, bearer }: { staffKey: Id<'staff'>; bearer: string },
  sink: EventSink,
  origin: RequestOrigin,
): Promise<void> {
  let source: QrSource | null = null
  let ticking: NodeJS.Timeout | undefined
  const sendQr = () => {
    const frame = source?.frameAt(performance.now()) ?? null
    if (frame !== null) sink.send('qr', frame)
  }
  const refresh = createStreamRefresher(sink, async () => {
    const view = await readFrame(context, bearer, origin)
    const before = source?.signInId
    sink.send('state', toFrameState(view))
    source = createQrSource(
      { keyring: context.keyring, authorityUrl: context.settings.authorityUrl },
      view,
      performance.now(),
    )
    if (source?.signInId !== before) {
      clearInterval(ticking)
      if (source !== null && !sink.signal.aborted) ticking = setInterval(sendQr, qrEveryMs)
      sendQr()
    }
    return nextFrameChangeMs(view) + afterMomentMs
  })
  sink.signal.addEventListener('abort', () => clearInterval(ticking), { once: true })
  const unsubscribe = await context.notifications.subscribe('facility_staff', staffKey, refresh, refresh)
  if (sink.signal.aborted) return unsubscribe()
  sink.signal.addEventListener('abort', unsubscribe, { once: true })
  refresh()
}
