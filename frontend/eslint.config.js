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

export default tseslint.config(
  { ignores: ["dist", "public", "src/generated", "node_modules", "test-results", "*.js", "scripts/*.mjs"] },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  reactHooks.configs.flat.recommended,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { house: { rules: { "file-name": fileName, "no-literal-text": noLiteralText } } },
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
  { files: ["**/*.tsx"], rules: { "max-lines": ["error", { max: 180 }] } },
  {
    // The documentation of the interfaces is English, as what it documents is.
    files: ["src/**/*.tsx"],
    ignores: ["src/**/*.test.tsx", "src/testing/**", "src/questions/drawn-input.tsx", "src/features/api-docs/**"],
    rules: { "house/no-literal-text": "error" },
  },
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
