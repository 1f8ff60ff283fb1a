import { expect, test } from 'vitest'
import { forgetPast } from '../retention/forget-past'
import { stopFollowing } from '../sign-ins/follow-sign-in'
import { redeemSignIn } from '../sign-ins/redeem-sign-in'
import { signOut } from '../sign-ins/sign-out'
import { leaveStaff } from '../staff-changes/leave-staff'
import { linkStaff } from '../staff-changes/link-staff'
import { retireTerminal } from '../terminals/retire-terminal'
import { facilityWorld, fifty, type Place, testOrigin } from '../testing/facility-world'
import { checkVaultToken } from './check-vault-token'
import { endRefusedToken } from './end-refused-token'

const world = facilityWorld()
const { authority, context } = world
const actor = 'test'

const ends: Record<string, (place: Place) => Promise<unknown>> = {
  'the terminal retired': ({ hospital: { facilityId }, screen: { terminalKey } }) =>
    retireTerminal(context, { facilityId, terminalKey, actor }, testOrigin),
  'the staff member unlinked': ({ hospital: { facilityId }, doctor: { staffKey } }) =>
    linkStaff(context, { facilityId, staffKey, holderSubject: null, actor }, testOrigin),
  'the staff member gone': ({ hospital: { facilityId }, doctor: { staffKey } }) =>
    leaveStaff(context, { facilityId, staffKey, actor }, testOrigin),
}

test.each(Object.entries(ends))(
  '50 ends and redemptions at once, with %s: each end is audited once',
  {
    timeout: 60_000,
  },
  async (_, end) => {
    const [bystander, place] = [await world.newPlace(), await world.newPlace({ tokenMode: 'per_terminal' })]
    const { hospital, doctor } = place
    const { staffKey } = doctor
    await world.signIn(bystander)
    await world.signIn(place)
    const vaultTokenId = (await world.tokensOf(staffKey))[0]?.id ?? ''
    const { signInId, id } = await world.startIn(place)
    stopFollowing()
    authority.claim(id)
    authority.approve(id)
    const kinds = [
      () => redeemSignIn(context, signInId, true, testOrigin),
      () => signOut(context, { facilityId: hospital.facilityId, staff: { staffKey }, actor }, testOrigin),
      () => endRefusedToken(context, { vaultTokenId, staffKey }, testOrigin),
      () => checkVaultToken(context, vaultTokenId, 0, testOrigin),
      () => forgetPast(context),
      () => end(place),
    ]
    const outcomes = await fifty(async (index) => await kinds[index % kinds.length]?.())
    for (const each of outcomes) {
      if (each.status === 'rejected') expect(each.reason).toMatchObject({ code: expect.stringMatching(/\.unknown$/) })
    }
    const endsOf = async (subject: string, pattern: RegExp) =>
      (await world.auditOf(subject)).filter((line) => pattern.test(line)).length
    for (const token of await world.tokensOf(staffKey)) {
      expect(await endsOf(token.id, /^vault_token\.end/)).toBe(token.endedAt === null ? 0 : 1)
    }
    const row = await world.rowOf(signInId)
    expect(row).toMatchObject({
      endedAt: expect.any(Date),
      sealedDeviceCode: null,
      sealedQrSecret: null,
      matchNumber: null,
    })
    expect(await endsOf(signInId, /^sign_in\.(end|complete)/)).toBe(1)
    expect((await world.statusOf(bystander)).status).toBe('signed_in')
  },
)
