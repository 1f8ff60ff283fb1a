'use client'

import { type ReactNode, useEffect, useRef } from 'react'
import { withoutPhraseBreaks } from '@/lib/messages/phrases/phrase-break'
import { Icon } from './icon'

export type DigitEntryLabels = { keypad: string; entered: string; empty: string; deleteDigit: string }

type DigitEntryProps = {
  /** How many digits are expected. */
  length: number
  value: string
  onChange: (value: string) => void
  labels: DigitEntryLabels
  disabled?: boolean
  /** Next to what was entered, such as the time left. */
  before?: ReactNode
}

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '', '0', 'delete'] as const

/** A short number typed with large keys (at least 44 px, more where the window has room) or with a keyboard; what has been typed is shown and announced. */
export function DigitEntry({ length, value, onChange, labels, disabled = false, before }: DigitEntryProps) {
  const press = (key: string) => {
    if (disabled) return
    if (key === 'delete') onChange(value.slice(0, -1))
    else if (value.length < length) onChange(value + key)
  }
  useDigitKeys(press)
  return (
    <div className="grid justify-items-center gap-2">
      <div className="flex w-full max-w-80 flex-wrap items-center justify-between gap-x-3 gap-y-2">
        {before}
        <DigitBoxes labels={labels} length={length} value={value} />
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would need a visible legend; this is a named group of buttons */}
      <div
        aria-label={withoutPhraseBreaks(labels.keypad)}
        className="grid w-full max-w-80 grid-cols-3 gap-1.5"
        role="group"
      >
        {keys.map((key) =>
          key === '' ? (
            <span key="gap" />
          ) : (
            <button
              aria-label={key === 'delete' ? withoutPhraseBreaks(labels.deleteDigit) : undefined}
              className="grid min-h-[clamp(2.75rem,8dvh,4rem)] place-items-center rounded-md border border-line bg-surface font-bold text-2xl tabular-nums shadow-card hover:bg-sunken active:bg-accent-soft disabled:text-ink-muted"
              disabled={disabled}
              key={key}
              onClick={() => press(key)}
              type="button"
            >
              {key === 'delete' ? <Icon className="size-7" name="backspace" /> : key}
            </button>
          ),
        )}
      </div>
    </div>
  )
}

function DigitBoxes({ length, value, labels }: Pick<DigitEntryProps, 'length' | 'value' | 'labels'>) {
  const places = Array.from({ length }, (_, place) => ({ place: `place-${place}`, digit: value[place] }))
  return (
    <output aria-label={withoutPhraseBreaks(labels.entered)} className="flex gap-3">
      <span className="sr-only">{value === '' ? withoutPhraseBreaks(labels.empty) : [...value].join(' ')}</span>
      {places.map(({ place, digit }) => (
        <span
          aria-hidden="true"
          className={`grid h-11 w-10 place-items-center rounded-md border-2 bg-surface font-bold text-2xl tabular-nums ${digit ? 'border-accent' : 'border-line-strong border-dashed'}`}
          key={place}
        >
          {digit}
        </span>
      ))}
    </output>
  )
}

function useDigitKeys(press: (key: string) => void): void {
  const latest = useRef(press)
  useEffect(() => {
    latest.current = press
  })
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLInputElement) return
      if (document.querySelector('dialog[open]') !== null) return
      if (/^[0-9]$/.test(event.key)) latest.current(event.key)
      if (event.key === 'Backspace') latest.current('delete')
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
}
