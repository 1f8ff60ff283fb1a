import { type AuthorityHealth, noticeOf } from '@/lib/facility/authority-port/reachability/authority-health'
import { fill } from '@/lib/messages/fill'
import type { Messages } from '@/lib/messages/messages-for'
import { Notice } from '@/lib/ui/base/notice'

/** What keeps this server from its authority, and who has to change what; nothing while all is well. */
export function AuthorityNotice({ health, errors }: { health: AuthorityHealth; errors: Messages['errors'] }) {
  const notice = noticeOf(health)
  if (notice === null || !isKnown(notice.code, errors)) return null
  const { title, detail, nextStep } = errors[notice.code]
  return (
    <Notice role="status" title={title} tone="warning">
      <p>{fill(detail, notice.params)}</p>
      {nextStep === undefined ? null : <p>{fill(nextStep, notice.params)}</p>}
    </Notice>
  )
}

function isKnown(code: string, errors: Messages['errors']): code is keyof Messages['errors'] {
  return Object.hasOwn(errors, code)
}
