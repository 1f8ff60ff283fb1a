-- CreateTable
CREATE TABLE "facility"."known_signer" (
    "staff_id" TEXT NOT NULL,
    "facility_id" TEXT NOT NULL,
    "subject_hash" BYTEA NOT NULL,
    "subject" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "known_signer_pkey" PRIMARY KEY ("staff_id")
);

-- CreateIndex
CREATE INDEX "known_signer_facility_id_subject_hash_idx" ON "facility"."known_signer"("facility_id", "subject_hash");

-- AddForeignKey
ALTER TABLE "facility"."known_signer" ADD CONSTRAINT "known_signer_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "facility"."staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
