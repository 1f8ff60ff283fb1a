-- CreateTable
CREATE TABLE "authority"."timestamp_authority" (
    "id" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "certificate_authority_id" TEXT NOT NULL,
    "certificate" BYTEA NOT NULL,
    "not_after" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "timestamp_authority_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "timestamp_authority_key_id_key" ON "authority"."timestamp_authority"("key_id");

-- AddForeignKey
ALTER TABLE "authority"."timestamp_authority" ADD CONSTRAINT "timestamp_authority_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "authority"."signing_key"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "authority"."timestamp_authority" ADD CONSTRAINT "timestamp_authority_certificate_authority_id_fkey" FOREIGN KEY ("certificate_authority_id") REFERENCES "authority"."certificate_authority"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- One at a time.
CREATE UNIQUE INDEX timestamp_authority_live ON authority.timestamp_authority ((true)) WHERE retired_at IS NULL;
