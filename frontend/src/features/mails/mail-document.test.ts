import { expect, test } from "vitest";
import { drawMail } from "@/features/mails/mail-document";

const HTML = `<!doctype html><html lang="de"><head><title>T</title><style>p { color: red }</style></head>
<body style="margin:0;background:#f4f5f9"><p style="font-weight:700">Guten Tag &lt;b style=&quot;x&quot;&gt;, use style=short</p>
<a href="https://example.org" title="1 > 0 style=bold" style="color:#fff">Teilnehmen</a><script>alert(1)</script><img src="https://example.org/p.png"></body></html>`;

test("a mail looks as it will, and nothing in it acts, loads or leads away", () => {
  const page = document.implementation.createHTMLDocument();
  drawMail(HTML, page);
  expect(page.documentElement.lang).toBe("de");
  expect(page.body.style.margin).toBe("0px");
  expect(page.querySelector("p")!.style.fontWeight).toBe("700");
  expect(page.querySelector("p")!.textContent).toBe('Guten Tag <b style="x">, use style=short');
  expect(page.querySelector("a")!.hasAttribute("href")).toBe(false);
  expect(page.querySelector("a")!.style.color).toBe("#fff");
  expect(page.querySelector("a")!.title).toBe("1 > 0 style=bold");
  expect(page.querySelectorAll("script, style, img, [data-style]")).toHaveLength(0);
});

test("another mail takes its place", () => {
  const page = document.implementation.createHTMLDocument();
  drawMail(HTML, page);
  drawMail("<p>Next</p>", page);
  expect(page.body.textContent).toBe("Next");
  expect(page.body.style.margin).toBe("");
});
