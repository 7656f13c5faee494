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
]

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
    /unsafe-inline|unsafe-eval|nonce-|https?:|\*|script-src[^;]*(blob|data):/,
  )
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
    [...text.matchAll(/\bhttps?:\/\/[a-z0-9.-]+[^\s"'`)\\]*/gi)]
      .map((match) => match[0])
      .filter((address) => !NAMES_ONLY.some((known) => address.startsWith(known)))
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
