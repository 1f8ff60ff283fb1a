-- Backfill: the three old roles with a profession become that profession, everybody with a console password (or a console role, or a
-- session) gets an account of their own with the same password hash and misses, and only administrators get a console role.

UPDATE "facility"."staff" SET "profession" = "role"::text::"facility"."profession"
WHERE "role" IN ('physician', 'dentist', 'pharmacist');

INSERT INTO "facility"."console_account" ("id", "staff_id", "password_hash", "roles", "failed_sign_ins", "created_at")
SELECT 'cac_' || substr(staff."id", 5), staff."id", staff."password_hash",
  CASE WHEN staff."role" = 'administrator' THEN ARRAY['administrator'] ELSE ARRAY[]::TEXT[] END,
  staff."failed_sign_ins", staff."created_at"
FROM "facility"."staff" AS staff
WHERE staff."password_hash" IS NOT NULL OR staff."role" = 'administrator'
  OR EXISTS (SELECT FROM "facility"."console_session" AS session WHERE session."staff_id" = staff."id");

UPDATE "facility"."console_session" AS session SET "account_id" = account."id"
FROM "facility"."console_account" AS account WHERE account."staff_id" = session."staff_id";
