'use client'

import { inLanguage } from '@/app/_phone/shell/in-language'
import { Button } from '@/lib/ui/base/button'
import { ButtonLink } from '@/lib/ui/base/button-link'
import { ObstacleView } from '../shell/obstacle-view'
import { ProblemView } from '../shell/problem-view'
import type { ShellTexts } from '../shell/shell-texts'
import { useHeadingFocus } from '../shell/use-heading-focus'
import { WaitingView } from '../shell/waiting-view'
import type { CardTexts } from './closed-card'
import type { RegisterTexts } from './register-texts'
import { useRegistration } from './use-registration'
import { ConfirmView } from './views/confirm-view'
import { DoneView } from './views/done-view'
import { ExistingView } from './views/existing-view'
import { IntroView } from './views/intro-view'
import { NoCodeView } from './views/no-code-view'
import { PasswordView } from './views/password-view'
import { SyncedView } from './views/synced-view'
import { TrialView } from './views/trial-view'

export type RegisterScreenProps = { shell: ShellTexts; texts: RegisterTexts; cardTexts: CardTexts }

/** Phone registration, one decision per page. */
export function RegisterScreen({ shell, texts, cardTexts }: RegisterScreenProps) {
  const page = useRegistration(shell, cardTexts)
  const { state } = page
  const common = { shell, texts, page }
  useHeadingFocus(state.view === 'existing' && state.proven ? 'proven' : state.view)
  switch (state.view) {
    case 'checking':
      return <WaitingView heading={texts.pageTitle} label={texts.checking} texts={shell} />
    case 'no_code':
      return <NoCodeView shell={shell} texts={texts} />
    case 'not_me':
      return <ProblemView problem={{ ...texts.notMe, title: texts.notMe.heading }} texts={shell} tone="info" />
    case 'obstacle':
      return (
        <ObstacleView
          fragment={state.code}
          obstacle={state.obstacle}
          onCheckAgain={page.begin}
          page="register"
          texts={shell}
        />
      )
    case 'unreachable':
      return (
        <ProblemView
          actions={
            <Button block onClick={page.begin} size="large">
              {shell.phone.offline.retry}
            </Button>
          }
          problem={state.problem}
          texts={shell}
        />
      )
    case 'trial_over':
      return (
        <ProblemView
          actions={
            <ButtonLink block href={inLanguage('/register/guide', shell.locale)} variant="secondary">
              {texts.guide.pageTitle}
            </ButtonLink>
          }
          problem={texts.trialOver}
          texts={shell}
          tone="info"
        />
      )
    case 'closed':
      return <ProblemView problem={state.problem} texts={shell} />
    case 'intro':
      return <IntroView {...common} state={state} />
    case 'password':
      return <PasswordView {...common} state={state} />
    case 'confirm':
      return <ConfirmView {...common} key={state.registration.registration_id} state={state} />
    case 'synced':
      return <SyncedView {...common} />
    case 'trial':
      return <TrialView {...common} key={state.registration.registration_id} state={state} />
    case 'existing':
      return <ExistingView {...common} state={state} />
    case 'done':
      return <DoneView registration={state.registration} shell={shell} texts={texts} />
  }
}
