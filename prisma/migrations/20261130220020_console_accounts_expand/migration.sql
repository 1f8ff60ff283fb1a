-- Expand: profession and console role become two things. Nothing that exists is changed; the next migration copies the rows.

CREATE TYPE "facility"."profession" AS ENUM ('physician', 'dentist', 'pharmacist');
ALTER TABLE "facility"."staff" ADD COLUMN "profession" "facility"."profession";

CREATE TABLE "facility"."console_account" (
    "id" TEXT NOT NULL,
    "staff_id" TEXT NOT NULL,
    "password_hash" TEXT,
    "roles" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "failed_sign_ins" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "disabled_at" TIMESTAMPTZ(3),

    CONSTRAINT "console_account_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "console_account_roles" CHECK (
      "roles" IS NOT NULL AND "roles" <@ ARRAY['administrator', 'help_desk', 'viewer'])
);
CREATE UNIQUE INDEX "console_account_staff_id_key" ON "facility"."console_account"("staff_id");
ALTER TABLE "facility"."console_account" ADD CONSTRAINT "console_account_staff_id_fkey"
  FOREIGN KEY ("staff_id") REFERENCES "facility"."staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "facility"."console_session" ADD COLUMN "account_id" TEXT;
ALTER TABLE "facility"."console_session" ADD CONSTRAINT "console_session_account_id_fkey"
  FOREIGN KEY ("account_id") REFERENCES "facility"."console_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX "console_session_account_id_idx" ON "facility"."console_session"("account_id");
