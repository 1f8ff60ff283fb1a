import type { RequestOrigin } from '@/lib/kernel/request-origin'

/** The origin recorded for background work. */
export const processOrigin: RequestOrigin = { requestId: 'req_process', address: null, userAgent: null }
