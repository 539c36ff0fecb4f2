/** `npm run icons`: draws public/icons from the logo in public/favicon.svg, for home screens that take no SVG. */
import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import chromium from "@sparticuz/chromium";
import { chromium as browsers } from "@playwright/test";

const PUBLIC = path.resolve(import.meta.dirname, "../public");
const LOGO = readFileSync(path.join(PUBLIC, "favicon.svg"), "utf8");
/** What a system cuts into its own shape has no corners, and stays within the middle four fifths (W3C, maskable icons). */
const SQUARE = LOGO.replace(' rx="9"', "");
const MASKABLE = SQUARE.replace('viewBox="0 0 32 32"', 'viewBox="-4 -4 40 40"').replace('<rect width="32" height="32"', '<rect x="-4" y="-4" width="40" height="40"');

const ICONS = [
  ["icon-192.png", 192, LOGO],
  ["icon-512.png", 512, LOGO],
  ["maskable-512.png", 512, MASKABLE],
  ["apple-touch-icon.png", 180, SQUARE],
];

const browser = await browsers.launch({ executablePath: await chromium.executablePath(), args: ["--no-sandbox", "--disable-gpu"] });
const page = await browser.newPage();
mkdirSync(path.join(PUBLIC, "icons"), { recursive: true });
for (const [name, size, drawing] of ICONS) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>body { margin: 0 } svg { display: block; width: ${size}px; height: ${size}px }</style>${drawing}`);
  await page.screenshot({ path: path.join(PUBLIC, "icons", name), omitBackground: true });
}
await browser.close();
