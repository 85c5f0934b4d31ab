import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { validate } from 'dockerfile-utils'
import { Deployment } from 'kubernetes-models/apps/v1'
import { HorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2'
import { ConfigMap, Service } from 'kubernetes-models/v1'
import { expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'
import { startCliIn } from './support/cli.ts'

const read = (name: string) => readFileSync(new URL(`../deploy/${name}`, import.meta.url), 'utf8')
const manifest = (name: string) => parse(read(`kubernetes/${name}.yaml`))

test('the Dockerfile has nothing that its linter finds, and ends as another user than root', () => {
  const text = read('Dockerfile')
  expect(validate(text)).toEqual([])
  expect(validate(text.replace('USER 65532', 'USR 65532'))).not.toEqual([])
  const last = text.slice(text.lastIndexOf('\nFROM'))
  expect(last).toMatch(/^USER [1-9]\d*:[1-9]\d*$/m)
  expect(last).toMatch(/^HEALTHCHECK .*__mock\/healthz/m)
})

const KINDS = {
  deployment: Deployment,
  service: Service,
  hpa: HorizontalPodAutoscaler,
  configmap: ConfigMap,
} as const

test.each(Object.entries(KINDS))('the manifest of the %s keeps to its schema', (name, Kind) => {
  expect(() => new Kind(manifest(name)).validate()).not.toThrow()
  const broken = { ...manifest(name), metadata: { name: 1 } }
  expect(() => new Kind(broken).validate()).toThrow()
})

test('the manifests fit each other, and take from a container what it does not need', () => {
  const [deployment, service, hpa] = [manifest('deployment'), manifest('service'), manifest('hpa')]
  const { spec, metadata } = deployment.spec.template
  const [container] = spec.containers
  expect(metadata.labels).toMatchObject(deployment.spec.selector.matchLabels)
  expect(metadata.labels).toMatchObject(service.spec.selector)
  expect(hpa.spec.scaleTargetRef.name).toBe(deployment.metadata.name)
  expect(spec.volumes[0].configMap.name).toBe(manifest('configmap').metadata.name)
  expect(container.ports.map(({ name }: { name: string }) => name)).toContain(
    service.spec.ports[0].targetPort,
  )
  expect(container.securityContext).toMatchObject({
    readOnlyRootFilesystem: true,
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
  })
  expect(spec.securityContext.runAsNonRoot).toBe(true)
  expect(Object.keys(container.resources.limits).sort()).toEqual(['cpu', 'memory'])
  expect(spec.enableServiceLinks).toBe(false)
})

test('the document of the ConfigMap is served, and the probes and the health check of the image find it well', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'miaosuan-mock-'))
  writeFileSync(join(cwd, 'openapi.yaml'), manifest('configmap').data['openapi.yaml'])
  const cli = await startCliIn({ cwd }, '--port', '0', 'openapi.yaml')
  onTestFinished(async () => {
    await cli.stop()
  })
  const [container] = manifest('deployment').spec.template.spec.containers
  for (const probe of ['startupProbe', 'livenessProbe', 'readinessProbe']) {
    expect((await fetch(cli.url + container[probe].httpGet.path)).status).toBe(200)
  }
  expect((await fetch(`${cli.url}/hello`)).status).toBe(200)
  const { execFileSync } = await import('node:child_process')
  const [, command = ''] = /^HEALTHCHECK .*CMD (\[.*\])$/m.exec(read('Dockerfile')) ?? []
  const [, ...args] = JSON.parse(command) as string[]
  const env = { ...process.env, MIAOSUAN_MOCK_PORT: new URL(cli.url).port }
  expect(() => execFileSync(process.execPath, args, { env })).not.toThrow()
  expect(() =>
    execFileSync(process.execPath, args, { env: { ...env, MIAOSUAN_MOCK_PORT: '1' }, stdio: 'ignore' }),
  ).toThrow()
})
