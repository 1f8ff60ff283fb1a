-- What became of an EMR client's own requests, for vendors, where SHOMEI_TRUST is test: at most 500 for each client, for an hour.
CREATE TABLE "facility"."emr_request" (
    "id" TEXT NOT NULL,
    "emr_client_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "method" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "status" INTEGER NOT NULL,
    "code" TEXT,
    "fields" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "duration_ms" INTEGER NOT NULL,

    CONSTRAINT "emr_request_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "emr_request_emr_client_id_at_idx" ON "facility"."emr_request"("emr_client_id", "at");

-- AddForeignKey
ALTER TABLE "facility"."emr_request" ADD CONSTRAINT "emr_request_emr_client_id_fkey" FOREIGN KEY ("emr_client_id") REFERENCES "facility"."emr_client"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
