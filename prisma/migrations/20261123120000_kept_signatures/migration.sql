-- A signed document is its preparation with the signature in it: the preparation is kept anyway, so the signature is all there is to add.
-- Documents that were kept whole until now, for a day at most, count as wiped: a repeated key is told so and signs nothing again.
DROP INDEX "facility"."signing_document_filled";
ALTER TABLE "facility"."signing_document" DROP COLUMN "sealed_document", ADD COLUMN "sealed_signature" BYTEA;
UPDATE "facility"."signing_document" SET "sealed_preparation" = NULL WHERE "document_hash" IS NOT NULL;
ALTER TABLE "facility"."signing_document"
  ADD CONSTRAINT signing_document_kept CHECK (
    CASE WHEN document_hash IS NULL THEN sealed_signature IS NULL
      ELSE (sealed_signature IS NULL) = (sealed_preparation IS NULL) END);

-- Sealed octets do not become shorter: trying to compress them is work for nothing.
ALTER TABLE "facility"."signing_document" ALTER COLUMN "sealed_preparation" SET STORAGE EXTERNAL;

-- The few documents that still hold something, among all past ones: what is to be wiped is found among them.
CREATE INDEX signing_document_filled ON "facility"."signing_document" (request_id) WHERE sealed_preparation IS NOT NULL;
