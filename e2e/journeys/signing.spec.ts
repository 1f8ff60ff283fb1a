import { readFileSync } from 'node:fs'
import { expect, type Page } from '@playwright/test'
import { verifyDocument } from '@/lib/facility/documents/verify-document'
import type { SeedContexts } from '@/prisma/seed/seed-hospital'
import { type EmrScreen, expectBadge, showCode } from '../support/emr/emr-screen'
import { test } from '../support/fixtures'
import { approveWithNumber, readNumber, scanWithPhone, signInWithPhone } from '../support/phone/approve-on-phone'
import { judgeWithXmlsec } from '../support/signing/judge-with-xmlsec'

test('signed in, the doctor issues a prescription: signed, registered, downloaded, and two verifiers agree', async ({
  doctor,
  registeredPhone,
  newEmr,
  contexts,
}) => {
  const screen = await newEmr(doctor, doctor.terminals[0])
  await signInWithPhone(screen, await registeredPhone(doctor))
  await expectBadge(screen, 'signed_in')
  await openChart(screen)
  await screen.page.locator('#issue').click()
  await expect(screen.page.getByText('電子署名を付けて登録済みです。')).toBeVisible()
  await expect(screen.page.locator('#issue-message .access-code')).toHaveText(/引換番号 [\d ]{16,}/)
  await screen.page.locator('#issue-message').getByRole('link', { name: '処方箋を表示' }).click()
  await expect(screen.page.locator('#signature').getByText('XAdES-BES')).toBeVisible()

  const document = await download(screen.page)
  const verdict = await verifyDocument(contexts.facility, document)
  expect(verdict).toMatchObject({ result: 'VALID', findings: [], kind: 'prescription' })
  expect(new TextDecoder().decode(verdict.signedContent.prescription ?? undefined)).toContain(
    `\n5,${doctor.staffCode},`,
  )
  const authorities = await contexts.authority.db.prisma.certificateAuthority.findMany()
  const certificatesOf = (isRoot: boolean) =>
    authorities.flatMap(({ issuerId, certificate }) => ((issuerId === null) === isRoot ? [certificate] : []))
  expect(judgeWithXmlsec(document, { trusted: certificatesOf(true), untrusted: certificatesOf(false) })).toBe('OK')
  expect(await unitsOf(contexts, doctor.holderId)).toEqual(['consumed'])
})

test('a changed octet is refused with the right finding', async ({ doctor, registeredPhone, newEmr, contexts }) => {
  const screen = await newEmr(doctor, doctor.terminals[0])
  await signInWithPhone(screen, await registeredPhone(doctor))
  await expectBadge(screen, 'signed_in')
  await openChart(screen)
  await screen.page.locator('#issue').click()
  await screen.page.locator('#issue-message').getByRole('link', { name: '処方箋を表示' }).click()
  const document = await download(screen.page)
  const changes = {
    '<PrescriptionDocument id="PrescriptionDocument">': 'digest_mismatch',
    ':SigningTime>': 'digest_mismatch',
    ':X509Certificate>': 'digest_mismatch',
    ':SignatureValue': 'signature_value_mismatch',
  }
  for (const [before, finding] of Object.entries(changes)) {
    const { result, findings, signedContent } = await verifyDocument(contexts.facility, changedAfter(document, before))
    expect([before, result], JSON.stringify(findings)).toEqual([before, 'INVALID'])
    expect(findings.map(({ code }) => code)).toContain(finding)
    expect(signedContent).toEqual({ prescription: null, dispensing: null })
  }
})

test('C7: a dummy drug code is said before anything is signed; the doctor decides, and the national service refuses it', async ({
  doctor,
  registeredPhone,
  newEmr,
  contexts,
}) => {
  const screen = await newEmr(doctor, doctor.terminals[0])
  await signInWithPhone(screen, await registeredPhone(doctor))
  await expectBadge(screen, 'signed_in')
  await screen.page.goto(`${new URL(screen.page.url()).origin}/charts/0000109`)
  const message = screen.page.locator('#issue-message')
  const drafts = screen.page.locator('#prescriptions li').filter({ hasText: doctor.displayName })

  await screen.page.locator('#issue').click()
  await expect(message).toContainText('まだ署名していません。')
  await expect(message.getByRole('listitem')).toHaveText(
    /行目 薬品（レコード201） 薬品コード：ダミーコードです。.+2025年8月28日以降、電子処方箋管理サービスに登録できません。$/,
  )
  await message.getByRole('button', { name: '発行をやめて処方を直す' }).click()
  await expect(message).toContainText('処方箋は発行していません。')
  await expect(drafts.first()).toHaveAttribute('data-state', 'draft')
  expect(await unitsOf(contexts, doctor.holderId)).toEqual([])

  await screen.page.locator('#issue').click()
  await message.getByRole('button', { name: 'このまま発行する' }).click()
  await expect(message).toContainText('薬品コードはダミーコードのため、登録できません。（C-105）')
  await expect(drafts.first()).toHaveAttribute('data-state', 'refused')
  expect(await unitsOf(contexts, doctor.holderId)).toEqual(['consumed'])
})

test('the token over, the sign-in opens by itself and the same prescription goes through, once', async ({
  doctor,
  registeredPhone,
  newEmr,
  contexts,
}) => {
  const phone = await registeredPhone(doctor)
  const screen = await newEmr(doctor, doctor.terminals[0])
  await openChart(screen)
  await expectBadge(screen, 'sign_in_required')
  await screen.page.locator('#issue').click()
  const inDialog = { ...screen, signIn: screen.page.frameLocator('dialog iframe') }
  await showCode(inDialog.signIn)
  expect(await unitsOf(contexts, doctor.holderId)).toEqual([])
  await scanWithPhone(phone, inDialog)
  await approveWithNumber(phone, await readNumber(inDialog))
  // The patient's list shows what other doctors issued today as well.
  const own = screen.page.locator('#prescriptions li').filter({ hasText: doctor.displayName })
  await expect(own).toHaveAttribute('data-state', 'registered')
  expect(await unitsOf(contexts, doctor.holderId)).toEqual(['consumed'])
})

async function openChart(screen: EmrScreen): Promise<void> {
  await screen.page.goto(`${new URL(screen.page.url()).origin}/`)
  await screen.page.locator('.patient-link').first().click()
  await expect(screen.page.locator('#issue')).toBeVisible()
}

async function download(page: Page): Promise<Uint8Array> {
  const [file] = await Promise.all([page.waitForEvent('download'), page.locator('#download').click()])
  return new Uint8Array(readFileSync(await file.path()))
}

/** The document with one bit of one character changed, in the text that follows `before`. */
function changedAfter(document: Uint8Array, before: string): Uint8Array {
  const text = new TextDecoder().decode(document)
  const start = text.indexOf('>', text.indexOf(before) + before.length - 1) + 1
  if (start < before.length) throw new Error(`${before} is not in the document`)
  const changed = document.slice()
  // A digit or letter of base64 or of a time, far enough from the ends to be significant.
  const place = start + 12
  changed[place] = changed[place] === 0x31 ? 0x32 : 0x31
  return changed
}

/** States of everything the authority was asked to sign for a holder. */
async function unitsOf({ authority }: SeedContexts, holderId: string): Promise<string[]> {
  const rows = await authority.db.sql<{ state: string }[]>`
    SELECT unit.state::text AS state FROM authority.sad_unit AS unit
    JOIN authority.sad AS sad ON sad.id = unit.sad_id
    JOIN authority.activation AS activation ON activation.id = sad.activation_id
    WHERE activation.holder_id = ${holderId}`
  return rows.map(({ state }) => state)
}
