-- Contract, destructive: role, password hash and misses leave the staff table; a session belongs to an account. Stop the facility's
-- processes of the earlier version first: they read the columns that go here.

ALTER TABLE "facility"."console_session" ALTER COLUMN "account_id" SET NOT NULL;
ALTER TABLE "facility"."console_session" DROP COLUMN "staff_id";
ALTER TABLE "facility"."staff" DROP COLUMN "role", DROP COLUMN "password_hash", DROP COLUMN "failed_sign_ins";
DROP TYPE "facility"."staff_role";
