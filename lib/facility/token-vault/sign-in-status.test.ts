import { describe, expect, test } from 'vitest'
import { judgeSignInStatus, nextStatusChangeMs, type StatusFacts } from './sign-in-status'

const usual: StatusFacts = {
  linked: true,
  locked: false,
  refused: false,
  remainingSeconds: null,
  expiringSeconds: 7_200,
}

describe('sign-in status', () => {
  test.each<[Partial<StatusFacts>, string, number | null]>([
    [{}, 'sign_in_required', null],
    [{ remainingSeconds: 64_800 }, 'signed_in', 57_600_000],
    [{ remainingSeconds: 7_201 }, 'signed_in', 1_000],
    [{ remainingSeconds: 7_200 }, 'expiring', 7_200_000],
    [{ remainingSeconds: 1 }, 'expiring', 1_000],
    [{ remainingSeconds: 0 }, 'sign_in_required', null],
    [{ remainingSeconds: -5 }, 'sign_in_required', null],
    [{ linked: false }, 'not_registered', null],
    [{ linked: false, remainingSeconds: 64_800 }, 'not_registered', 57_600_000],
    [{ locked: true }, 'locked', null],
    [{ locked: true, remainingSeconds: 64_800 }, 'locked', 57_600_000],
    [{ locked: true, linked: false }, 'locked', null],
    [{ refused: true, remainingSeconds: 64_800 }, 'sign_in_required', 57_600_000],
    [{ refused: true, linked: false }, 'not_registered', null],
    [{ remainingSeconds: 100, expiringSeconds: 60 }, 'signed_in', 40_000],
  ])('%o is %s', (facts, status, nextMs) => {
    expect(judgeSignInStatus({ ...usual, ...facts })).toBe(status)
    expect(nextStatusChangeMs({ ...usual, ...facts })).toBe(nextMs)
  })
})
