import { Phrases } from '@/lib/ui/base/phrases'
import type { MyPhone } from '../my-api'

type PhoneChoiceProps = {
  legend: string
  phones: readonly MyPhone[]
  value: string
  thisPhone: string
  onChange: (id: string) => void
}

/** Which of the holder's phones is meant. */
export function PhoneChoice({ legend, phones, value, thisPhone, onChange }: PhoneChoiceProps) {
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 font-bold">
        <Phrases text={legend} />
      </legend>
      {phones.map((phone) => (
        <label
          className="flex min-h-11 items-center gap-3 rounded-md border border-line-strong px-3 py-2 has-checked:border-accent has-checked:bg-accent-soft"
          key={phone.id}
        >
          <input
            checked={phone.id === value}
            className="size-5 shrink-0 accent-accent"
            name="lost-phone"
            onChange={() => onChange(phone.id)}
            type="radio"
            value={phone.id}
          />
          <span className="min-w-0">
            <bdi>{phone.name}</bdi>
            {phone.this_phone ? (
              <span className="text-ink-muted text-sm">
                {' '}
                <Phrases text={`(${thisPhone})`} />
              </span>
            ) : null}
          </span>
        </label>
      ))}
    </fieldset>
  )
}
