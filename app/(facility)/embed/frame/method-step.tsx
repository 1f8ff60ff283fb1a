import type { Messages } from '@/lib/messages/messages-for'
import { ChoiceButton } from '@/lib/ui/base/choice-button'
import type { IconName } from '@/lib/ui/base/icon'
import { Phrases } from '@/lib/ui/base/phrases'
import type { MethodChoice } from '@/lib/wire/frame'

const icons: Record<MethodChoice['method'], IconName> = {
  fido: 'fingerprint',
  hpki_card: 'card',
  my_number_card: 'card',
}

type MethodStepProps = {
  texts: Messages['frame']
  methods: readonly MethodChoice[]
  lastMethod: MethodChoice['method'] | null
  isBusy: boolean
  onChoose: (method: MethodChoice['method']) => void
}

/** 「認証方法を選択してください」: what cannot be chosen stays visible with its reason. */
export function MethodStep({ texts, methods, lastMethod, isBusy, onChoose }: MethodStepProps) {
  return (
    <section aria-labelledby="method-heading" className="grid gap-3">
      <h1 className="text-lg" id="method-heading">
        <Phrases text={texts.methods.heading} />
      </h1>
      {methods.map(({ method, available, reason }) => (
        <ChoiceButton
          aria-busy={isBusy || undefined}
          detail={texts.methods.details[method]}
          icon={icons[method]}
          key={method}
          mark={method === lastMethod ? texts.methods.lastUsed : undefined}
          onClick={isBusy ? undefined : () => onChoose(method)}
          title={texts.methods.names[method]}
          unavailable={available || reason === null ? undefined : texts.methods.unavailable[reason]}
        />
      ))}
    </section>
  )
}
