-- The software phone of a fictitious staff member: where SHOMEI_TRUST is test, a vendor signs this person in by an API call.
CREATE TABLE "facility"."test_phone" (
    "staff_id" TEXT NOT NULL,
    "credential_id" TEXT NOT NULL,
    "user_handle" TEXT NOT NULL,
    "sealed_private_key" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "test_phone_pkey" PRIMARY KEY ("staff_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "test_phone_credential_id_key" ON "facility"."test_phone"("credential_id");

-- AddForeignKey
ALTER TABLE "facility"."test_phone" ADD CONSTRAINT "test_phone_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "facility"."staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
