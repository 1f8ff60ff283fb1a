import type { ShellTexts } from '@/app/_phone/shell/shell-texts'
import type { SignInState } from '../sign-in-state'
import type { SignInTexts } from '../sign-in-texts'
import type { SignInPage } from '../use-sign-in'

/** What every step of the sign-in is given. */
export type ViewProps<View extends SignInState['view']> = {
  shell: ShellTexts
  texts: SignInTexts
  page: SignInPage
  state: Extract<SignInState, { view: View }>
}
