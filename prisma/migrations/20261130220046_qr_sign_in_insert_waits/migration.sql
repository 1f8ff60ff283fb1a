-- An insert waits for an end of its sign-in that is not yet committed. Without the lock each of the two saw nothing of the other, and
-- what had ended kept its secrets. An update needs none: the end wipes the same row, so it waits for it there.
CREATE OR REPLACE FUNCTION facility.refuse_secret_of_ended_sign_in() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM 1 FROM facility.sign_in WHERE id = NEW.sign_in_id FOR SHARE;
  END IF;
  IF EXISTS (SELECT 1 FROM facility.sign_in WHERE id = NEW.sign_in_id AND ended_at IS NOT NULL) THEN
    RAISE EXCEPTION 'a sign-in that has ended keeps no secret' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
