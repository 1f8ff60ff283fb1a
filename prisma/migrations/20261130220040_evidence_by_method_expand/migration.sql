-- Evidence of each method in a table of its own; the common row says whose proof it was and by which method.
ALTER TABLE "authority"."sign_in_evidence" ADD COLUMN "holder_id" TEXT, ADD COLUMN "method" "authority"."authentication_method";

CREATE TABLE "authority"."webauthn_evidence" (
    "evidence_id" TEXT NOT NULL,
    "device_authorization_id" TEXT NOT NULL,
    "credential_id" TEXT NOT NULL,
    "public_key" BYTEA NOT NULL,
    "challenge_inputs" JSONB NOT NULL,
    "client_data_json" BYTEA NOT NULL,
    "authenticator_data" BYTEA NOT NULL,
    "signature" BYTEA NOT NULL,

    CONSTRAINT "webauthn_evidence_pkey" PRIMARY KEY ("evidence_id")
);
CREATE UNIQUE INDEX "webauthn_evidence_device_authorization_id_key" ON "authority"."webauthn_evidence"("device_authorization_id");
ALTER TABLE "authority"."webauthn_evidence" ADD CONSTRAINT "webauthn_evidence_evidence_id_fkey" FOREIGN KEY ("evidence_id") REFERENCES "authority"."sign_in_evidence"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "authority"."webauthn_evidence" ADD CONSTRAINT "webauthn_evidence_device_authorization_id_fkey" FOREIGN KEY ("device_authorization_id") REFERENCES "authority"."device_authorization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A token is issued on one proof, and a proof serves once.
ALTER TABLE "authority"."access_token" ADD COLUMN "evidence_id" TEXT;
CREATE UNIQUE INDEX "access_token_evidence_id_key" ON "authority"."access_token"("evidence_id");
ALTER TABLE "authority"."access_token" ADD CONSTRAINT "access_token_evidence_id_fkey" FOREIGN KEY ("evidence_id") REFERENCES "authority"."sign_in_evidence"("id") ON DELETE SET NULL ON UPDATE CASCADE;
