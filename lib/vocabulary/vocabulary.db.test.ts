import { describe, expect, test } from 'vitest'
import { testDatabase } from '@/lib/db/testing/test-database'
import { challengePurposes } from './challenge-purpose'
import { authorityConsoleRoles, facilityConsoleRoles } from './console-role'
import { documentKinds } from './document-kind'
import { launchPurposes } from './launch-purpose'
import { notificationCardRoutes } from './notification-card-route'
import { numberMatchings } from './number-matching'
import { professions } from './profession'
import { compatAuthentications } from './settings/compat-authentication'
import { keystoreKinds } from './settings/keystore-kind'
import { signingKeyAlgorithms } from './settings/signing-key-algorithm'
import { signInMethods } from './sign-in-method'
import { credentialStates } from './states/credential-state'
import { deviceAuthorizationStates } from './states/device-authorization-state'
import { sadStates } from './states/sad-state'
import { sadUnitStates } from './states/sad-unit-state'
import { signInStates } from './states/sign-in-state'
import { signatureRequestStates } from './states/signature-request-state'
import { signingKeyStates } from './states/signing-key-state'
import { signingStates } from './states/signing-state'
import { tokenModes } from './token-mode'

const { database: db } = testDatabase(2)

/** Every enum of the schema and the list that it must be. */
const lists: Readonly<Record<string, readonly string[]>> = {
  'authority.qualification': professions,
  'authority.notification_card_route': notificationCardRoutes,
  'authority.challenge_purpose': challengePurposes,
  'authority.device_authorization_state': deviceAuthorizationStates,
  'authority.number_matching': numberMatchings,
  'authority.authentication_method': signInMethods,
  'authority.signing_key_algorithm': signingKeyAlgorithms,
  'authority.signing_key_state': signingKeyStates,
  'authority.credential_state': credentialStates,
  'authority.signed_document_kind': documentKinds,
  'authority.sad_state': sadStates,
  'authority.sad_unit_state': sadUnitStates,
  'authority.signature_request_state': signatureRequestStates,
  'facility.profession': professions,
  'facility.token_mode': tokenModes,
  'facility.number_matching': numberMatchings,
  'facility.launch_purpose': launchPurposes,
  'facility.sign_in_state': signInStates,
  'facility.signing_kind': documentKinds,
  'facility.signing_state': signingStates,
  'facility.compat_authentication': compatAuthentications,
}

/** Every check that lists the values of a text column, and the list that it must be. */
const checks: Readonly<Record<string, readonly string[]>> = {
  'authority.signing_key_keystore': keystoreKinds,
  'authority.operator_roles': authorityConsoleRoles,
  'facility.console_account_roles': facilityConsoleRoles,
}

async function readEnums(): Promise<Record<string, string[]>> {
  const rows = await db.sql<{ name: string; labels: string[] }[]>`
    SELECT nspname || '.' || typname AS name, array_agg(enumlabel::text ORDER BY enumlabel) AS labels
    FROM pg_enum JOIN pg_type ON pg_type.oid = enumtypid JOIN pg_namespace ON pg_namespace.oid = typnamespace
    WHERE nspname IN ('authority', 'facility') GROUP BY 1`
  return Object.fromEntries(rows.map(({ name, labels }) => [name, labels]))
}

/** Checks on text columns: those on enums name the type of their values, which already says what there is. */
async function readChecks(): Promise<Record<string, string[]>> {
  const rows = await db.sql<{ name: string; definition: string }[]>`
    SELECT nspname || '.' || conname AS name, pg_get_constraintdef(pg_constraint.oid) AS definition
    FROM pg_constraint JOIN pg_namespace ON pg_namespace.oid = connamespace
    WHERE nspname IN ('authority', 'facility') AND contype = 'c' AND pg_get_constraintdef(pg_constraint.oid) ~ 'ARRAY\\['`
  const found = rows.map(({ name, definition }) => {
    return [name, [...definition.matchAll(/'([^']+)'::text/g)].map(([, value]) => value ?? '')] as const
  })
  return Object.fromEntries(found.filter(([, values]) => values.length > 0))
}

test('every enum of the database is a list of the vocabulary', async () => {
  expect(Object.keys(await readEnums()).sort()).toEqual(Object.keys(lists).sort())
})

test('every check that lists values is a list of the vocabulary', async () => {
  expect(Object.keys(await readChecks()).sort()).toEqual(Object.keys(checks).sort())
})

describe('the values are the same', () => {
  test.each(Object.entries(lists))('%s', async (name, list) => {
    expect((await readEnums())[name]).toEqual([...list].sort())
  })

  test.each(Object.entries(checks))('%s', async (name, list) => {
    expect((await readChecks())[name]?.sort()).toEqual([...list].sort())
  })
})
