-- The time to read a code may be extended once (WCAG 2.2 SC 2.2.1); both sides note it. Versions before this one leave it empty.
ALTER TABLE "authority"."device_authorization" ADD COLUMN "extended_at" TIMESTAMPTZ(3);
ALTER TABLE "facility"."qr_sign_in" ADD COLUMN "extended_at" TIMESTAMPTZ(3);
