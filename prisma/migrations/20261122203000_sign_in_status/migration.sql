-- AlterTable
ALTER TABLE "facility"."staff" ADD COLUMN     "status_changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- AlterTable
ALTER TABLE "facility"."vault_token" ADD COLUMN     "checked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "revoked_at" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "staff_facility_id_status_changed_at_idx" ON "facility"."staff"("facility_id", "status_changed_at");

-- One sign-in under way per staff member and terminal: the next one ends the one before it.
CREATE UNIQUE INDEX sign_in_one_open ON facility.sign_in (staff_id, terminal_id)
  WHERE state IN ('starting', 'shown', 'claimed', 'redeeming');

-- A state without the columns that make it true is corrupt and cannot be written; what has ended keeps no secret.
ALTER TABLE facility.sign_in
  ADD CONSTRAINT sign_in_shown CHECK (
    state NOT IN ('shown', 'claimed', 'redeeming')
    OR (device_authorization_id IS NOT NULL AND sealed_device_code IS NOT NULL AND started_at IS NOT NULL)),
  ADD CONSTRAINT sign_in_ended CHECK (
    (state IN ('starting', 'shown', 'claimed', 'redeeming')) = (ended_at IS NULL)),
  ADD CONSTRAINT sign_in_ended_without_secrets CHECK (
    ended_at IS NULL OR (sealed_device_code IS NULL AND sealed_qr_secret IS NULL AND match_number IS NULL));
ALTER TABLE facility.vault_token
  ADD CONSTRAINT vault_token_revoked_when_ended CHECK (revoked_at IS NULL OR ended_at IS NOT NULL);
