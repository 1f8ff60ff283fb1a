-- What a sign-in by phone needs, in a table of its own; the common row keeps what every method has.
CREATE TABLE "facility"."qr_sign_in" (
    "sign_in_id" TEXT NOT NULL,
    "device_authorization_id" TEXT NOT NULL,
    "sealed_device_code" BYTEA,
    "qr_token" TEXT NOT NULL,
    "sealed_qr_secret" BYTEA,
    "match_number" TEXT,
    "second_scans" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "qr_sign_in_pkey" PRIMARY KEY ("sign_in_id")
);
ALTER TABLE "facility"."qr_sign_in" ADD CONSTRAINT "qr_sign_in_sign_in_id_fkey" FOREIGN KEY ("sign_in_id") REFERENCES "facility"."sign_in"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
