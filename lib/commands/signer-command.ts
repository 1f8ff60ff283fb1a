import type { FacilityContext } from '@/lib/facility/facility-context'
import { forgetKnownSigner } from '@/lib/facility/known-signers/forget-known-signer'
import { listSignersOfFacility } from '@/lib/facility/known-signers/list-signers-of-facility'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { CommandResult } from './credential-command'

const origin: RequestOrigin = { requestId: 'req_command', address: null, userAgent: null }

const usage = ['npm run signers -- list <facility code>', 'npm run signers -- forget <facility code> <staff code>']

/** One command of a facility's operator over the names in which its staff sign. @throws AppError as the use cases do */
export async function runSignerCommand(
  context: Pick<FacilityContext, 'db' | 'keyring'>,
  [name, facilityCode, staffCode]: readonly string[],
): Promise<CommandResult> {
  if (name === 'list' && facilityCode !== undefined) {
    const signers = await listSignersOfFacility(context, facilityCode)
    const lines = signers.map(({ since, hasLeft, ...signer }) => {
      const day = `since ${since.toISOString().slice(0, 10)}${hasLeft ? ', has left' : ''}`
      return [signer.staffCode, signer.displayName, signer.subject, day].join('  ').replace(/\p{C}/gu, '\uFFFD')
    })
    return { lines: lines.length === 0 ? ['none'] : lines, exitCode: 0 }
  }
  if (name === 'forget' && facilityCode !== undefined && staffCode !== undefined) {
    await forgetKnownSigner(context, { facilityCode, staffCode, actor: 'operator' }, origin)
    return { lines: [`${staffCode}  forgotten: the next certificate is taken as it is`], exitCode: 0 }
  }
  return { lines: usage, exitCode: 2 }
}
