/** What the built files themselves must keep: policy, origins and budgets (share-link specification, L9.1, S16). */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from '@playwright/test'

const PAGE = join(import.meta.dirname, '../dist/page')
const FILES = readdirSync(PAGE, { recursive: true })
  .map((name) => String(name).replaceAll('\\', '/'))
  .filter((name) => /\.[a-z0-9]+$/.test(name))
const TEXTS = FILES.filter((name) => /\.(html|js|css|svg)$/.test(name)).map((name) => ({
  name,
  text: readFileSync(join(PAGE, name), 'utf8'),
}))
const HTML = readFileSync(join(PAGE, 'index.html'), 'utf8')

/** Names, not addresses that anything is loaded from: XML namespaces, schema dialects, packages' messages. */
const NAMES_ONLY = [
  'http://www.w3.org/',
  'https://react.dev/errors/',
  'https://json-schema.org/',
  'http://json-schema.org/',
  // Of the charts' store: what its errors refer to.
  'https://redux.js.org/Errors',
  'https://redux-toolkit.js.org/Errors',
  'https://bit.ly/3cXEKWf',
  // XML namespaces of AWS' answers, and the SDK's packages, messages and unused rules for addresses: what
  // is called is decided by the list of src/aws-client, and held by the policy.
  'http://ec2.amazonaws.com/doc/',
  'http://autoscaling.amazonaws.com/doc/',
  'https://sts.amazonaws.com',
  'https://github.com/aws/aws-sdk-js-v3',
  'https://aws.amazon.com/sdk-for-javascript/',
  // What the dialog says an endpoint of one's own may be.
  'http://127.0.0.1:PORT',
]

/** Hosts that the policy names, in the page and in the list that endpoints are made from. */
const OF_AWS =
  /^https:\/\/(ec2|autoscaling|sts)(-fips)?\.([a-z0-9-]+\.amazonaws\.com(\.cn)?$|\{Region\})/

const sizeOf = (name: string) => gzipSync(readFileSync(join(PAGE, name))).length
const sum = (sizes: readonly number[]) => sizes.reduce((all, one) => all + one, 0)
/** What the page asks for before anything is pressed: linked from its head. */
const loadedFirst = (extension: string) =>
  [...HTML.matchAll(/(?:src|href)="\.\/([^"]+)"/g)]
    .map((match) => match[1] ?? '')
    .filter((name) => name.endsWith(extension))

test('the policy in the page has no token that L9.1 forbids', () => {
  const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(HTML)?.[1] ?? ''
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("require-trusted-types-for 'script'; trusted-types plan-worker")
  expect(policy).not.toMatch(
    /unsafe-inline|unsafe-eval|nonce-|http:|\*|script-src[^;]*(blob|data):/,
  )
})

test('the policy names hosts of AWS one by one, to connect to and for nothing else', () => {
  const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(HTML)?.[1] ?? ''
  const connect = /connect-src ([^;]+)/.exec(policy)?.[1]?.split(' ') ?? []
  const [own, ...hosts] = connect
  expect(own).toBe("'self'")
  expect(hosts).toContain('https://ec2.eu-west-1.amazonaws.com')
  expect(hosts).toContain('https://autoscaling.cn-north-1.amazonaws.com.cn')
  expect(hosts).toContain('https://sts.us-gov-west-1.amazonaws.com')
  const isHost = /^https:\/\/(ec2|autoscaling|sts)\.[a-z]+(-[a-z]+)+-\d\.amazonaws\.com(\.cn)?$/
  expect(hosts.filter((host) => !isHost.test(host))).toEqual([])
  expect(new Set(hosts).size).toBe(hosts.length)
  expect(policy.replace(/connect-src [^;]+/, '')).not.toMatch(/https?:/)
})

test('the policy stands before anything that it governs', () => {
  expect(HTML).toMatch(
    /^<!doctype html>\s*<html[^>]*>\s*<head>\s*<meta charset="utf-8" \/>\s*<meta http-equiv="Content-Security-Policy"/,
  )
})

test('no script or style stands in the page itself', () => {
  expect(HTML).not.toMatch(/<script(?![^>]*\ssrc=)[^>]*>|<style|\son[a-z]+=|\sstyle=/)
})

test('no file names a foreign origin', () => {
  const foreign = TEXTS.flatMap(({ name, text }) =>
    [...text.matchAll(/\bhttps?:\/\/[a-z0-9.-]+[^\s"'`;)\\]*/gi)]
      .map((match) => match[0])
      .filter((address) => !NAMES_ONLY.some((known) => address.startsWith(known)))
      .filter((address) => !OF_AWS.test(address))
      .map((address) => `${name}: ${address}`),
  )
  expect(foreign).toEqual([])
})

test('no file uses DOMParser, eval or a function made from text', () => {
  const found = TEXTS.flatMap(({ name, text }) =>
    [...text.matchAll(/\bDOMParser\b|\beval\(|\bnew Function\(/g)].map(
      (match) => `${name}: ${match[0]}`,
    ),
  )
  expect(found).toEqual([])
})

test('the first load stays within its budgets', () => {
  expect(sum(loadedFirst('.js').map(sizeOf))).toBeLessThan(240_000)
  expect(sum(loadedFirst('.css').map(sizeOf))).toBeLessThan(20_000)
})
