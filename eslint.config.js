"use strict";

const js = require("@eslint/js");
const globals = require("globals");

// What one script of a page may use of another that the page loads before it.
const SHARED = { copyFrom: "readonly", rangeBetween: "readonly", unitsIn: "readonly" };

const STRICT = {
  ...js.configs.recommended.rules,
  complexity: ["error", 15],
  curly: ["error", "multi-line"],
  eqeqeq: "error",
  "no-else-return": "error",
  "no-implicit-globals": "off", // the scripts are small and each page loads two or three of them
  "no-shadow": ["error", { allow: ["form", "field", "event"] }],
  "no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
  "no-var": "error",
  camelcase: "error",
  "object-shorthand": "error",
  "prefer-const": ["error", { destructuring: "all" }],
  "prefer-template": "error",
};

module.exports = [
  { ignores: ["**/node_modules/", ".venv/", "var/", "build/", "tests/browser/", "templates/"] },
  {
    files: ["static/**/*.js"],
    languageOptions: { ecmaVersion: 2022, sourceType: "script", globals: { ...globals.browser, ...SHARED } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: { ...STRICT, "no-redeclare": ["error", { builtinGlobals: false }] },
  },
  {
    files: ["tests/js/**/*.js", "eslint.config.js"],
    languageOptions: { ecmaVersion: 2022, sourceType: "commonjs", globals: globals.node },
    rules: STRICT,
  },
];
