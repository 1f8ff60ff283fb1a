import type { ShellTexts } from '@/app/_phone/shell/shell-texts'
import type { RegisterTexts } from '../register-texts'
import type { RegistrationState } from '../registration-state'
import type { RegistrationPage } from '../use-registration'

/** What every step of the registration is given. */
export type ViewProps<View extends RegistrationState['view']> = {
  shell: ShellTexts
  texts: RegisterTexts
  page: RegistrationPage
  state: Extract<RegistrationState, { view: View }>
}
