import { Disclosure } from '@/lib/ui/base/disclosure'
import { NumberedList } from '@/lib/ui/base/numbered-list'
import type { PhonePlatform } from './browser/detect-obstacle'
import type { ShellTexts } from './shell-texts'

type PlatformStepsProps = {
  texts: ShellTexts
  platform: PhonePlatform
  steps: { ios: readonly string[]; android: readonly string[] }
}

/** What to do on this kind of phone; the other kind is folded away, in case the guess is wrong. */
export function PlatformSteps({ texts, platform, steps }: PlatformStepsProps) {
  const order = platform === 'android' ? (['android', 'ios'] as const) : (['ios', 'android'] as const)
  return (
    <div className="grid gap-3">
      {order.map((name) => (
        <Disclosure
          key={name}
          open={platform === 'other' || platform === name}
          summary={texts.phone.platformTabs[name]}
        >
          <NumberedList items={steps[name].map((step) => ({ key: step, content: step }))} />
        </Disclosure>
      ))}
    </div>
  )
}
