import path from "node:path";
import js from "@eslint/js";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

const features = ["accounts", "api-docs", "organizations", "api-keys", "audit", "invitations", "mails", "reports", "results", "webhooks", "surveys", "sessions", "participation"];

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

export default tseslint.config(
  { ignores: ["dist", "public", "src/generated", "node_modules", "test-results", "*.js", "scripts/*.mjs"] },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  reactHooks.configs.flat.recommended,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { house: { rules: { "file-name": fileName } } },
    rules: {
      "house/file-name": "error",
      "max-lines": ["error", { max: 250 }],
      "no-console": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
      "no-restricted-syntax": ["error", { selector: "ExportDefaultDeclaration", message: "Named exports only." }],
    },
  },
  { files: ["**/*.tsx"], rules: { "max-lines": ["error", { max: 180 }] } },
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
