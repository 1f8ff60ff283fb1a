import { AppError } from '@/lib/kernel/app-error'
import { logger } from '@/lib/log/logger'
import type { ErrorCode } from '@/lib/problem/error-codes'
import type { EventSink } from '../event-stream-response'
import { createRefresher } from './create-refresher'

/** Failures after which a stream ends; after any other it goes on trying. */
const endingCodes: ReadonlySet<string> = new Set<ErrorCode>([
  'request.unauthorized',
  'request.forbidden',
  'frame_session.expired',
  'console_session.expired',
])

/** A refresher for a stream: a lost authorisation ends the stream, anything else is logged and tried again. */
export function createStreamRefresher(sink: EventSink, work: () => Promise<number>): () => void {
  return createRefresher(work, sink.signal, (error) => {
    if (error instanceof AppError && endingCodes.has(error.code)) return sink.end()
    logger().warn({ error: String(error) }, 'stream not refreshed')
  })
}
