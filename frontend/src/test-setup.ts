import "fake-indexeddb/auto";
import "@testing-library/jest-dom/vitest";
import { configure } from "@testing-library/react";
import { useTexts } from "@/features/participation/use-texts";
import { LANGUAGES, type Language } from "@/lib/i18n/language";

// A page is loaded when it is first shown, which takes its time on a busy machine.
configure({ asyncUtilTimeout: 8_000 });

// Texts that phones fetch beside their page are there, so that a part of it can be drawn alone.
await Promise.all((Object.keys(LANGUAGES) as Language[]).map((language) => useTexts.load(language)));
