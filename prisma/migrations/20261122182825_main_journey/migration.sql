-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "authority";

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "facility";

-- CreateEnum
CREATE TYPE "authority"."qualification" AS ENUM ('physician', 'dentist', 'pharmacist');

-- CreateEnum
CREATE TYPE "authority"."notification_card_route" AS ENUM ('ca_direct', 'mynaportal');

-- CreateEnum
CREATE TYPE "authority"."challenge_purpose" AS ENUM ('register', 'trial', 'sign_in', 'my_page');

-- CreateEnum
CREATE TYPE "authority"."device_authorization_state" AS ENUM ('started', 'shown', 'claimed', 'approved', 'redeemed', 'denied', 'expired', 'cancelled');

-- CreateEnum
CREATE TYPE "authority"."number_matching" AS ENUM ('type', 'pick');

-- CreateEnum
CREATE TYPE "authority"."authentication_method" AS ENUM ('fido', 'hpki_card', 'my_number_card');

-- CreateEnum
CREATE TYPE "facility"."token_mode" AS ENUM ('central', 'per_terminal');

-- CreateEnum
CREATE TYPE "facility"."number_matching" AS ENUM ('type', 'pick');

-- CreateEnum
CREATE TYPE "facility"."staff_role" AS ENUM ('physician', 'dentist', 'pharmacist', 'clerk', 'administrator');

-- CreateEnum
CREATE TYPE "facility"."launch_purpose" AS ENUM ('sign_in', 'badge');

-- CreateEnum
CREATE TYPE "facility"."sign_in_state" AS ENUM ('starting', 'shown', 'claimed', 'redeeming', 'signed_in', 'denied', 'expired', 'cancelled', 'failed');

-- CreateTable
CREATE TABLE "authority"."holder" (
    "id" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "user_handle" BYTEA NOT NULL,
    "name_kanji" TEXT NOT NULL,
    "name_kana" TEXT NOT NULL,
    "name_romaji" TEXT NOT NULL,
    "qualification" "authority"."qualification" NOT NULL,
    "registry_number" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "disabled_at" TIMESTAMPTZ(3),
    "paused_until" TIMESTAMPTZ(3),

    CONSTRAINT "holder_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "authority"."notification_card" (
    "id" TEXT NOT NULL,
    "holder_id" TEXT NOT NULL,
    "route" "authority"."notification_card_route" NOT NULL,
    "code_hash" BYTEA NOT NULL,
    "password_hash" TEXT NOT NULL,
    "tries_used" INTEGER NOT NULL DEFAULT 0,
    "issued_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "opened_at" TIMESTAMPTZ(3),
    "locked_at" TIMESTAMPTZ(3),
    "voided_at" TIMESTAMPTZ(3),
    "void_reason" TEXT,
    "consumed_at" TIMESTAMPTZ(3),
    "phone_id" TEXT,

    CONSTRAINT "notification_card_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "authority"."registration" (
    "id" TEXT NOT NULL,
    "card_id" TEXT NOT NULL,
    "holder_id" TEXT NOT NULL,
    "ticket_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "phone_id" TEXT,
    "bound_at" TIMESTAMPTZ(3),
    "trial_at" TIMESTAMPTZ(3),

    CONSTRAINT "registration_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "authority"."phone" (
    "id" TEXT NOT NULL,
    "holder_id" TEXT NOT NULL,
    "credential_id" TEXT NOT NULL,
    "public_key" BYTEA NOT NULL,
    "algorithm" INTEGER NOT NULL,
    "counter" BIGINT NOT NULL,
    "backup_eligible" BOOLEAN NOT NULL,
    "backed_up" BOOLEAN NOT NULL,
    "transports" TEXT[],
    "aaguid" TEXT,
    "aaguid_proven" BOOLEAN NOT NULL DEFAULT false,
    "attestation_format" TEXT NOT NULL,
    "attestation_object" BYTEA NOT NULL,
    "rp_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "trial_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "disabled_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "revoked_reason" TEXT,

    CONSTRAINT "phone_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "authority"."challenge" (
    "id" TEXT NOT NULL,
    "purpose" "authority"."challenge_purpose" NOT NULL,
    "challenge" BYTEA NOT NULL,
    "nonce" BYTEA,
    "holder_id" TEXT,
    "registration_id" TEXT,
    "device_authorization_id" TEXT,
    "allowed_credential_ids" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "consumed_at" TIMESTAMPTZ(3),

    CONSTRAINT "challenge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "authority"."facility_client" (
    "id" TEXT NOT NULL,
    "client_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "jwks" JSONB NOT NULL,
    "certificate_thumbprint" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "disabled_at" TIMESTAMPTZ(3),

    CONSTRAINT "facility_client_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "authority"."client_assertion" (
    "facility_client_id" TEXT NOT NULL,
    "jti_hash" BYTEA NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "client_assertion_pkey" PRIMARY KEY ("facility_client_id","jti_hash")
);

-- CreateTable
CREATE TABLE "authority"."device_authorization" (
    "id" TEXT NOT NULL,
    "facility_client_id" TEXT NOT NULL,
    "holder_id" TEXT NOT NULL,
    "device_code_hash" BYTEA NOT NULL,
    "user_code" TEXT NOT NULL,
    "qr_token" TEXT NOT NULL,
    "sealed_qr_secret" BYTEA NOT NULL,
    "facility_name" TEXT NOT NULL,
    "terminal" TEXT NOT NULL,
    "terminal_name" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "department" TEXT NOT NULL,
    "staff_display_name" TEXT NOT NULL,
    "binding_message" TEXT,
    "number_matching" "authority"."number_matching" NOT NULL,
    "state" "authority"."device_authorization_state" NOT NULL DEFAULT 'started',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "shown_at" TIMESTAMPTZ(3),
    "claimed_at" TIMESTAMPTZ(3),
    "claim_secret_hash" BYTEA,
    "scan_age_seconds" INTEGER,
    "match_number" TEXT,
    "match_choices" TEXT[],
    "number_matched_at" TIMESTAMPTZ(3),
    "approved_at" TIMESTAMPTZ(3),
    "phone_id" TEXT,
    "redeemed_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "end_reason" TEXT,
    "bad_frames" INTEGER NOT NULL DEFAULT 0,
    "second_scans" INTEGER NOT NULL DEFAULT 0,
    "last_polled_at" TIMESTAMPTZ(3),

    CONSTRAINT "device_authorization_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "authority"."sign_in_evidence" (
    "id" TEXT NOT NULL,
    "device_authorization_id" TEXT NOT NULL,
    "credential_id" TEXT NOT NULL,
    "public_key" BYTEA NOT NULL,
    "challenge_inputs" JSONB NOT NULL,
    "client_data_json" BYTEA NOT NULL,
    "authenticator_data" BYTEA NOT NULL,
    "signature" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sign_in_evidence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "authority"."access_token" (
    "id" TEXT NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "holder_id" TEXT NOT NULL,
    "facility_client_id" TEXT NOT NULL,
    "phone_id" TEXT,
    "device_authorization_id" TEXT,
    "method" "authority"."authentication_method" NOT NULL,
    "scope" TEXT NOT NULL,
    "certificate_thumbprint" TEXT,
    "terminal_name" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "revoked_reason" TEXT,

    CONSTRAINT "access_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "authority"."holder_session" (
    "id" TEXT NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "holder_id" TEXT NOT NULL,
    "phone_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "holder_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "authority"."rate_limit" (
    "key" TEXT NOT NULL,
    "window_start" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "rate_limit_pkey" PRIMARY KEY ("key","window_start")
);

-- CreateTable
CREATE TABLE "authority"."audit_event" (
    "partition" TEXT NOT NULL,
    "seq" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "action" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "record" TEXT NOT NULL,
    "previous_hash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("partition","seq")
);

-- CreateTable
CREATE TABLE "authority"."audit_head" (
    "partition" TEXT NOT NULL,
    "seq" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_head_pkey" PRIMARY KEY ("partition")
);

-- CreateTable
CREATE TABLE "facility"."facility" (
    "id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "timezone" TEXT NOT NULL DEFAULT 'Asia/Tokyo',
    "token_mode" "facility"."token_mode" NOT NULL DEFAULT 'central',
    "number_matching" "facility"."number_matching" NOT NULL DEFAULT 'type',
    "methods" TEXT[],
    "expiring_seconds" INTEGER NOT NULL DEFAULT 7200,
    "authority_client_id" TEXT NOT NULL,
    "authority_key_id" TEXT NOT NULL,
    "sealed_authority_key" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "disabled_at" TIMESTAMPTZ(3),

    CONSTRAINT "facility_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "facility"."staff" (
    "id" TEXT NOT NULL,
    "facility_id" TEXT NOT NULL,
    "staff_code" TEXT NOT NULL,
    "display_name" TEXT NOT NULL,
    "kana" TEXT NOT NULL,
    "department" TEXT NOT NULL,
    "role" "facility"."staff_role" NOT NULL,
    "holder_subject" TEXT,
    "password_hash" TEXT,
    "failed_sign_ins" INTEGER NOT NULL DEFAULT 0,
    "locked_until" TIMESTAMPTZ(3),
    "clinic_today" BOOLEAN NOT NULL DEFAULT false,
    "status_version" BIGINT NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "left_at" TIMESTAMPTZ(3),

    CONSTRAINT "staff_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "facility"."terminal" (
    "id" TEXT NOT NULL,
    "facility_id" TEXT NOT NULL,
    "terminal_code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "department" TEXT NOT NULL,
    "has_reader" BOOLEAN NOT NULL DEFAULT false,
    "token_mode" "facility"."token_mode",
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "terminal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "facility"."emr_client" (
    "id" TEXT NOT NULL,
    "facility_id" TEXT NOT NULL,
    "client_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "secret_hash" BYTEA,
    "jwks" JSONB,
    "origins" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "disabled_at" TIMESTAMPTZ(3),

    CONSTRAINT "emr_client_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "facility"."emr_access_token" (
    "token_hash" BYTEA NOT NULL,
    "emr_client_id" TEXT NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "emr_access_token_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "facility"."emr_client_assertion" (
    "emr_client_id" TEXT NOT NULL,
    "jti_hash" BYTEA NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "emr_client_assertion_pkey" PRIMARY KEY ("emr_client_id","jti_hash")
);

-- CreateTable
CREATE TABLE "facility"."launch" (
    "id" TEXT NOT NULL,
    "facility_id" TEXT NOT NULL,
    "staff_id" TEXT NOT NULL,
    "terminal_id" TEXT NOT NULL,
    "emr_client_id" TEXT NOT NULL,
    "purpose" "facility"."launch_purpose" NOT NULL,
    "parent_origin" TEXT NOT NULL,
    "ticket_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ticket_expires_at" TIMESTAMPTZ(3) NOT NULL,
    "consumed_at" TIMESTAMPTZ(3),
    "session_token_hash" BYTEA,
    "session_expires_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "launch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "facility"."sign_in" (
    "id" TEXT NOT NULL,
    "facility_id" TEXT NOT NULL,
    "staff_id" TEXT NOT NULL,
    "terminal_id" TEXT NOT NULL,
    "launch_id" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "state" "facility"."sign_in_state" NOT NULL DEFAULT 'starting',
    "device_authorization_id" TEXT,
    "sealed_device_code" BYTEA,
    "qr_token" TEXT,
    "sealed_qr_secret" BYTEA,
    "match_number" TEXT,
    "second_scans" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "redeeming_until" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "end_reason" TEXT,
    "version" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "sign_in_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "facility"."vault_token" (
    "id" TEXT NOT NULL,
    "facility_id" TEXT NOT NULL,
    "staff_id" TEXT NOT NULL,
    "terminal_id" TEXT,
    "sign_in_id" TEXT,
    "sealed_token" BYTEA NOT NULL,
    "method" TEXT NOT NULL,
    "signed_in_at_terminal_id" TEXT NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "end_reason" TEXT,

    CONSTRAINT "vault_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "facility"."console_session" (
    "id" TEXT NOT NULL,
    "staff_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "console_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "facility"."rate_limit" (
    "key" TEXT NOT NULL,
    "window_start" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "rate_limit_pkey" PRIMARY KEY ("key","window_start")
);

-- CreateTable
CREATE TABLE "facility"."audit_event" (
    "partition" TEXT NOT NULL,
    "seq" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "action" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "record" TEXT NOT NULL,
    "previous_hash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("partition","seq")
);

-- CreateTable
CREATE TABLE "facility"."audit_head" (
    "partition" TEXT NOT NULL,
    "seq" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_head_pkey" PRIMARY KEY ("partition")
);

-- CreateIndex
CREATE UNIQUE INDEX "holder_subject_key" ON "authority"."holder"("subject");

-- CreateIndex
CREATE UNIQUE INDEX "holder_user_handle_key" ON "authority"."holder"("user_handle");

-- CreateIndex
CREATE UNIQUE INDEX "holder_qualification_registry_number_key" ON "authority"."holder"("qualification", "registry_number");

-- CreateIndex
CREATE UNIQUE INDEX "notification_card_code_hash_key" ON "authority"."notification_card"("code_hash");

-- CreateIndex
CREATE UNIQUE INDEX "notification_card_phone_id_key" ON "authority"."notification_card"("phone_id");

-- CreateIndex
CREATE INDEX "notification_card_holder_id_idx" ON "authority"."notification_card"("holder_id");

-- CreateIndex
CREATE UNIQUE INDEX "registration_ticket_hash_key" ON "authority"."registration"("ticket_hash");

-- CreateIndex
CREATE UNIQUE INDEX "registration_phone_id_key" ON "authority"."registration"("phone_id");

-- CreateIndex
CREATE INDEX "registration_card_id_idx" ON "authority"."registration"("card_id");

-- CreateIndex
CREATE UNIQUE INDEX "phone_credential_id_key" ON "authority"."phone"("credential_id");

-- CreateIndex
CREATE INDEX "phone_holder_id_idx" ON "authority"."phone"("holder_id");

-- CreateIndex
CREATE UNIQUE INDEX "challenge_challenge_key" ON "authority"."challenge"("challenge");

-- CreateIndex
CREATE INDEX "challenge_registration_id_idx" ON "authority"."challenge"("registration_id");

-- CreateIndex
CREATE INDEX "challenge_device_authorization_id_idx" ON "authority"."challenge"("device_authorization_id");

-- CreateIndex
CREATE UNIQUE INDEX "facility_client_client_id_key" ON "authority"."facility_client"("client_id");

-- CreateIndex
CREATE INDEX "client_assertion_expires_at_idx" ON "authority"."client_assertion"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "device_authorization_device_code_hash_key" ON "authority"."device_authorization"("device_code_hash");

-- CreateIndex
CREATE UNIQUE INDEX "device_authorization_user_code_key" ON "authority"."device_authorization"("user_code");

-- CreateIndex
CREATE UNIQUE INDEX "device_authorization_qr_token_key" ON "authority"."device_authorization"("qr_token");

-- CreateIndex
CREATE UNIQUE INDEX "device_authorization_claim_secret_hash_key" ON "authority"."device_authorization"("claim_secret_hash");

-- CreateIndex
CREATE INDEX "device_authorization_holder_id_created_at_idx" ON "authority"."device_authorization"("holder_id", "created_at");

-- CreateIndex
CREATE INDEX "device_authorization_facility_client_id_created_at_idx" ON "authority"."device_authorization"("facility_client_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "sign_in_evidence_device_authorization_id_key" ON "authority"."sign_in_evidence"("device_authorization_id");

-- CreateIndex
CREATE UNIQUE INDEX "access_token_token_hash_key" ON "authority"."access_token"("token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "access_token_device_authorization_id_key" ON "authority"."access_token"("device_authorization_id");

-- CreateIndex
CREATE INDEX "access_token_holder_id_expires_at_idx" ON "authority"."access_token"("holder_id", "expires_at");

-- CreateIndex
CREATE INDEX "access_token_phone_id_idx" ON "authority"."access_token"("phone_id");

-- CreateIndex
CREATE UNIQUE INDEX "holder_session_token_hash_key" ON "authority"."holder_session"("token_hash");

-- CreateIndex
CREATE INDEX "holder_session_holder_id_idx" ON "authority"."holder_session"("holder_id");

-- CreateIndex
CREATE INDEX "audit_event_subject_at_idx" ON "authority"."audit_event"("subject", "at");

-- CreateIndex
CREATE INDEX "audit_event_action_at_idx" ON "authority"."audit_event"("action", "at");

-- CreateIndex
CREATE UNIQUE INDEX "facility_code_key" ON "facility"."facility"("code");

-- CreateIndex
CREATE UNIQUE INDEX "staff_facility_id_staff_code_key" ON "facility"."staff"("facility_id", "staff_code");

-- CreateIndex
CREATE UNIQUE INDEX "terminal_facility_id_terminal_code_key" ON "facility"."terminal"("facility_id", "terminal_code");

-- CreateIndex
CREATE UNIQUE INDEX "emr_client_client_id_key" ON "facility"."emr_client"("client_id");

-- CreateIndex
CREATE INDEX "emr_access_token_expires_at_idx" ON "facility"."emr_access_token"("expires_at");

-- CreateIndex
CREATE INDEX "emr_client_assertion_expires_at_idx" ON "facility"."emr_client_assertion"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "launch_ticket_hash_key" ON "facility"."launch"("ticket_hash");

-- CreateIndex
CREATE UNIQUE INDEX "launch_session_token_hash_key" ON "facility"."launch"("session_token_hash");

-- CreateIndex
CREATE INDEX "launch_staff_id_idx" ON "facility"."launch"("staff_id");

-- CreateIndex
CREATE INDEX "sign_in_staff_id_created_at_idx" ON "facility"."sign_in"("staff_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "vault_token_sign_in_id_key" ON "facility"."vault_token"("sign_in_id");

-- CreateIndex
CREATE INDEX "vault_token_staff_id_expires_at_idx" ON "facility"."vault_token"("staff_id", "expires_at");

-- CreateIndex
CREATE INDEX "vault_token_facility_id_expires_at_idx" ON "facility"."vault_token"("facility_id", "expires_at");

-- CreateIndex
CREATE INDEX "console_session_staff_id_idx" ON "facility"."console_session"("staff_id");

-- CreateIndex
CREATE INDEX "audit_event_subject_at_idx" ON "facility"."audit_event"("subject", "at");

-- CreateIndex
CREATE INDEX "audit_event_action_at_idx" ON "facility"."audit_event"("action", "at");

-- AddForeignKey
ALTER TABLE "authority"."notification_card" ADD CONSTRAINT "notification_card_holder_id_fkey" FOREIGN KEY ("holder_id") REFERENCES "authority"."holder"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "authority"."notification_card" ADD CONSTRAINT "notification_card_phone_id_fkey" FOREIGN KEY ("phone_id") REFERENCES "authority"."phone"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "authority"."registration" ADD CONSTRAINT "registration_card_id_fkey" FOREIGN KEY ("card_id") REFERENCES "authority"."notification_card"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "authority"."registration" ADD CONSTRAINT "registration_holder_id_fkey" FOREIGN KEY ("holder_id") REFERENCES "authority"."holder"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "authority"."registration" ADD CONSTRAINT "registration_phone_id_fkey" FOREIGN KEY ("phone_id") REFERENCES "authority"."phone"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "authority"."phone" ADD CONSTRAINT "phone_holder_id_fkey" FOREIGN KEY ("holder_id") REFERENCES "authority"."holder"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "authority"."challenge" ADD CONSTRAINT "challenge_holder_id_fkey" FOREIGN KEY ("holder_id") REFERENCES "authority"."holder"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "authority"."challenge" ADD CONSTRAINT "challenge_registration_id_fkey" FOREIGN KEY ("registration_id") REFERENCES "authority"."registration"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "authority"."challenge" ADD CONSTRAINT "challenge_device_authorization_id_fkey" FOREIGN KEY ("device_authorization_id") REFERENCES "authority"."device_authorization"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "authority"."device_authorization" ADD CONSTRAINT "device_authorization_facility_client_id_fkey" FOREIGN KEY ("facility_client_id") REFERENCES "authority"."facility_client"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "authority"."device_authorization" ADD CONSTRAINT "device_authorization_holder_id_fkey" FOREIGN KEY ("holder_id") REFERENCES "authority"."holder"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "authority"."device_authorization" ADD CONSTRAINT "device_authorization_phone_id_fkey" FOREIGN KEY ("phone_id") REFERENCES "authority"."phone"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "authority"."sign_in_evidence" ADD CONSTRAINT "sign_in_evidence_device_authorization_id_fkey" FOREIGN KEY ("device_authorization_id") REFERENCES "authority"."device_authorization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "authority"."access_token" ADD CONSTRAINT "access_token_holder_id_fkey" FOREIGN KEY ("holder_id") REFERENCES "authority"."holder"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "authority"."access_token" ADD CONSTRAINT "access_token_facility_client_id_fkey" FOREIGN KEY ("facility_client_id") REFERENCES "authority"."facility_client"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "authority"."access_token" ADD CONSTRAINT "access_token_phone_id_fkey" FOREIGN KEY ("phone_id") REFERENCES "authority"."phone"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "authority"."access_token" ADD CONSTRAINT "access_token_device_authorization_id_fkey" FOREIGN KEY ("device_authorization_id") REFERENCES "authority"."device_authorization"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "authority"."holder_session" ADD CONSTRAINT "holder_session_holder_id_fkey" FOREIGN KEY ("holder_id") REFERENCES "authority"."holder"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "facility"."staff" ADD CONSTRAINT "staff_facility_id_fkey" FOREIGN KEY ("facility_id") REFERENCES "facility"."facility"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "facility"."terminal" ADD CONSTRAINT "terminal_facility_id_fkey" FOREIGN KEY ("facility_id") REFERENCES "facility"."facility"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "facility"."emr_client" ADD CONSTRAINT "emr_client_facility_id_fkey" FOREIGN KEY ("facility_id") REFERENCES "facility"."facility"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "facility"."emr_access_token" ADD CONSTRAINT "emr_access_token_emr_client_id_fkey" FOREIGN KEY ("emr_client_id") REFERENCES "facility"."emr_client"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "facility"."launch" ADD CONSTRAINT "launch_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "facility"."staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "facility"."launch" ADD CONSTRAINT "launch_terminal_id_fkey" FOREIGN KEY ("terminal_id") REFERENCES "facility"."terminal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "facility"."launch" ADD CONSTRAINT "launch_emr_client_id_fkey" FOREIGN KEY ("emr_client_id") REFERENCES "facility"."emr_client"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "facility"."sign_in" ADD CONSTRAINT "sign_in_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "facility"."staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "facility"."sign_in" ADD CONSTRAINT "sign_in_terminal_id_fkey" FOREIGN KEY ("terminal_id") REFERENCES "facility"."terminal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "facility"."sign_in" ADD CONSTRAINT "sign_in_launch_id_fkey" FOREIGN KEY ("launch_id") REFERENCES "facility"."launch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "facility"."vault_token" ADD CONSTRAINT "vault_token_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "facility"."staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "facility"."vault_token" ADD CONSTRAINT "vault_token_terminal_id_fkey" FOREIGN KEY ("terminal_id") REFERENCES "facility"."terminal"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "facility"."vault_token" ADD CONSTRAINT "vault_token_sign_in_id_fkey" FOREIGN KEY ("sign_in_id") REFERENCES "facility"."sign_in"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "facility"."console_session" ADD CONSTRAINT "console_session_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "facility"."staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
