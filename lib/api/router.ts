import { OpenAPIHono } from '@hono/zod-openapi'
import type { AuthorityContext } from '@/lib/authority/authority-context'
import type { FacilityContext } from '@/lib/facility/facility-context'
import { requestError } from '@/lib/kernel/request.errors'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { Locale } from '@/lib/messages/locale'

/** What every handler finds in `c.var`: the context of each side, and the caller's origin and language made by the edge. */
export type ApiEnvironment = {
  Variables: {
    authority: AuthorityContext
    facility: FacilityContext
    origin: RequestOrigin
    locale: Locale
    /** The request was read and its handler was asked; left out for what was refused before. */
    isHandled?: true
  }
}

export type Router = OpenAPIHono<ApiEnvironment>

/** A router whose schema violations become `request.malformed` with the path of each field. */
export function newRouter(): Router {
  return new OpenAPIHono<ApiEnvironment>({
    defaultHook: (result) => {
      if (result.success) return
      throw requestError('request.malformed', {
        invalidParams: result.error.issues.slice(0, 20).map((issue) => ({
          name: issue.path.map(String).join('.') || '(body)',
          reason: issue.code,
        })),
      })
    },
  })
}
