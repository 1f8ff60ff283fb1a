ALTER TABLE "authority"."certificate_authority" ADD COLUMN "crl_wanted" BIGINT NOT NULL DEFAULT 0;

CREATE TABLE "authority"."lease" (
    "name" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "lease_pkey" PRIMARY KEY ("name")
);
