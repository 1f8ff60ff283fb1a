import type { ShellTexts } from '@/app/_phone/shell/shell-texts'
import type { MyState } from '../my-state'
import type { MyTexts } from '../my-texts'
import type { MyScreenPage } from '../use-my'

/** What every view of the own page is given. */
export type ViewProps<View extends MyState['view']> = {
  shell: ShellTexts
  texts: MyTexts
  page: MyScreenPage
  state: Extract<MyState, { view: View }>
}
