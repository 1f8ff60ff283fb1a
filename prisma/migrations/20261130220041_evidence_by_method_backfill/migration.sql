-- Every row of before was a phone's. The owner alone may pass the trigger that keeps evidence.
ALTER TABLE authority.sign_in_evidence DISABLE TRIGGER sign_in_evidence_keep;
UPDATE authority.sign_in_evidence AS evidence SET holder_id = session.holder_id, method = 'fido'
FROM authority.device_authorization AS session WHERE session.id = evidence.device_authorization_id;
ALTER TABLE authority.sign_in_evidence ENABLE TRIGGER sign_in_evidence_keep;

INSERT INTO authority.webauthn_evidence (evidence_id, device_authorization_id, credential_id, public_key, challenge_inputs,
  client_data_json, authenticator_data, signature)
SELECT id, device_authorization_id, credential_id, public_key, challenge_inputs, client_data_json, authenticator_data, signature
FROM authority.sign_in_evidence;

UPDATE authority.access_token AS token SET evidence_id = evidence.id
FROM authority.sign_in_evidence AS evidence WHERE evidence.device_authorization_id = token.device_authorization_id;

CREATE TRIGGER webauthn_evidence_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON authority.webauthn_evidence
  FOR EACH STATEMENT EXECUTE FUNCTION authority.refuse_audit_change();
