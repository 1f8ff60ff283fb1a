-- The pause after 「違います」 could be set by anybody who scanned the code; a denial now ends its own sign-in only.
ALTER TABLE "authority"."holder" DROP COLUMN "paused_until";
