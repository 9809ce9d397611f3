import js from '@eslint/js'
import vue from 'eslint-plugin-vue'
import globals from 'globals'
import ts from 'typescript-eslint'

export default ts.config(
  { ignores: ['dist/**', 'node_modules/**', 'src/components.d.ts', 'src/api/schema.d.ts'] },
  js.configs.recommended,
  ts.configs.recommended,
  vue.configs['flat/recommended'],
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: ts.parser } },
  },
  {
    files: ['src/**', 'tests/**'],
    languageOptions: { globals: globals.browser },
    rules: {
      // Layout of templates is a matter of taste; what they mean is not.
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/html-indent': 'off',
      'vue/first-attribute-linebreak': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      // Slot names of the table are column keys in camelCase.
      'vue/v-slot-style': 'off',
      // TypeScript's optional members already say which props may be missing.
      'vue/require-default-prop': 'off',
      // No page may build HTML from text; the one place that needs it says why.
      'vue/no-v-html': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-undef': 'off',
    },
  },
  { files: ['tests/**'], rules: { 'vue/one-component-per-file': 'off' } },
  { files: ['*.ts', '*.js', 'build/**'], languageOptions: { globals: globals.node } },
)
