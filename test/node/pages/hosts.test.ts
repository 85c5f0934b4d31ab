import { expect, test } from 'vitest'
import { compileHostCheck } from '../../../src/node/pages/hosts.ts'

type Row = readonly [bound: string, allowed: readonly string[], host: string | undefined, isKnown: boolean]

const ROWS: readonly Row[] = [
  ['127.0.0.1', [], '127.0.0.1:8090', true],
  ['127.0.0.1', [], 'localhost', true],
  ['127.0.0.1', [], 'LOCALHOST.:5173', true],
  ['127.0.0.1', [], 'app.localhost:8090', true],
  ['127.0.0.1', [], '[::1]:8090', true],
  ['127.0.0.1', [], '127.8.9.1', true],
  ['127.0.0.1', [], 'evil.example:8090', false],
  ['127.0.0.1', [], 'localhost.evil.example', false],
  ['127.0.0.1', [], '127.0.0.1.evil.example', false],
  ['127.0.0.1', [], '192.168.1.5', false],
  ['127.0.0.1', [], 'user@localhost', false],
  ['127.0.0.1', [], 'localhost/x', false],
  ['127.0.0.1', [], 'local host', false],
  ['127.0.0.1', [], '', false],
  ['127.0.0.1', [], undefined, false],
  ['localhost', [], 'localhost:8090', true],
  ['0.0.0.0', [], '192.168.1.5:8090', true],
  ['0.0.0.0', [], '[fe80::1]:8090', true],
  ['0.0.0.0', [], 'localhost:8090', true],
  ['0.0.0.0', [], 'evil.example', false],
  ['::', [], '10.0.0.1', true],
  ['::1', [], '[::1]', true],
  ['fd00::5', [], '[fd00:0::5]:1', true],
  ['192.168.1.5', [], '192.168.1.5', true],
  ['192.168.1.5', [], '192.168.1.6', false],
  ['mock.internal', [], 'mock.internal:80', true],
  ['127.0.0.1', ['a.example', 'B.example'], 'b.EXAMPLE:1', true],
  ['127.0.0.1', ['a.example'], 'x.a.example', false],
  ['127.0.0.1', ['.a.example'], 'x.a.example', true],
  ['127.0.0.1', ['.a.example'], 'xa.example', false],
]

test.each(ROWS)(
  'bound to %s and allowing %j, the pages answer to the host %s: %s',
  (bound, allowed, host, isKnown) => {
    expect(compileHostCheck({ bound, allowed })(host)).toBe(isKnown)
  },
)
