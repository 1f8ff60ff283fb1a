import type { IconName } from '@/lib/ui/base/icon'
import type { StatusTone } from '@/lib/ui/base/status-pill'
import type { RowState } from './today-rows'

/** Icon and colour of each state; two states never differ by colour alone (rule D1). */
export const rowLooks: Record<RowState, { tone: StatusTone; icon: IconName }> = {
  signed_in: { tone: 'good', icon: 'check_circle' },
  expiring: { tone: 'caution', icon: 'clock' },
  sign_in_required: { tone: 'caution', icon: 'alert' },
  in_progress: { tone: 'progress', icon: 'phone' },
  locked: { tone: 'danger', icon: 'lock' },
  not_registered: { tone: 'neutral', icon: 'minus_circle' },
}
