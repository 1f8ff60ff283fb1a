import { stopFollowing } from '@/lib/facility/sign-ins/follow-sign-in'
import { openStreams } from '../open-streams'
import { newRouter, type Router } from '../router'
import { compatRoutes } from './compat/compat.routes'
import { consoleRoutes } from './console/console.routes'
import { emrRoutes } from './emr/emr.routes'
import { emrTokenRoutes } from './emr/token.routes'
import { frameRoutes } from './frame/frame.routes'
import { prescriptionRoutes } from './prescriptions/prescriptions.routes'

/** Everything a hospital's portal answers by JSON. A process that stops lets go of the sign-ins it follows as it does of streams. */
export function facilityRoutes(): Router {
  openStreams().add(stopFollowing)
  const router = newRouter()
  router.route('/', emrTokenRoutes())
  router.route('/', emrRoutes())
  router.route('/', prescriptionRoutes())
  router.route('/', compatRoutes())
  router.route('/', frameRoutes())
  router.route('/', consoleRoutes())
  return router
}
