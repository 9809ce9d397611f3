import { fileURLToPath, URL } from 'node:url'
import vue from '@vitejs/plugin-vue'
import Components from 'unplugin-vue-components/vite'
import { TDesignResolver } from 'unplugin-vue-components/resolvers'
import { defineConfig } from 'vitest/config'

const api = process.env.API_URL ?? 'http://localhost:5080'

export default defineConfig({
  base: '/admin/',
  plugins: [
    vue(),
    Components({ dirs: [], dts: 'src/components.d.ts', resolvers: [TDesignResolver({ library: 'vue-next' })] }),
  ],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  server: { port: 5173, proxy: { '/api': api, '/openapi': api } },
  build: {
    outDir: process.env.ADMIN_OUT ?? 'dist',
    emptyOutDir: true,
    // Own images stay files, so that the page policy never has to allow more than it must.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
  },
  test: { environment: 'happy-dom', include: ['tests/**/*.spec.ts'] },
})
