import { createApi } from '../api/api'
import { connectionHeader } from '../api/client-address'
import { processContexts } from '../api/process-api'
import type { Router } from '../api/router'
import { consoleAuthRoutes } from './console-auth.routes'

let api: Router | undefined

/** The console's sign-in as the framework's route mounts it: next-auth works inside the framework only. */
export function processConsoleAuth(): Router {
  api ??= createApi({
    ...processContexts(),
    frameworkRoutes: consoleAuthRoutes(),
    socketAddress: (c) => c.req.header(connectionHeader) ?? null,
  })
  return api
}
