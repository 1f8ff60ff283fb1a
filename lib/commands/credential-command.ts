import { createTestHierarchy } from '@/lib/authority/certificate-authorities/create-test-hierarchy'
import type { CredentialContext } from '@/lib/authority/credential-context'
import { type Credential, type RevocationReason, revocationReasons } from '@/lib/authority/credentials/credential'
import { issueCredential } from '@/lib/authority/credentials/issue-credential'
import { listAllCredentials } from '@/lib/authority/credentials/list-all-credentials'
import { renewCredential } from '@/lib/authority/credentials/renew-credential'
import { resumeCredential } from '@/lib/authority/credentials/resume-credential'
import { revokeCredential } from '@/lib/authority/credentials/revoke-credential'
import { suspendCredential } from '@/lib/authority/credentials/suspend-credential'
import type { RequestOrigin } from '@/lib/kernel/request-origin'

export type CommandResult = { lines: string[]; exitCode: 0 | 2 }

const origin: RequestOrigin = { requestId: 'req_command', address: null, userAgent: null }
const actor = 'operator'

const usage = [
  'npm run credentials -- issue <holder id>',
  'npm run credentials -- renew <holder id>',
  'npm run credentials -- suspend <credential id>',
  'npm run credentials -- resume <credential id>',
  `npm run credentials -- revoke <credential id> <${revocationReasons.join('|')}>`,
  'npm run credentials -- list [holder id]',
]

type Command = (context: CredentialContext, id: string, reason: string | undefined) => Promise<string[] | null>

const commands: Readonly<Record<string, Command>> = {
  async issue(context, holderId) {
    if (context.settings.testHierarchy) await createTestHierarchy(context)
    return [describeCredential(await issueCredential(context, { holderId, actor }, origin))]
  },
  async renew(context, holderId) {
    return [describeCredential(await renewCredential(context, { holderId, actor }, origin))]
  },
  async suspend(context, credentialId) {
    return [changed('suspended', credentialId, await suspendCredential(context, { credentialId, actor }, origin))]
  },
  async resume(context, credentialId) {
    return [changed('active', credentialId, await resumeCredential(context, { credentialId, actor }, origin))]
  },
  async revoke(context, credentialId, reason) {
    if (!isReason(reason)) return null
    return [changed('revoked', credentialId, await revokeCredential(context, { credentialId, reason, actor }, origin))]
  },
}

/** One command of an operator over second certificates. @throws AppError as the use cases do */
export async function runCredentialCommand(
  context: CredentialContext,
  [name = '', id, reason]: readonly string[],
): Promise<CommandResult> {
  if (name === 'list') {
    const credentials = await listAllCredentials(context, { holderId: id ?? null })
    return { lines: credentials.length === 0 ? ['none'] : credentials.map(describeCredential), exitCode: 0 }
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  const lines = command === undefined || id === undefined ? null : await command(context, id, reason)
  return lines === null ? { lines: usage, exitCode: 2 } : { lines, exitCode: 0 }
}

function describeCredential({
  id,
  holderId,
  state,
  role,
  serialNumber,
  notAfter,
  revocationReason,
}: Credential): string {
  const end = revocationReason === null ? `until ${notAfter.toISOString().slice(0, 10)}` : revocationReason
  return [id, holderId, state, role, serialNumber, end].join('  ')
}

function changed(state: string, credentialId: string, { isPublished }: { isPublished: boolean }): string {
  return `${credentialId}  ${state}  ${isPublished ? 'CRL published' : 'CRL not published yet: the portal will'}`
}

function isReason(reason: string | undefined): reason is RevocationReason {
  return revocationReasons.some((each) => each === reason)
}
