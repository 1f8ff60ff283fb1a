import { createApi } from '../api'
import { frameworkAddress } from '../connection'
import { processContexts } from '../process-api'
import type { Router } from '../router'
import { consoleAuthOperations } from './console-auth.operations'

let api: Router | undefined

/** The console's sign-in as the framework's route mounts it: next-auth works inside the framework only. */
export function processConsoleAuth(): Router {
  api ??= createApi({
    ...processContexts(),
    socketAddress: frameworkAddress,
    frameworkOperations: consoleAuthOperations,
  })
  return api
}
