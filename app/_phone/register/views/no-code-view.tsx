import { platformOf } from '@/app/_phone/shell/browser/detect-obstacle'
import { inLanguage } from '@/app/_phone/shell/in-language'
import { PhoneShell } from '@/app/_phone/shell/phone-shell'
import type { ShellTexts } from '@/app/_phone/shell/shell-texts'
import { ButtonLink } from '@/lib/ui/base/button-link'
import { Icon } from '@/lib/ui/base/icon'
import { Notice } from '@/lib/ui/base/notice'
import { Phrases } from '@/lib/ui/base/phrases'
import type { RegisterTexts } from '../register-texts'

/** Opened without a code: where it is found, by the route of the application. */
export function NoCodeView({ shell, texts }: { shell: ShellTexts; texts: RegisterTexts }) {
  const help = platformOf(window.navigator) === 'other' ? texts.onComputer : texts.noCode
  return (
    <PhoneShell
      actions={
        <ButtonLink block href={inLanguage('/register/guide', shell.locale)} variant="quiet">
          {texts.guide.pageTitle}
        </ButtonLink>
      }
      texts={shell}
    >
      <Icon className="size-16 self-center text-accent" name="code" />
      <h1 className="text-2xl">
        <Phrases text={help.heading} />
      </h1>
      <p>
        <Phrases text={help.detail} />
      </p>
      <Notice tone="info">{texts.noCode.mynaportal}</Notice>
    </PhoneShell>
  )
}
