-- CreateEnum
CREATE TYPE "authority"."signing_key_algorithm" AS ENUM ('rsa-2048', 'p-256');

-- CreateEnum
CREATE TYPE "authority"."signing_key_state" AS ENUM ('free', 'assigned', 'destroyed');

-- CreateEnum
CREATE TYPE "authority"."credential_state" AS ENUM ('active', 'suspended', 'revoked');

-- CreateEnum
CREATE TYPE "authority"."signed_document_kind" AS ENUM ('prescription', 'dispensing');

-- CreateEnum
CREATE TYPE "authority"."sad_state" AS ENUM ('active', 'exhausted', 'superseded', 'revoked');

-- CreateEnum
CREATE TYPE "authority"."sad_unit_state" AS ENUM ('authorized', 'reserved', 'consumed', 'released');

-- CreateEnum
CREATE TYPE "authority"."signature_request_state" AS ENUM ('reserved', 'completed', 'released');

-- CreateTable
CREATE TABLE "authority"."signing_key" (
    "id" TEXT NOT NULL,
    "algorithm" "authority"."signing_key_algorithm" NOT NULL,
    "public_key" BYTEA NOT NULL,
    "state" "authority"."signing_key_state" NOT NULL DEFAULT 'free',
    "keystore" TEXT NOT NULL,
    "wrapping_key_id" TEXT NOT NULL,
    "mechanism" TEXT NOT NULL,
    "wrapped" BYTEA,
    "binding_mac" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "assigned_at" TIMESTAMPTZ(3),
    "destroyed_at" TIMESTAMPTZ(3),

    CONSTRAINT "signing_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "authority"."certificate_authority" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "issuer_id" TEXT,
    "certificate" BYTEA NOT NULL,
    "key_id" TEXT,
    "crl_number" BIGINT NOT NULL DEFAULT 0,
    "is_test" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "certificate_authority_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "authority"."crl" (
    "id" TEXT NOT NULL,
    "certificate_authority_id" TEXT NOT NULL,
    "number" BIGINT NOT NULL,
    "der" BYTEA NOT NULL,
    "this_update" TIMESTAMPTZ(3) NOT NULL,
    "next_update" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "crl_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "authority"."credential" (
    "id" TEXT NOT NULL,
    "holder_id" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "certificate_authority_id" TEXT NOT NULL,
    "certificate" BYTEA NOT NULL,
    "serial_number" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "not_before" TIMESTAMPTZ(3) NOT NULL,
    "not_after" TIMESTAMPTZ(3) NOT NULL,
    "state" "authority"."credential_state" NOT NULL DEFAULT 'active',
    "issued_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "suspended_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "revocation_reason" TEXT,
    "replaces_id" TEXT,

    CONSTRAINT "credential_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "authority"."activation" (
    "id" TEXT NOT NULL,
    "holder_id" TEXT NOT NULL,
    "credential_id" TEXT NOT NULL,
    "facility_client_id" TEXT NOT NULL,
    "access_token_id" TEXT NOT NULL,
    "certificate_thumbprint" TEXT,
    "document_kind" "authority"."signed_document_kind",
    "num_signatures" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "mac" BYTEA NOT NULL,

    CONSTRAINT "activation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "authority"."sad" (
    "id" TEXT NOT NULL,
    "activation_id" TEXT NOT NULL,
    "handle_hash" BYTEA NOT NULL,
    "state" "authority"."sad_state" NOT NULL DEFAULT 'active',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "superseded_by" TEXT,
    "mac" BYTEA NOT NULL,

    CONSTRAINT "sad_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "authority"."sad_unit" (
    "sad_id" TEXT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "hash" BYTEA NOT NULL,
    "state" "authority"."sad_unit_state" NOT NULL DEFAULT 'authorized',
    "replaces" INTEGER,
    "request_id" TEXT,
    "request_place" INTEGER,
    "signature_hash" BYTEA,
    "signature" BYTEA,
    "reserved_at" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "sad_unit_pkey" PRIMARY KEY ("sad_id","ordinal")
);

-- CreateTable
CREATE TABLE "authority"."signature_request" (
    "id" TEXT NOT NULL,
    "facility_client_id" TEXT NOT NULL,
    "credential_id" TEXT NOT NULL,
    "idempotency_key_hash" BYTEA,
    "digest" BYTEA NOT NULL,
    "state" "authority"."signature_request_state" NOT NULL DEFAULT 'reserved',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "signature_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "authority"."signature_budget" (
    "key" TEXT NOT NULL,
    "spent" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "signature_budget_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE UNIQUE INDEX "signing_key_public_key_key" ON "authority"."signing_key"("public_key");

-- CreateIndex
CREATE INDEX "signing_key_wrapping_key_id_idx" ON "authority"."signing_key"("wrapping_key_id");

-- CreateIndex
CREATE UNIQUE INDEX "certificate_authority_name_key" ON "authority"."certificate_authority"("name");

-- CreateIndex
CREATE UNIQUE INDEX "certificate_authority_key_id_key" ON "authority"."certificate_authority"("key_id");

-- CreateIndex
CREATE UNIQUE INDEX "crl_certificate_authority_id_number_key" ON "authority"."crl"("certificate_authority_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "credential_key_id_key" ON "authority"."credential"("key_id");

-- CreateIndex
CREATE UNIQUE INDEX "credential_replaces_id_key" ON "authority"."credential"("replaces_id");

-- CreateIndex
CREATE INDEX "credential_holder_id_idx" ON "authority"."credential"("holder_id");

-- CreateIndex
CREATE UNIQUE INDEX "credential_certificate_authority_id_serial_number_key" ON "authority"."credential"("certificate_authority_id", "serial_number");

-- CreateIndex
CREATE INDEX "activation_credential_id_idx" ON "authority"."activation"("credential_id");

-- CreateIndex
CREATE INDEX "activation_access_token_id_idx" ON "authority"."activation"("access_token_id");

-- CreateIndex
CREATE UNIQUE INDEX "sad_handle_hash_key" ON "authority"."sad"("handle_hash");

-- CreateIndex
CREATE INDEX "sad_activation_id_idx" ON "authority"."sad"("activation_id");

-- CreateIndex
CREATE UNIQUE INDEX "sad_unit_request_id_request_place_key" ON "authority"."sad_unit"("request_id", "request_place");

-- CreateIndex
CREATE UNIQUE INDEX "sad_unit_sad_id_replaces_key" ON "authority"."sad_unit"("sad_id", "replaces");

-- CreateIndex
CREATE INDEX "signature_request_credential_id_created_at_idx" ON "authority"."signature_request"("credential_id", "created_at");

-- CreateIndex
CREATE INDEX "signature_budget_created_at_idx" ON "authority"."signature_budget"("created_at");

-- AddForeignKey
ALTER TABLE "authority"."certificate_authority" ADD CONSTRAINT "certificate_authority_issuer_id_fkey" FOREIGN KEY ("issuer_id") REFERENCES "authority"."certificate_authority"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "authority"."certificate_authority" ADD CONSTRAINT "certificate_authority_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "authority"."signing_key"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "authority"."crl" ADD CONSTRAINT "crl_certificate_authority_id_fkey" FOREIGN KEY ("certificate_authority_id") REFERENCES "authority"."certificate_authority"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "authority"."credential" ADD CONSTRAINT "credential_holder_id_fkey" FOREIGN KEY ("holder_id") REFERENCES "authority"."holder"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "authority"."credential" ADD CONSTRAINT "credential_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "authority"."signing_key"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "authority"."credential" ADD CONSTRAINT "credential_certificate_authority_id_fkey" FOREIGN KEY ("certificate_authority_id") REFERENCES "authority"."certificate_authority"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "authority"."credential" ADD CONSTRAINT "credential_replaces_id_fkey" FOREIGN KEY ("replaces_id") REFERENCES "authority"."credential"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "authority"."activation" ADD CONSTRAINT "activation_holder_id_fkey" FOREIGN KEY ("holder_id") REFERENCES "authority"."holder"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "authority"."activation" ADD CONSTRAINT "activation_credential_id_fkey" FOREIGN KEY ("credential_id") REFERENCES "authority"."credential"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "authority"."activation" ADD CONSTRAINT "activation_facility_client_id_fkey" FOREIGN KEY ("facility_client_id") REFERENCES "authority"."facility_client"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "authority"."activation" ADD CONSTRAINT "activation_access_token_id_fkey" FOREIGN KEY ("access_token_id") REFERENCES "authority"."access_token"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "authority"."sad" ADD CONSTRAINT "sad_activation_id_fkey" FOREIGN KEY ("activation_id") REFERENCES "authority"."activation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "authority"."sad_unit" ADD CONSTRAINT "sad_unit_sad_id_fkey" FOREIGN KEY ("sad_id") REFERENCES "authority"."sad"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "authority"."sad_unit" ADD CONSTRAINT "sad_unit_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "authority"."signature_request"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "authority"."signature_request" ADD CONSTRAINT "signature_request_facility_client_id_fkey" FOREIGN KEY ("facility_client_id") REFERENCES "authority"."facility_client"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "authority"."signature_request" ADD CONSTRAINT "signature_request_credential_id_fkey" FOREIGN KEY ("credential_id") REFERENCES "authority"."credential"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Rules that the application must not be able to break, whatever its code does.

-- Keys: free → assigned → destroyed, or free → destroyed; the blob goes with destruction, the row stays.
ALTER TABLE authority.signing_key
  ADD CONSTRAINT signing_key_keystore CHECK (keystore IN ('sealed', 'pkcs11', 'kms')),
  ADD CONSTRAINT signing_key_blob_until_destroyed CHECK ((state = 'destroyed') = (wrapped IS NULL)),
  ADD CONSTRAINT signing_key_destroyed CHECK ((state = 'destroyed') = (destroyed_at IS NOT NULL)),
  ADD CONSTRAINT signing_key_assigned CHECK (state <> 'assigned' OR (assigned_at IS NOT NULL AND binding_mac IS NOT NULL)),
  ADD CONSTRAINT signing_key_free CHECK (state <> 'free' OR (assigned_at IS NULL AND binding_mac IS NULL));
CREATE INDEX signing_key_pool ON authority.signing_key (algorithm, created_at) WHERE state = 'free';

CREATE FUNCTION authority.guard_signing_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.id <> OLD.id OR NEW.algorithm <> OLD.algorithm OR NEW.public_key <> OLD.public_key THEN
    RAISE EXCEPTION 'a signing key never changes' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF OLD.state = 'destroyed' OR (OLD.state = 'assigned' AND NEW.state = 'free') THEN
    RAISE EXCEPTION 'signing_key: % -> %', OLD.state, NEW.state USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER signing_key_guard BEFORE UPDATE ON authority.signing_key
  FOR EACH ROW EXECUTE FUNCTION authority.guard_signing_key();

CREATE FUNCTION authority.guard_certificate_authority() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.crl_number < OLD.crl_number OR NEW.certificate <> OLD.certificate THEN
    RAISE EXCEPTION 'certificate_authority: CRL numbers go up, certificates stay' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER certificate_authority_guard BEFORE UPDATE ON authority.certificate_authority
  FOR EACH ROW EXECUTE FUNCTION authority.guard_certificate_authority();

ALTER TABLE authority.crl
  ADD CONSTRAINT crl_window CHECK (next_update > this_update);

-- Credentials: active ⇄ suspended, either → revoked, which is final.
ALTER TABLE authority.credential
  ADD CONSTRAINT credential_validity CHECK (not_after > not_before),
  ADD CONSTRAINT credential_serial_number CHECK (serial_number ~ '^[0-9a-f]+$'),
  ADD CONSTRAINT credential_suspended CHECK ((state = 'suspended') <= (suspended_at IS NOT NULL)),
  ADD CONSTRAINT credential_revoked CHECK (
    (state = 'revoked') = (revoked_at IS NOT NULL) AND (state = 'revoked') = (revocation_reason IS NOT NULL));

CREATE FUNCTION authority.guard_credential() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.id <> OLD.id OR NEW.holder_id <> OLD.holder_id OR NEW.key_id <> OLD.key_id OR NEW.role <> OLD.role
    OR NEW.certificate <> OLD.certificate OR NEW.serial_number <> OLD.serial_number
    OR NEW.certificate_authority_id <> OLD.certificate_authority_id
    OR NEW.not_before <> OLD.not_before OR NEW.not_after <> OLD.not_after THEN
    RAISE EXCEPTION 'a credential keeps its owner, key and certificate' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF OLD.state = 'revoked' AND NEW IS DISTINCT FROM OLD THEN
    RAISE EXCEPTION 'a revoked credential stays revoked' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER credential_guard BEFORE UPDATE ON authority.credential
  FOR EACH ROW EXECUTE FUNCTION authority.guard_credential();

-- The ledger of signatures.
ALTER TABLE authority.activation
  ADD CONSTRAINT activation_num_signatures CHECK (num_signatures >= 1),
  ADD CONSTRAINT activation_mac CHECK (octet_length(mac) = 32);
CREATE FUNCTION authority.guard_activation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.revoked_at IS NOT NULL OR to_jsonb(NEW) - 'revoked_at' <> to_jsonb(OLD) - 'revoked_at' THEN
    RAISE EXCEPTION 'an activation can only be revoked' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER activation_guard BEFORE UPDATE ON authority.activation
  FOR EACH ROW EXECUTE FUNCTION authority.guard_activation();

ALTER TABLE authority.sad
  ADD CONSTRAINT sad_superseded CHECK ((state = 'superseded') = (superseded_by IS NOT NULL)),
  ADD CONSTRAINT sad_mac CHECK (octet_length(mac) = 32);
CREATE UNIQUE INDEX sad_one_active ON authority.sad (activation_id) WHERE state = 'active';
CREATE FUNCTION authority.guard_sad() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'active' OR (to_jsonb(NEW) - ARRAY['state', 'superseded_by']) <> (to_jsonb(OLD) - ARRAY['state', 'superseded_by']) THEN
    RAISE EXCEPTION 'sad: % -> %', OLD.state, NEW.state USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER sad_guard BEFORE UPDATE ON authority.sad FOR EACH ROW EXECUTE FUNCTION authority.guard_sad();

ALTER TABLE authority.sad_unit
  ADD CONSTRAINT sad_unit_hash CHECK (octet_length(hash) = 32),
  ADD CONSTRAINT sad_unit_requested CHECK (
    (state = 'authorized') = (request_id IS NULL) AND (request_id IS NULL) = (request_place IS NULL)
    AND (request_id IS NULL) = (reserved_at IS NULL)),
  ADD CONSTRAINT sad_unit_settled CHECK ((state IN ('consumed', 'released')) = (settled_at IS NOT NULL)),
  ADD CONSTRAINT sad_unit_signed CHECK (
    (state = 'consumed') = (signature_hash IS NOT NULL) AND (signature IS NULL OR state = 'consumed')),
  ADD CONSTRAINT sad_unit_replaces_earlier CHECK (replaces < ordinal);
CREATE INDEX sad_unit_open ON authority.sad_unit (sad_id, hash, ordinal) WHERE state = 'authorized';
CREATE INDEX sad_unit_in_doubt ON authority.sad_unit (reserved_at) WHERE state = 'reserved';
CREATE INDEX sad_unit_kept ON authority.sad_unit (settled_at) WHERE signature IS NOT NULL;

-- A unit begins authorized; one that replaces another has its hash, and the other was released.
CREATE FUNCTION authority.guard_new_sad_unit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state <> 'authorized' OR (NEW.replaces IS NOT NULL AND NOT EXISTS (
    SELECT FROM authority.sad_unit AS released WHERE released.sad_id = NEW.sad_id AND released.ordinal = NEW.replaces
      AND released.state = 'released' AND released.hash = NEW.hash)) THEN
    RAISE EXCEPTION 'sad_unit: a unit begins authorized' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER sad_unit_new BEFORE INSERT ON authority.sad_unit
  FOR EACH ROW EXECUTE FUNCTION authority.guard_new_sad_unit();

-- States go forward only, hash and keys stay. Of a consumed unit the signature may be dropped, its hash stays.
CREATE FUNCTION authority.guard_sad_unit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.hash <> OLD.hash OR NEW.sad_id <> OLD.sad_id OR NEW.ordinal <> OLD.ordinal
    OR NEW.replaces IS DISTINCT FROM OLD.replaces
    OR (OLD.state <> 'authorized' AND (NEW.request_id <> OLD.request_id OR NEW.request_place <> OLD.request_place
      OR NEW.reserved_at <> OLD.reserved_at)) THEN
    RAISE EXCEPTION 'sad_unit: hash and keys never change' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF OLD.state = 'consumed' AND NEW.signature IS NULL AND to_jsonb(NEW) - 'signature' = to_jsonb(OLD) - 'signature' THEN
    RETURN NEW;
  END IF;
  IF (OLD.state, NEW.state) NOT IN (('authorized', 'reserved'), ('reserved', 'consumed'), ('reserved', 'released')) THEN
    RAISE EXCEPTION 'sad_unit: % -> %', OLD.state, NEW.state USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER sad_unit_guard BEFORE UPDATE ON authority.sad_unit
  FOR EACH ROW EXECUTE FUNCTION authority.guard_sad_unit();

-- A key of a repeatable request is good again only when nothing was signed.
ALTER TABLE authority.signature_request
  ADD CONSTRAINT signature_request_settled CHECK ((state = 'reserved') = (settled_at IS NULL));
CREATE UNIQUE INDEX signature_request_idempotency ON authority.signature_request (facility_client_id, credential_id, idempotency_key_hash)
  WHERE idempotency_key_hash IS NOT NULL AND state <> 'released';
CREATE FUNCTION authority.guard_signature_request() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'reserved' OR to_jsonb(NEW) - ARRAY['state', 'settled_at'] <> to_jsonb(OLD) - ARRAY['state', 'settled_at'] THEN
    RAISE EXCEPTION 'signature_request: % -> %', OLD.state, NEW.state USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER signature_request_guard BEFORE UPDATE ON authority.signature_request
  FOR EACH ROW EXECUTE FUNCTION authority.guard_signature_request();

ALTER TABLE authority.signature_budget ADD CONSTRAINT signature_budget_spent CHECK (spent >= 0);

-- Nothing of this is ever deleted.
CREATE FUNCTION authority.refuse_ledger_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER signing_key_keep BEFORE DELETE OR TRUNCATE ON authority.signing_key
  FOR EACH STATEMENT EXECUTE FUNCTION authority.refuse_ledger_delete();
CREATE TRIGGER credential_keep BEFORE DELETE OR TRUNCATE ON authority.credential
  FOR EACH STATEMENT EXECUTE FUNCTION authority.refuse_ledger_delete();
CREATE TRIGGER activation_keep BEFORE DELETE OR TRUNCATE ON authority.activation
  FOR EACH STATEMENT EXECUTE FUNCTION authority.refuse_ledger_delete();
CREATE TRIGGER sad_keep BEFORE DELETE OR TRUNCATE ON authority.sad
  FOR EACH STATEMENT EXECUTE FUNCTION authority.refuse_ledger_delete();
CREATE TRIGGER sad_unit_keep BEFORE DELETE OR TRUNCATE ON authority.sad_unit
  FOR EACH STATEMENT EXECUTE FUNCTION authority.refuse_ledger_delete();
CREATE TRIGGER signature_request_keep BEFORE DELETE OR TRUNCATE ON authority.signature_request
  FOR EACH STATEMENT EXECUTE FUNCTION authority.refuse_ledger_delete();
