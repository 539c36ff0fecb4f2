import "fake-indexeddb/auto";
import "@testing-library/jest-dom/vitest";
import { configure } from "@testing-library/react";
import { afterAll } from "vitest";
import { usePhoneTexts } from "@/components/phone/use-texts";
import { useLandingTexts } from "@/features/participation/use-landing-texts";
import { LANGUAGES, type Language } from "@/lib/i18n/language";
import { FakeSocket } from "@/testing/fake-socket";

// A page is loaded when it is first shown, which takes its time on a busy machine.
configure({ asyncUtilTimeout: 8_000 });

// Texts that phones fetch beside their page are there, so that a part of it can be drawn alone.
await Promise.all((Object.keys(LANGUAGES) as Language[]).flatMap((language) => [usePhoneTexts.load(language), useLandingTexts.load(language)]));

// The files of a worker share their modules: none is to be answered as the one before it asked for.
afterAll(() => FakeSocket.forget());
