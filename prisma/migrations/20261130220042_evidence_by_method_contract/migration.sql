-- Destructive: the columns that 20261130220041 has copied. From here the version before this one cannot run.
ALTER TABLE "authority"."sign_in_evidence" ALTER COLUMN "holder_id" SET NOT NULL, ALTER COLUMN "method" SET NOT NULL,
  DROP COLUMN "device_authorization_id", DROP COLUMN "credential_id", DROP COLUMN "public_key", DROP COLUMN "challenge_inputs",
  DROP COLUMN "client_data_json", DROP COLUMN "authenticator_data", DROP COLUMN "signature";
ALTER TABLE "authority"."sign_in_evidence" ADD CONSTRAINT "sign_in_evidence_holder_id_fkey" FOREIGN KEY ("holder_id") REFERENCES "authority"."holder"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "authority"."access_token" DROP COLUMN "device_authorization_id";
