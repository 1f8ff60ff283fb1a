-- AlterTable
ALTER TABLE "authority"."notification_card" ADD COLUMN "pending_tries" TIMESTAMPTZ(6)[] DEFAULT ARRAY[]::TIMESTAMPTZ(6)[];
