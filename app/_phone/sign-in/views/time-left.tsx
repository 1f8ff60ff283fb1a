import { useEffect } from 'react'
import type { ShellTexts } from '@/app/_phone/shell/shell-texts'
import { useCountdown } from '@/app/_phone/shell/use-countdown'
import { fill } from '@/lib/messages/fill'
import { formatDuration, formatRemainingMinutes } from '@/lib/messages/remaining-time'
import { Announcement } from '@/lib/ui/base/announcement'
import { StatusPill } from '@/lib/ui/base/status-pill'
import type { Claim } from '../claim-api'
import type { SignInTexts } from '../sign-in-texts'

type TimeLeftProps = { shell: ShellTexts; texts: SignInTexts; claim: Claim; onRunOut: () => void }

/** Seconds at which a screen reader is notified; a notice every second would drown everything else. */
const spokenAt = [60, 30, 10]
const urgentBelow = 30

/** The time left as the server counts it. When it is over, the page says so without asking. */
export function TimeLeft({ shell, texts, claim, onRunOut }: TimeLeftProps) {
  const left = useCountdown(claim, claim.expires_in)
  useEffect(() => {
    if (left === 0) onRunOut()
  }, [left, onRunOut])
  const spoken = spokenAt.findLast((seconds) => left <= seconds && claim.expires_in > seconds)
  return (
    <p className="flex">
      <StatusPill
        icon="clock"
        text={fill(texts.context.remaining, { time: formatRemainingMinutes(left) })}
        tone={left < urgentBelow ? 'caution' : 'neutral'}
      />
      <Announcement
        text={
          spoken === undefined
            ? ''
            : fill(texts.context.remainingLabel, { duration: formatDuration(spoken, shell.locale) })
        }
      />
    </p>
  )
}
