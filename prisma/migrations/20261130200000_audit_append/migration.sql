-- The application may add and read audit events, and nothing else: its role is neither owner nor may it change the heads. A chain's head
-- moves with each event, by these functions, which run with the rights of the tables' owner.

-- Locks the head of a chain until the transaction ends, and begins the chain that is not there yet. `at` is the moment after the lock.
CREATE FUNCTION authority.lock_audit_head(chain text, OUT seq bigint, OUT hash bytea, OUT at timestamptz)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
  SELECT head.seq, head.hash INTO lock_audit_head.seq, lock_audit_head.hash
    FROM authority.audit_head AS head WHERE head.partition = chain FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    INSERT INTO authority.audit_head AS head (partition, seq, hash) VALUES (chain, 0, decode(repeat('00', 32), 'hex'))
      ON CONFLICT (partition) DO UPDATE SET seq = head.seq
      RETURNING head.seq, head.hash INTO lock_audit_head.seq, lock_audit_head.hash;
  END IF;
  lock_audit_head.at := clock_timestamp()::timestamptz(3);
END $$;
REVOKE ALL ON FUNCTION authority.lock_audit_head(text) FROM PUBLIC;

-- An event continues its chain: its number is the next one and it holds the hash of the one before. The head moves to it.
CREATE FUNCTION authority.append_audit_event() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE authority.audit_head AS head SET seq = NEW.seq, hash = NEW.hash
    WHERE head.partition = NEW.partition AND head.seq = NEW.seq - 1 AND head.hash = NEW.previous_hash;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'an audit event continues its chain' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION authority.append_audit_event() FROM PUBLIC;
CREATE TRIGGER audit_event_append BEFORE INSERT ON authority.audit_event
  FOR EACH ROW EXECUTE FUNCTION authority.append_audit_event();

-- Locks the head of a chain until the transaction ends, and begins the chain that is not there yet. `at` is the moment after the lock.
CREATE FUNCTION facility.lock_audit_head(chain text, OUT seq bigint, OUT hash bytea, OUT at timestamptz)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
  SELECT head.seq, head.hash INTO lock_audit_head.seq, lock_audit_head.hash
    FROM facility.audit_head AS head WHERE head.partition = chain FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    INSERT INTO facility.audit_head AS head (partition, seq, hash) VALUES (chain, 0, decode(repeat('00', 32), 'hex'))
      ON CONFLICT (partition) DO UPDATE SET seq = head.seq
      RETURNING head.seq, head.hash INTO lock_audit_head.seq, lock_audit_head.hash;
  END IF;
  lock_audit_head.at := clock_timestamp()::timestamptz(3);
END $$;
REVOKE ALL ON FUNCTION facility.lock_audit_head(text) FROM PUBLIC;

-- An event continues its chain: its number is the next one and it holds the hash of the one before. The head moves to it.
CREATE FUNCTION facility.append_audit_event() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE facility.audit_head AS head SET seq = NEW.seq, hash = NEW.hash
    WHERE head.partition = NEW.partition AND head.seq = NEW.seq - 1 AND head.hash = NEW.previous_hash;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'an audit event continues its chain' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION facility.append_audit_event() FROM PUBLIC;
CREATE TRIGGER audit_event_append BEFORE INSERT ON facility.audit_event
  FOR EACH ROW EXECUTE FUNCTION facility.append_audit_event();
