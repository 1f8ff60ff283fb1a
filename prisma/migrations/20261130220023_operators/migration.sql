-- Operators of the authority's console: accounts and sessions of the same form as the facility's.

CREATE TABLE "authority"."operator" (
    "id" TEXT NOT NULL,
    "operator_code" TEXT NOT NULL,
    "display_name" TEXT NOT NULL,
    "password_hash" TEXT,
    "roles" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "failed_sign_ins" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "disabled_at" TIMESTAMPTZ(3),

    CONSTRAINT "operator_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "operator_roles" CHECK (
      "roles" IS NOT NULL AND "roles" <@ ARRAY['administrator', 'registrar', 'support', 'auditor'])
);
CREATE UNIQUE INDEX "operator_operator_code_key" ON "authority"."operator"("operator_code");

CREATE TABLE "authority"."console_session" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "console_session_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "console_session_account_id_idx" ON "authority"."console_session"("account_id");
ALTER TABLE "authority"."console_session" ADD CONSTRAINT "console_session_account_id_fkey"
  FOREIGN KEY ("account_id") REFERENCES "authority"."operator"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
