import type { FindingCode } from '../findings/code-table.ts'

/** Why the back end gave no answer, or not all of one. */
export interface UpstreamFailure {
  readonly code: Extract<FindingCode, 'UPSTREAM_UNREACHABLE' | 'UPSTREAM_SILENT' | 'UPSTREAM_BROKEN'>
  /** The status of the proxy's own answer (RFC 9110, 15.6.3 and 15.6.5). */
  readonly status: 502 | 504
  /** What happened, and what to do. */
  readonly detail: string
  readonly detailZh: string
  /** What the system calls it: `ECONNREFUSED`. */
  readonly cause?: string
}

type Told = readonly [detail: string, detailZh: string]

/** What the system or TLS says, for a person. `{0}` is the address of the back end. */
const REACHING: Readonly<Record<string, Told>> = {
  ECONNREFUSED: [
    'nothing listens at {0}; start the back end, or correct its address',
    '{0} 没有服务在监听；请启动后端，或改正地址',
  ],
  ENOTFOUND: ['the host of {0} is not known; correct the address', '找不到 {0} 的主机；请改正地址'],
  EAI_AGAIN: [
    'the name server did not tell the host of {0}; look at the network, and try again',
    'DNS 没有答复 {0} 的主机；请检查网络后重试',
  ],
  ETIMEDOUT: [
    '{0} does not take connections; look at the address, the network and the firewall',
    '{0} 连接超时；请检查地址、网络和防火墙',
  ],
  EHOSTUNREACH: ['there is no way to {0}; look at the network', '无法到达 {0}；请检查网络'],
  ENETUNREACH: ['there is no way to {0}; look at the network', '无法到达 {0}；请检查网络'],
  EACCES: ['the system forbids a connection to {0}', '系统不允许连接 {0}'],
  EMFILE: ['there are too many open files to connect to {0}', '打开的文件过多，无法连接 {0}'],
  CERT_HAS_EXPIRED: [
    'the certificate of {0} has expired; renew it, or take any with --insecure',
    '{0} 的证书已过期；请更新证书，或用 --insecure 不作校验',
  ],
  ERR_TLS_CERT_ALTNAME_INVALID: [
    'the certificate of {0} is for another host; correct the address, or take any with --insecure',
    '{0} 的证书属于另一个主机；请改正地址，或用 --insecure 不作校验',
  ],
  EPROTO: ['{0} does not speak TLS; it may be an http: address', '{0} 不支持 TLS；地址可能应以 http: 开头'],
  ERR_SSL_WRONG_VERSION_NUMBER: [
    '{0} does not speak TLS; it may be an http: address',
    '{0} 不支持 TLS；地址可能应以 http: 开头',
  ],
}

const UNTRUSTED: Told = [
  'the certificate of {0} is not trusted; name its authority in NODE_EXTRA_CA_CERTS, or take any with --insecure',
  '{0} 的证书不受信任；请用 NODE_EXTRA_CA_CERTS 指定其 CA，或用 --insecure 不作校验',
]

const CERTIFICATE = /^(?:SELF_SIGNED_|DEPTH_ZERO_|UNABLE_TO_|CERT_|INVALID_CA|ERR_TLS_)/

/** `hasBegun`: a part of the answer was there. */
export function toFailure(error: unknown, url: string, hasBegun: boolean): UpstreamFailure {
  const { code = '', message } = error as NodeJS.ErrnoException
  const told = REACHING[code] ?? (CERTIFICATE.test(code) ? UNTRUSTED : undefined)
  if (told !== undefined) return failure('UPSTREAM_UNREACHABLE', 502, told, url, code)
  if (code.startsWith('HPE_')) {
    const reason = (error as { readonly reason?: string }).reason ?? message
    return failure(
      'UPSTREAM_BROKEN',
      502,
      [`{0} answered what is no HTTP: ${reason}`, `{0} 的应答不是 HTTP：${reason}`],
      url,
      code,
    )
  }
  return hasBegun ? cutOff(url, code) : noAnswer(url, code, message)
}

/** The back end has closed the connection within an answer. */
function cutOff(url: string, cause = ''): UpstreamFailure {
  const told: Told = ['{0} closed the connection before its answer was whole', '{0} 在应答完整之前关闭了连接']
  return failure('UPSTREAM_BROKEN', 502, told, url, cause)
}

/** The back end has been silent for too long. */
export function silence(url: string, milliseconds: number): UpstreamFailure {
  const told: Told = [
    `{0} was silent for ${milliseconds} ms; look at the back end, or wait longer with --timeout`,
    `{0} 在 ${milliseconds} 毫秒内没有任何应答；请检查后端，或用 --timeout 延长等待`,
  ]
  return failure('UPSTREAM_SILENT', 504, told, url)
}

/** An answer that no HTTP library would send. */
export function unsendable({ message }: Error, url: string): UpstreamFailure {
  const told: Told = [`the answer of {0} cannot be passed on: ${message}`, `{0} 的应答无法转发：${message}`]
  return failure('UPSTREAM_BROKEN', 502, told, url)
}

function noAnswer(url: string, code: string, message: string): UpstreamFailure {
  const what = code === 'ECONNRESET' || code === 'EPIPE' ? '' : ` (${message})`
  const told: Told = [
    `{0} closed the connection without an answer${what}; look at the log of the back end`,
    `{0} 没有应答就关闭了连接${what}；请查看后端日志`,
  ]
  return failure('UPSTREAM_BROKEN', 502, told, url, code)
}

function failure(
  code: UpstreamFailure['code'],
  status: UpstreamFailure['status'],
  [detail, detailZh]: Told,
  url: string,
  cause = '',
): UpstreamFailure {
  const fill = (text: string) => text.replace('{0}', url)
  return {
    code,
    status,
    detail: fill(detail),
    detailZh: fill(detailZh),
    ...(cause === '' ? {} : { cause }),
  }
}
