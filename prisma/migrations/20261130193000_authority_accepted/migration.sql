-- Which process of a facility the authority last let in: the refusal of another one then changes no badge.
ALTER TABLE "facility"."facility" ADD COLUMN "authority_accepted_at" TIMESTAMPTZ(3), ADD COLUMN "authority_accepted_by" TEXT;
