-- CreateEnum
CREATE TYPE "facility"."signing_kind" AS ENUM ('prescription', 'dispensing');

-- CreateEnum
CREATE TYPE "facility"."signing_state" AS ENUM ('reserved', 'prepared', 'signed', 'failed');

-- CreateEnum
CREATE TYPE "facility"."compat_authentication" AS ENUM ('bearer', 'none');

-- AlterTable
ALTER TABLE "facility"."facility" ADD COLUMN     "authority_refused_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "facility"."staff" ADD COLUMN     "secondarycert_id" TEXT;

-- CreateTable
CREATE TABLE "facility"."signing_request" (
    "id" TEXT NOT NULL,
    "facility_id" TEXT NOT NULL,
    "emr_client_id" TEXT NOT NULL,
    "key_hash" BYTEA NOT NULL,
    "request_hash" BYTEA NOT NULL,
    "kind" "facility"."signing_kind" NOT NULL,
    "staff_id" TEXT NOT NULL,
    "terminal_id" TEXT,
    "state" "facility"."signing_state" NOT NULL DEFAULT 'reserved',
    "attempt" INTEGER NOT NULL DEFAULT 1,
    "turn_until" TIMESTAMPTZ(3) NOT NULL,
    "preparation" INTEGER NOT NULL DEFAULT 0,
    "vault_token_id" TEXT,
    "credential_id" TEXT,
    "certificate" BYTEA,
    "sign_algorithm" TEXT,
    "signature_level" TEXT,
    "failure_code" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "prepared_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "documents_until" TIMESTAMPTZ(3),

    CONSTRAINT "signing_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "facility"."signing_document" (
    "request_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "refusal" JSONB,
    "sealed_preparation" BYTEA,
    "digest" BYTEA,
    "sealed_document" BYTEA,
    "document_hash" BYTEA,
    "signed_at" TIMESTAMPTZ(3),

    CONSTRAINT "signing_document_pkey" PRIMARY KEY ("request_id","position")
);

-- CreateTable
CREATE TABLE "facility"."compat_access" (
    "facility_id" TEXT NOT NULL,
    "emr_client_id" TEXT NOT NULL,
    "terminal_id" TEXT NOT NULL,
    "authentication" "facility"."compat_authentication" NOT NULL DEFAULT 'bearer',
    "origins" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "disabled_at" TIMESTAMPTZ(3),

    CONSTRAINT "compat_access_pkey" PRIMARY KEY ("facility_id")
);

-- CreateTable
CREATE TABLE "facility"."compat_handle" (
    "token_hash" BYTEA NOT NULL,
    "facility_id" TEXT NOT NULL,
    "staff_id" TEXT NOT NULL,
    "vault_token_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "compat_handle_pkey" PRIMARY KEY ("token_hash")
);

-- CreateIndex
CREATE INDEX "signing_request_facility_id_documents_until_idx" ON "facility"."signing_request"("facility_id", "documents_until");

-- CreateIndex
CREATE INDEX "signing_request_staff_id_created_at_idx" ON "facility"."signing_request"("staff_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "signing_request_emr_client_id_key_hash_key" ON "facility"."signing_request"("emr_client_id", "key_hash");

-- CreateIndex
CREATE INDEX "compat_handle_facility_id_expires_at_idx" ON "facility"."compat_handle"("facility_id", "expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "staff_facility_id_secondarycert_id_key" ON "facility"."staff"("facility_id", "secondarycert_id");

-- AddForeignKey
ALTER TABLE "facility"."signing_request" ADD CONSTRAINT "signing_request_emr_client_id_fkey" FOREIGN KEY ("emr_client_id") REFERENCES "facility"."emr_client"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "facility"."signing_request" ADD CONSTRAINT "signing_request_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "facility"."staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "facility"."signing_request" ADD CONSTRAINT "signing_request_terminal_id_fkey" FOREIGN KEY ("terminal_id") REFERENCES "facility"."terminal"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "facility"."signing_document" ADD CONSTRAINT "signing_document_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "facility"."signing_request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "facility"."compat_access" ADD CONSTRAINT "compat_access_facility_id_fkey" FOREIGN KEY ("facility_id") REFERENCES "facility"."facility"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "facility"."compat_access" ADD CONSTRAINT "compat_access_emr_client_id_fkey" FOREIGN KEY ("emr_client_id") REFERENCES "facility"."emr_client"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "facility"."compat_access" ADD CONSTRAINT "compat_access_terminal_id_fkey" FOREIGN KEY ("terminal_id") REFERENCES "facility"."terminal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "facility"."compat_handle" ADD CONSTRAINT "compat_handle_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "facility"."staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "facility"."compat_handle" ADD CONSTRAINT "compat_handle_vault_token_id_fkey" FOREIGN KEY ("vault_token_id") REFERENCES "facility"."vault_token"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A state without the columns that make it true is corrupt and cannot be written.
ALTER TABLE "facility"."signing_request"
  ADD CONSTRAINT signing_request_prepared CHECK (
    state NOT IN ('prepared', 'signed') OR (prepared_at IS NOT NULL AND preparation > 0 AND credential_id IS NOT NULL)),
  ADD CONSTRAINT signing_request_ended CHECK ((state IN ('signed', 'failed')) = (ended_at IS NOT NULL)),
  ADD CONSTRAINT signing_request_signed CHECK ((state = 'signed') = (documents_until IS NOT NULL)),
  ADD CONSTRAINT signing_request_failed CHECK ((state = 'failed') = (failure_code IS NOT NULL)),
  ADD CONSTRAINT signing_request_attempt CHECK (attempt > 0);
ALTER TABLE "facility"."signing_document"
  ADD CONSTRAINT signing_document_refused CHECK (refusal IS NULL OR (digest IS NULL AND document_hash IS NULL)),
  ADD CONSTRAINT signing_document_signed CHECK ((document_hash IS NULL) = (signed_at IS NULL)),
  ADD CONSTRAINT signing_document_sealed CHECK (sealed_document IS NULL OR document_hash IS NOT NULL);

-- What has ended is not opened again: a signed request stays signed, a failed one failed.
CREATE FUNCTION facility.refuse_reopened_signing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state IN ('signed', 'failed') AND NEW.state <> OLD.state THEN
    RAISE EXCEPTION 'a signing request that has ended stays as it is' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER signing_request_ended_for_good BEFORE UPDATE OF state ON "facility"."signing_request"
  FOR EACH ROW EXECUTE FUNCTION facility.refuse_reopened_signing();

-- The few documents that still hold something, among all past ones: what is to be wiped is found among them.
CREATE INDEX signing_document_filled ON "facility"."signing_document" (request_id)
  WHERE sealed_document IS NOT NULL OR sealed_preparation IS NOT NULL;
