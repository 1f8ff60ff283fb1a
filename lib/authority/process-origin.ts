import type { RequestOrigin } from '@/lib/kernel/request-origin'

/** Where work that nobody asked for says it came from. */
export const processOrigin: RequestOrigin = { requestId: 'req_process', address: null, userAgent: null }
