import { fixtures } from 'miaosuan-mock/fixtures'
import { mock } from 'miaosuan-mock/vite'
import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [mock({ document: new URL(import.meta.resolve('miaosuan-mock/openapi.yaml')), fixtures })],
})
