-- Every sign-in that the authority had started, with its secrets as they are sealed. Those that never got so far have no row.
INSERT INTO facility.qr_sign_in (sign_in_id, device_authorization_id, sealed_device_code, qr_token, sealed_qr_secret, match_number,
  second_scans)
SELECT id, device_authorization_id, sealed_device_code, qr_token, sealed_qr_secret, match_number, second_scans
FROM facility.sign_in WHERE device_authorization_id IS NOT NULL;
