-- Destructive: the columns that 20261130220044 has copied. From here the version before this one cannot run.
ALTER TABLE facility.sign_in DROP CONSTRAINT sign_in_shown, DROP CONSTRAINT sign_in_ended_without_secrets;
ALTER TABLE "facility"."sign_in" DROP COLUMN "device_authorization_id", DROP COLUMN "sealed_device_code", DROP COLUMN "qr_token",
  DROP COLUMN "sealed_qr_secret", DROP COLUMN "match_number", DROP COLUMN "second_scans";
ALTER TABLE facility.sign_in
  ADD CONSTRAINT sign_in_shown CHECK (state NOT IN ('shown', 'claimed', 'redeeming') OR started_at IS NOT NULL);

-- What has ended keeps no secret, whatever the code does: wiped with the end, and refused afterwards.
CREATE FUNCTION facility.wipe_qr_sign_in() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE facility.qr_sign_in SET sealed_device_code = NULL, sealed_qr_secret = NULL, match_number = NULL WHERE sign_in_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER sign_in_ended_without_secrets AFTER UPDATE OF ended_at ON facility.sign_in
  FOR EACH ROW WHEN (OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL) EXECUTE FUNCTION facility.wipe_qr_sign_in();

CREATE FUNCTION facility.refuse_secret_of_ended_sign_in() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM facility.sign_in WHERE id = NEW.sign_in_id AND ended_at IS NOT NULL) THEN
    RAISE EXCEPTION 'a sign-in that has ended keeps no secret' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER qr_sign_in_without_secrets BEFORE INSERT OR UPDATE ON facility.qr_sign_in
  FOR EACH ROW WHEN (NEW.sealed_device_code IS NOT NULL OR NEW.sealed_qr_secret IS NOT NULL OR NEW.match_number IS NOT NULL)
  EXECUTE FUNCTION facility.refuse_secret_of_ended_sign_in();
