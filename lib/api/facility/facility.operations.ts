import type { Settings } from '@/lib/config/settings'
import { stopFollowing } from '@/lib/facility/sign-ins/follow-sign-in'
import { openStreams } from '../open-streams'
import type { Operation } from '../operations/operation'
import { compatOperations } from './compat/compat.operations'
import { consoleOperations } from './console/console.operations'
import { emrOperations } from './emr/emr.operations'
import { emrTokenOperations } from './emr/token.operations'
import { frameOperations } from './frame/frame.operations'
import { prescriptionOperations } from './prescriptions/prescriptions.operations'
import { sandboxOperations } from './sandbox/sandbox.operations'

/** Everything a hospital's portal answers by JSON. A process that stops lets go of the sign-ins it follows as it does of streams. */
export function facilityOperations(settings: Pick<Settings, 'testHierarchy'>): readonly Operation[] {
  openStreams().add(stopFollowing)
  return [
    ...emrTokenOperations,
    ...emrOperations,
    ...prescriptionOperations,
    ...(settings.testHierarchy ? sandboxOperations : []),
    ...compatOperations,
    ...frameOperations,
    ...consoleOperations,
  ]
}
