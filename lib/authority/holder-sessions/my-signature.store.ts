import type { Database } from '@/lib/db/database'
import type { DocumentKind } from '@/lib/vocabulary/document-kind'

/** Signatures made in a holder's name by one request: where, for what, how many. */
export type MySignature = {
  id: string
  signedAt: Date
  facilityName: string
  terminalName: string
  place: string
  documentKind: DocumentKind | null
  count: number
}

/** How many requests the own page shows. */
const mostShown = 50

/** What was signed in a holder's name, newest first. Place and terminal are those of the sign-in it was made under. */
export async function listSignaturesOfHolder(db: Pick<Database, 'sql'>, holderId: string): Promise<MySignature[]> {
  return await db.sql<MySignature[]>`
    SELECT request.id, request.settled_at AS signed_at, client.name AS facility_name,
      token.terminal_name, token.place, activation.document_kind, units.count
    FROM authority.credential AS credential
    JOIN authority.signature_request AS request ON request.credential_id = credential.id AND request.state = 'completed'
    JOIN LATERAL (
      SELECT min(unit.sad_id) AS sad_id, count(*)::int AS count FROM authority.sad_unit AS unit
      WHERE unit.request_id = request.id AND unit.state = 'consumed'
    ) AS units ON true
    JOIN authority.sad AS sad ON sad.id = units.sad_id
    JOIN authority.activation AS activation ON activation.id = sad.activation_id
    JOIN authority.access_token AS token ON token.id = activation.access_token_id
    JOIN authority.facility_client AS client ON client.id = activation.facility_client_id
    WHERE credential.holder_id = ${holderId}
    ORDER BY request.created_at DESC LIMIT ${mostShown}`
}
