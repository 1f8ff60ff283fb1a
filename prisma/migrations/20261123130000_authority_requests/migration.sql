-- CreateTable
CREATE TABLE "authority"."certificate_authority_request" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "subject" BYTEA NOT NULL,
    "key_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "installed_at" TIMESTAMPTZ(3),

    CONSTRAINT "certificate_authority_request_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "certificate_authority_request_name_key" ON "authority"."certificate_authority_request"("name");

-- CreateIndex
CREATE UNIQUE INDEX "certificate_authority_request_key_id_key" ON "authority"."certificate_authority_request"("key_id");

-- AddForeignKey
ALTER TABLE "authority"."certificate_authority_request" ADD CONSTRAINT "certificate_authority_request_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "authority"."signing_key"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A request is made once and installed once; nothing of it changes and it stays as evidence.
ALTER TABLE authority.certificate_authority_request
  ADD CONSTRAINT certificate_authority_request_name CHECK (name ~ '^[a-z0-9-]{1,54}$'),
  ADD CONSTRAINT certificate_authority_request_subject CHECK (octet_length(subject) BETWEEN 3 AND 4096);

CREATE FUNCTION authority.guard_certificate_authority_request() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.installed_at IS NOT NULL OR to_jsonb(NEW) - 'installed_at' <> to_jsonb(OLD) - 'installed_at' THEN
    RAISE EXCEPTION 'a request can only be installed, once' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER certificate_authority_request_guard BEFORE UPDATE ON authority.certificate_authority_request
  FOR EACH ROW EXECUTE FUNCTION authority.guard_certificate_authority_request();
CREATE TRIGGER certificate_authority_request_keep BEFORE DELETE OR TRUNCATE ON authority.certificate_authority_request
  FOR EACH STATEMENT EXECUTE FUNCTION authority.refuse_ledger_delete();

-- A certificate authority keeps its name, issuer, certificate and key, and what is retired stays retired.
CREATE OR REPLACE FUNCTION authority.guard_certificate_authority() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.crl_number < OLD.crl_number OR NEW.certificate <> OLD.certificate THEN
    RAISE EXCEPTION 'certificate_authority: CRL numbers go up, certificates stay' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NEW.id <> OLD.id OR NEW.name <> OLD.name OR NEW.issuer_id IS DISTINCT FROM OLD.issuer_id
    OR NEW.key_id IS DISTINCT FROM OLD.key_id OR NEW.is_test <> OLD.is_test THEN
    RAISE EXCEPTION 'a certificate authority keeps its name, issuer and key' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF OLD.retired_at IS NOT NULL AND NEW.retired_at IS DISTINCT FROM OLD.retired_at THEN
    RAISE EXCEPTION 'a retired certificate authority stays retired' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER certificate_authority_keep BEFORE DELETE OR TRUNCATE ON authority.certificate_authority
  FOR EACH STATEMENT EXECUTE FUNCTION authority.refuse_ledger_delete();
