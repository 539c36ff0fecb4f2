import { readdirSync } from "node:fs";
import path from "node:path";
import js from "@eslint/js";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

const features = readdirSync(path.join(import.meta.dirname, "src/features"));

/** Files are named in kebab case, and none is a barrel. */
const fileName = {
  create: (context) => ({
    Program(node) {
      const name = path.basename(context.filename);
      if (name.startsWith("index.")) context.report({ node, message: "No barrels: name the module after its idea." });
      if (!/^[a-z0-9]+(-[a-z0-9]+)*(\.(test|spec|config))?\.tsx?$/.test(name))
        context.report({ node, message: `${name} is not in kebab case.` });
    },
  }),
};

/** Attributes that people read or hear, of elements and of our components. */
const SAID = /^(aria-(label|description|valuetext|roledescription)|title|placeholder|alt|label|hint|legend|description|intro|heading|confirm)$/;
/** Names, which are the same in every language. */
const NAMES = new Set(["ImpactPulse", "HTTP", "webhook-id:"]);

/** What people read comes from the texts of a language, and never stands in the markup itself. */
const noLiteralText = {
  create(context) {
    const check = (node, text) => {
      if (/\p{L}/u.test(text) && !NAMES.has(text.trim())) context.report({ node, message: `Move “${text.trim()}” to the texts of each language.` });
    };
    const checkValue = (node) => {
      if (node?.type === "Literal" && typeof node.value === "string") check(node, node.value);
      if (node?.type === "TemplateLiteral") node.quasis.forEach((quasi) => check(quasi, quasi.value.cooked));
      if (node?.type === "ConditionalExpression") [node.consequent, node.alternate].forEach(checkValue);
      if (node?.type === "LogicalExpression") [node.left, node.right].forEach(checkValue);
      if (node?.type === "JSXExpressionContainer") checkValue(node.expression);
    };
    return {
      JSXText: (node) => check(node, node.value),
      JSXAttribute: (node) => SAID.test(node.name.name) && checkValue(node.value),
      "JSXElement > JSXExpressionContainer, JSXFragment > JSXExpressionContainer": checkValue,
    };
  },
};

/** Tailwind's classes for one side of the screen, and what to write for the side where a line begins or ends. */
const SIDES = [
  [/^-?(scroll-)?[mp][lr]-/, "ms-, me-, ps- or pe-"],
  [/^-?(left|right)-([\d[(]|auto$|full$|px$)/, "start- or end-"],
  [/^text-(left|right)$/, "text-start or text-end"],
  [/^border-[lr](-|$)/, "border-s or border-e"],
  [/^rounded-([lr]|[tb][lr])(-|$)/, "rounded-s, rounded-e, rounded-ss …"],
  [/^(float|clear)-(left|right)$/, "float-start or float-end"],
];
/** Icons that point along a line. */
const POINTING = /^(Arrow|Chevron)s?(Left|Right)$/;

/** Languages that are read from the right are added by file, so nothing may be laid out for one direction. What runs from left to right
 * in every language says so by dir="ltr", and is written the same way inside. */
const bothDirections = {
  create(context) {
    const check = (node, text) => {
      for (const word of text.split(/\s+/)) {
        const plain = word.slice(word.search(/[^:]*$/));
        const side = SIDES.find(([pattern]) => pattern.test(plain));
        if (side) context.report({ node, message: `“${word}” stays where it is in languages that are read from the right: write ${side[1]}.` });
      }
    };
    return {
      Literal: (node) => typeof node.value === "string" && check(node, node.value),
      TemplateElement: (node) => check(node, node.value.cooked),
      JSXOpeningElement(node) {
        if (node.name.type !== "JSXIdentifier" || !POINTING.test(node.name.name)) return;
        if (!/(^|[\s"'`])rtl:/.test(context.sourceCode.getText(node))) context.report({ node, message: `<${node.name.name}> points the wrong way in languages that are read from the right: give it rtl:rotate-180 or rtl:-scale-x-100.` });
      },
    };
  },
};

export default tseslint.config(
  { ignores: ["dist", "public", "src/generated", "node_modules", "test-results", "*.js", "scripts/*.mjs"] },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  reactHooks.configs.flat.recommended,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { house: { rules: { "file-name": fileName, "no-literal-text": noLiteralText, "both-directions": bothDirections } } },
    rules: {
      "house/file-name": "error",
      "max-lines": ["error", { max: 250 }],
      "no-console": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
      "no-restricted-syntax": [
        "error",
        { selector: "ExportDefaultDeclaration", message: "Named exports only." },
        { selector: "CallExpression[callee.property.name=/^toLocale(Date|Time)?String$/]", message: "Numbers and moments are written in the language that is shown: see lib/i18n." },
        { selector: "NewExpression[callee.object.name='Intl'] > Literal.arguments:first-child", message: "The language is the one that is shown: see lib/i18n." },
      ],
    },
  },
  {
    // Browsers give these to secure contexts only; phones and colleagues in the same network come by plain http.
    files: ["src/**"],
    ignores: ["src/**/*.test.*", "src/lib/clipboard.ts"],
    rules: {
      "no-restricted-properties": [
        "error",
        { property: "randomUUID", message: "It is missing where a page came by plain http: see lib/new-id." },
        { property: "clipboard", message: "It is missing where a page came by plain http: see lib/clipboard." },
      ],
    },
  },
  { files: ["**/*.tsx"], rules: { "max-lines": ["error", { max: 180 }] } },
  {
    // The documentation of the interfaces is English, as what it documents is.
    files: ["src/**/*.tsx"],
    ignores: ["src/**/*.test.tsx", "src/testing/**", "src/questions/drawn-input.tsx", "src/features/api-docs/**"],
    rules: { "house/no-literal-text": "error" },
  },
  { files: ["src/**/*.tsx"], ignores: ["src/**/*.test.tsx"], rules: { "house/both-directions": "error" } },
  ...features.map((feature) => ({
    files: [`src/features/${feature}/**`],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: features
            .filter((other) => other !== feature)
            .map((other) => ({ group: [`@/features/${other}/*`, `**/${other}/api/*`, `**/${other}/components/*`], message: "Features do not import each other." })),
        },
      ],
    },
  })),
  {
    files: ["src/lib/**", "src/components/**"],
    rules: {
      "no-restricted-imports": ["error", { patterns: [{ group: ["@/questions/*", "@/features/*", "@/app/*"], message: "Imports go downward only." }] }],
    },
  },
  {
    files: ["src/questions/**"],
    rules: {
      "no-restricted-imports": ["error", { patterns: [{ group: ["@/features/*", "@/app/*"], message: "Imports go downward only." }] }],
    },
  },
  {
    files: ["*.config.ts", "e2e/**", "scripts/**"],
    rules: { "no-restricted-syntax": "off", "no-console": "off", "max-lines": "off" },
  },
);
