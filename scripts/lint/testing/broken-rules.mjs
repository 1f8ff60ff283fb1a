import { checkProject } from '../check-project.mjs'
import { buildProject } from '../project.mjs'

/** One file of each folder, for imports to lead to. */
const TARGETS = [
  'lib/kernel/bytes.ts',
  'lib/vocabulary/profession.ts',
  'lib/rights/caller.ts',
  'lib/webauthn/verify.ts',
  'lib/messages/locale.ts',
  'lib/ui/base/button.tsx',
  'lib/browser/api-client.ts',
  'lib/config/settings.ts',
  'lib/db/database.ts',
  'lib/db/process-database.ts',
  'lib/db/notifications.ts',
  'lib/egress/request.ts',
  'lib/console-accounts/session.ts',
  'lib/smartcard/apdu.ts',
  'lib/helper-protocol/frame.ts',
  'lib/wire/frame.ts',
  'lib/problem/problem.ts',
  'lib/api/routes.ts',
  'lib/background/process-work.ts',
  'lib/portal/serve-portal.ts',
  'lib/commands/keys.ts',
  'lib/rate-limits/rate-limit.store.ts',
  'lib/authority/phones/bind-phone.ts',
  'lib/authority/phones/phone.errors.ts',
  'lib/authority/phones/phone.store.ts',
  'lib/facility/staff/find-staff.ts',
  'lib/facility/staff/staff.store.ts',
  'lib/facility/staff/worker.mjs',
  'lib/db/testing/test-database.ts',
  'app/(facility)/embed/frame.tsx',
]

/**
 * The rules that a project breaks, which has a file of each folder and the files given here.
 * @param {Record<string, string>} files
 */
export function rulesBrokenBy(files) {
  return violationsOf({ ...Object.fromEntries(TARGETS.map((path) => [path, 'export const a = 1\n'])), ...files }).map(
    ({ rule }) => rule,
  )
}

/**
 * What a project of these files alone breaks.
 * @param {Record<string, string>} files
 */
export function violationsOf(files) {
  return checkProject(buildProject(new Map(Object.entries(files))))
}

/** @param {string} target */
export const uses = (target) => `import { a } from '@/${target}'\nexport const b = a\n`
/** @param {string} target */
export const usesType = (target) => `import type { a } from '@/${target}'\nexport type B = a\n`
