import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { messagesFor } from '@/lib/messages/messages-for'
import { SignInStep } from './sign-in-step'

const texts = messagesFor('ja').frame

/** The panel of a sign-in that ended well, while the token that it gave is as `status` has it. */
function panel(status: { status: string; method: string | null; expires_at: string | null }): string {
  const session = { methods: [{ method: 'fido', available: true, reason: null }], staff: { display_name: '見本 太郎' } }
  const snapshot = { session, state: { status, sign_in: { id: 'dau_1', state: 'signed_in' } }, fault: null, qr: null }
  const props = { texts, locale: 'ja', snapshot, step: { step: 'success' }, isBusy: false, isStarting: false }
  const actions = { onChoose: ignore, onBack: ignore, onCancel: ignore, onDone: ignore, onRetry: null }
  // Only the members that the step reads.
  const parts = { ...props, ...actions } as unknown as Parameters<typeof SignInStep>[0]
  return renderToStaticMarkup(createElement(SignInStep, parts))
}

const ignore = () => undefined

it('AT-64 a panel left open after a success is not empty when the token ends: it offers to sign in again', () => {
  const live = { status: 'signed_in', method: 'fido', expires_at: '2026-11-23T03:00:00.000Z' }
  expect(panel(live)).toContain(texts.success.heading)
  const ended = panel({ status: 'sign_in_required', method: null, expires_at: null })
  expect(ended).not.toContain(texts.success.heading)
  expect(ended).toContain(texts.methods.heading)
})
