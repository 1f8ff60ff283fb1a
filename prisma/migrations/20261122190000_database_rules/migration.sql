-- Rules that the application must not be able to break, whatever its code does.

-- The audit trail is append-only (rule L3).
CREATE FUNCTION authority.refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit trail is append-only' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE FUNCTION facility.refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit trail is append-only' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON authority.audit_event
  FOR EACH STATEMENT EXECUTE FUNCTION authority.refuse_audit_change();
CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON facility.audit_event
  FOR EACH STATEMENT EXECUTE FUNCTION facility.refuse_audit_change();
CREATE TRIGGER audit_head_keep BEFORE DELETE OR TRUNCATE ON authority.audit_head
  FOR EACH STATEMENT EXECUTE FUNCTION authority.refuse_audit_change();
CREATE TRIGGER audit_head_keep BEFORE DELETE OR TRUNCATE ON facility.audit_head
  FOR EACH STATEMENT EXECUTE FUNCTION facility.refuse_audit_change();

-- What a phone signed is evidence (rule L5).
CREATE TRIGGER sign_in_evidence_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON authority.sign_in_evidence
  FOR EACH STATEMENT EXECUTE FUNCTION authority.refuse_audit_change();

-- A holder has one live card at a time: a re-issue voids the older one first.
CREATE UNIQUE INDEX notification_card_one_live ON authority.notification_card (holder_id)
  WHERE consumed_at IS NULL AND voided_at IS NULL;
ALTER TABLE authority.notification_card
  ADD CONSTRAINT notification_card_consumed_with_phone CHECK ((consumed_at IS NULL) = (phone_id IS NULL)),
  ADD CONSTRAINT notification_card_tries CHECK (tries_used BETWEEN 0 AND 5),
  ADD CONSTRAINT notification_card_locked_at_five CHECK (locked_at IS NULL OR tries_used = 5);

ALTER TABLE authority.registration
  ADD CONSTRAINT registration_bound_with_phone CHECK ((bound_at IS NULL) = (phone_id IS NULL)),
  ADD CONSTRAINT registration_tried_after_bound CHECK (trial_at IS NULL OR bound_at IS NOT NULL);

ALTER TABLE authority.phone
  ADD CONSTRAINT phone_counter CHECK (counter BETWEEN 0 AND 4294967295),
  ADD CONSTRAINT phone_backed_up_is_eligible CHECK (backup_eligible OR NOT backed_up);

-- A state without the columns that make it true is corrupt and cannot be written.
ALTER TABLE authority.device_authorization
  ADD CONSTRAINT device_authorization_claimed CHECK (
    state NOT IN ('claimed', 'approved', 'redeemed')
    OR (claimed_at IS NOT NULL AND claim_secret_hash IS NOT NULL AND match_number IS NOT NULL)),
  ADD CONSTRAINT device_authorization_approved CHECK (
    state NOT IN ('approved', 'redeemed')
    OR (approved_at IS NOT NULL AND phone_id IS NOT NULL AND number_matched_at IS NOT NULL)),
  ADD CONSTRAINT device_authorization_redeemed CHECK ((state = 'redeemed') = (redeemed_at IS NOT NULL)),
  ADD CONSTRAINT device_authorization_ended CHECK (state NOT IN ('denied', 'expired', 'cancelled') OR ended_at IS NOT NULL),
  ADD CONSTRAINT device_authorization_expiry CHECK (expires_at <= ends_at);

-- One live token per staff member (central mode), or per staff member and terminal.
CREATE UNIQUE INDEX vault_token_one_live_central ON facility.vault_token (staff_id) WHERE ended_at IS NULL AND terminal_id IS NULL;
CREATE UNIQUE INDEX vault_token_one_live_terminal ON facility.vault_token (staff_id, terminal_id)
  WHERE ended_at IS NULL AND terminal_id IS NOT NULL;

ALTER TABLE facility.launch
  ADD CONSTRAINT launch_session_when_consumed CHECK (
    (consumed_at IS NULL) = (session_token_hash IS NULL) AND (consumed_at IS NULL) = (session_expires_at IS NULL));
