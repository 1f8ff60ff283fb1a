-- How long a prescription that is sent again without a key counts as the same request; 0: each call is one of its own, as before.
ALTER TABLE "facility"."compat_access" ADD COLUMN "repeat_seconds" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "facility"."compat_access" ADD CONSTRAINT "compat_access_repeat_seconds"
    CHECK ("repeat_seconds" BETWEEN 0 AND 3600);

CREATE TABLE "facility"."compat_repeat" (
    "facility_id" TEXT NOT NULL,
    "content_mac" BYTEA NOT NULL,
    "request_key" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "compat_repeat_pkey" PRIMARY KEY ("facility_id", "content_mac")
);

CREATE INDEX "compat_repeat_expires_at_idx" ON "facility"."compat_repeat"("expires_at");
