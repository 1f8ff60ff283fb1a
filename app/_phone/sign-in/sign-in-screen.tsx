'use client'

import { Button } from '@/lib/ui/base/button'
import { Icon } from '@/lib/ui/base/icon'
import { Phrases } from '@/lib/ui/base/phrases'
import { ObstacleView } from '../shell/obstacle-view'
import { PhoneShell } from '../shell/phone-shell'
import { ProblemView } from '../shell/problem-view'
import type { ShellTexts } from '../shell/shell-texts'
import { useHeadingFocus } from '../shell/use-heading-focus'
import { WaitingView } from '../shell/waiting-view'
import { isServiceFault } from './sign-in-state'
import type { SignInTexts } from './sign-in-texts'
import { useSignIn } from './use-sign-in'
import { ConfirmingView } from './views/confirming-view'
import { DeniedView } from './views/denied-view'
import { EndedView } from './views/ended-view'
import { NumberView } from './views/number-view'
import { ReadyView } from './views/ready-view'
import { SuccessView } from './views/success-view'

export type SignInScreenProps = { shell: ShellTexts; texts: SignInTexts }

/** The daily sign-in on the phone, one screen for the decision. */
export function SignInScreen({ shell, texts }: SignInScreenProps) {
  const page = useSignIn(shell)
  const { state } = page
  const common = { shell, texts, page }
  useHeadingFocus(state.view)
  switch (state.view) {
    case 'checking':
      return <WaitingView heading={texts.pageTitle} label={texts.checking} texts={shell} />
    case 'no_code':
      return (
        <PhoneShell texts={shell}>
          <Icon className="size-16 self-center text-accent" name="code" />
          <h1 className="text-2xl">
            <Phrases text={texts.noCode.heading} />
          </h1>
          <p>
            <Phrases text={texts.noCode.detail} />
          </p>
        </PhoneShell>
      )
    case 'obstacle':
      return (
        <ObstacleView
          fragment={null}
          obstacle={state.obstacle}
          onCheckAgain={page.begin}
          page="sign_in"
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
          problem={
            isServiceFault(state.problem)
              ? { ...texts.failures.unavailable, requestId: state.problem.requestId }
              : state.problem
          }
          texts={shell}
        />
      )
    case 'number':
      return <NumberView {...common} state={state} />
    case 'confirming':
      return <ConfirmingView {...common} state={state} />
    case 'ready':
      return <ReadyView {...common} state={state} />
    case 'success':
      return <SuccessView approval={state.approval} shell={shell} texts={texts} />
    case 'denied':
      return <DeniedView {...common} state={state} />
    case 'ended':
      return <EndedView end={state.end} shell={shell} texts={texts} />
  }
}
