import lit from 'eslint-plugin-lit';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist/**', 'target/**', 'node_modules/**', 'test-results/**', 'playwright-report/**'] },
  ...tseslint.configs.strict,
  lit.configs['flat/recommended'],
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      'lit/no-template-map': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true, argsIgnorePattern: '^_' }],
      'no-console': 'error',
      'max-lines': ['warn', { max: 360, skipBlankLines: true, skipComments: true }],
    },
  },
  // What is shipped is read a screen at a time.
  {
    files: ['src/**/*.ts'],
    ignores: ['src/**/*.test.ts', 'src/stories/**'],
    rules: {
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
    },
  },
  // What only tests use lies in test/ and e2e/; nothing that is shipped may reach for it.
  {
    files: ['src/**/*.ts'],
    ignores: ['src/**/*.test.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { regex: '(^|/)(test|e2e)/', message: 'Only tests use what lies there.' },
            { regex: '\\.test$|^vitest', message: 'Only tests use it.' },
          ],
        },
      ],
    },
  },
  // A test waits for the thing that it means; only a measurement takes its time.
  {
    files: ['e2e/**/*.ts'],
    ignores: ['e2e/bench/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.property.name='waitForTimeout']",
          message:
            'Wait for the thing that is meant: passPictures and expectStopped say how nothing is waited for.',
        },
      ],
    },
  },
  // What was measured is printed, never asserted.
  { files: ['e2e/**'], rules: { 'no-console': 'off' } },
);
