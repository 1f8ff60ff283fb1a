import type { Database, Transaction } from '@/lib/db/database'
import type { SadState } from '@/lib/vocabulary/states/sad-state'
import type { Activation, Sad } from './activation'

/** A SAD with the present state of its activation; times are judged by the database's clock. */
export type FoundSad = {
  sad: Sad
  sadMac: Uint8Array
  state: SadState
  activation: Activation
  activationMac: Uint8Array
  isRevoked: boolean
  isExpired: boolean
  /** Every unit beyond the authorised ones stands for a released one and has its hash. */
  hasOwnUnitsOnly: boolean
}

type Row = Omit<Activation, 'id' | 'createdAt' | 'expiresAt'> &
  Pick<FoundSad, 'state' | 'sadMac' | 'activationMac' | 'isRevoked' | 'isExpired' | 'hasOwnUnitsOnly'> & {
    activationId: string
    activationCreatedAt: Date
    activationExpiresAt: Date
    sadId: string
    handleHash: Uint8Array
    sadCreatedAt: Date
    sadExpiresAt: Date
    hashes: Uint8Array
  }

const hashOctets = 32

/** Locks a SAD until the transaction ends: every use of one goes through here, one after the other. */
export async function lockSad(tx: Transaction, key: { handleHash: Uint8Array } | { sadId: string }): Promise<void> {
  const which = 'sadId' in key ? tx.sql`id = ${key.sadId}` : tx.sql`handle_hash = ${key.handleHash}`
  await tx.sql`SELECT FROM authority.sad WHERE ${which} FOR UPDATE`
}

/** The SAD of a handle, of any owner. Replacements of released units are left out of its hashes. */
export async function findSad(db: Pick<Database, 'sql'>, handleHash: Uint8Array): Promise<FoundSad | null> {
  const [row] = await db.sql<Row[]>`
    SELECT sad.id AS sad_id, sad.handle_hash, sad.state, sad.created_at AS sad_created_at,
      sad.expires_at AS sad_expires_at, sad.mac AS sad_mac, activation.id AS activation_id,
      activation.holder_id, activation.credential_id,
      activation.facility_client_id, activation.access_token_id,
      activation.certificate_thumbprint, activation.document_kind,
      activation.num_signatures, activation.created_at AS activation_created_at,
      activation.expires_at AS activation_expires_at, activation.mac AS activation_mac,
      activation.revoked_at IS NOT NULL AS is_revoked,
      least(sad.expires_at, activation.expires_at) <= clock_timestamp() AS is_expired,
      NOT EXISTS (SELECT FROM authority.sad_unit AS fresh
        LEFT JOIN authority.sad_unit AS old ON old.sad_id = fresh.sad_id AND old.ordinal = fresh.replaces
          AND old.state = 'released' AND old.hash = fresh.hash
        WHERE fresh.sad_id = sad.id AND fresh.replaces IS NOT NULL AND old.ordinal IS NULL) AS has_own_units_only,
      coalesce((SELECT string_agg(hash, ''::bytea ORDER BY ordinal) FROM authority.sad_unit AS unit
        WHERE unit.sad_id = sad.id AND unit.replaces IS NULL), ''::bytea) AS hashes
    FROM authority.sad AS sad JOIN authority.activation AS activation ON activation.id = sad.activation_id
    WHERE sad.handle_hash = ${handleHash}`
  return row === undefined ? null : toFoundSad(row)
}

function toFoundSad(row: Row): FoundSad {
  const { activationId, holderId, credentialId, facilityClientId, accessTokenId, certificateThumbprint } = row
  const { documentKind, numSignatures, sadMac, activationMac, state, isRevoked, isExpired, hasOwnUnitsOnly } = row
  return {
    sad: {
      id: row.sadId,
      activationId,
      handleHash: row.handleHash,
      createdAt: row.sadCreatedAt,
      expiresAt: row.sadExpiresAt,
      hashes: cut(row.hashes),
    },
    activation: {
      id: activationId,
      holderId,
      credentialId,
      facilityClientId,
      accessTokenId,
      certificateThumbprint,
      documentKind,
      numSignatures,
      createdAt: row.activationCreatedAt,
      expiresAt: row.activationExpiresAt,
    },
    sadMac,
    activationMac,
    state,
    isRevoked,
    isExpired,
    hasOwnUnitsOnly,
  }
}

function cut(joined: Uint8Array): Uint8Array[] {
  const count = Math.ceil(joined.length / hashOctets)
  return Array.from({ length: count }, (_, index) => joined.slice(index * hashOctets, (index + 1) * hashOctets))
}
