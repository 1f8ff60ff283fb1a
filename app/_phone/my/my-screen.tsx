'use client'

import { Button } from '@/lib/ui/base/button'
import { ObstacleView } from '../shell/obstacle-view'
import { ProblemView } from '../shell/problem-view'
import type { ShellTexts } from '../shell/shell-texts'
import { useHeadingFocus } from '../shell/use-heading-focus'
import { WaitingView } from '../shell/waiting-view'
import type { MethodNames, MyTexts } from './my-texts'
import { useMy } from './use-my'
import { ClosedView } from './views/closed-view'
import { LostHelp } from './views/lost-help'
import { OpenView } from './views/open-view'

export type MyScreenProps = { shell: ShellTexts; texts: MyTexts; methods: MethodNames }

/** The holder's own page: phones, tokens, signatures. */
export function MyScreen({ shell, texts, methods }: MyScreenProps) {
  const page = useMy(shell)
  const { state } = page
  useHeadingFocus(state.view)
  switch (state.view) {
    case 'checking':
      return <WaitingView heading={texts.pageTitle} label={texts.loading} texts={shell} />
    case 'obstacle':
      return (
        <ObstacleView fragment={null} obstacle={state.obstacle} onCheckAgain={page.begin} page="my" texts={shell}>
          <LostHelp open={state.obstacle === 'not_a_phone'} texts={texts} />
        </ObstacleView>
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
    case 'closed':
      return <ClosedView page={page} shell={shell} state={state} texts={texts} />
    case 'open':
      return <OpenView methods={methods} page={page} shell={shell} state={state} texts={texts} />
  }
}
