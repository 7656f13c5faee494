import { describe, expect, it } from 'vitest'
import { findLink, isLinkFragment } from './find-link.ts'

const LINK = 'plan=1d.47.d1be524a.q1YqzyxKVbIy1FEqyEnMU7KqVspLzE1VslJySc3NV6qtBQA.z'

describe('findLink', () => {
  it.each([
    { name: 'L5.9 an address', text: `https://neverpending.example/#${LINK}`, found: LINK },
    { name: 'L5.9 the fragment alone', text: LINK, found: LINK },
    {
      name: 'S4 a sentence around it',
      text: `See (https://a.example/#${LINK}), please.`,
      found: LINK,
    },
    { name: 'S4 Markdown', text: `[the plan](https://a.example/#${LINK}) is bad`, found: LINK },
    {
      name: 'S4 percent-encoded',
      text: `https://a.example/#${encodeURIComponent(LINK)}`,
      found: encodeURIComponent(LINK),
    },
    {
      name: 'L5.9 a .url file',
      text: `[InternetShortcut]\r\nURL=https://a.example/#${LINK}\r\nIconIndex=0\r\n`,
      found: LINK,
    },
    {
      name: 'L2.3 a cut link',
      text: `https://a.example/#${LINK.slice(0, 40)}`,
      found: LINK.slice(0, 40),
    },
    { name: 'L2.3 a link cut in its head', text: 'https://a.example/#plan=1', found: 'plan=1' },
    {
      name: 'S4 wrapped at a column',
      text: `https://a.example/#${LINK.slice(0, 30)}\n${LINK.slice(30)}`,
      found: `${LINK.slice(0, 30)}\n${LINK.slice(30)}`,
    },
    {
      name: 'no link: a manifest',
      text: 'kind: Pod\nmetadata:\n  name: plan=1d.x',
      found: undefined,
    },
    { name: 'no link: another address', text: 'https://a.example/#/topology', found: undefined },
    { name: 'no link: nothing', text: '  ', found: undefined },
  ])('$name', ({ text, found }) => {
    expect(findLink(text)).toBe(found)
  })
})

describe('isLinkFragment', () => {
  it.each([
    { name: 'L2.6 a plan', hash: `#${LINK}`, is: true },
    { name: 'L2.6 whatever follows', hash: '#plan=', is: true },
    { name: 'S4 percent-encoded', hash: '#plan%3D1d', is: true },
    { name: 'L2.6 a view', hash: '#/topology?open=plan=', is: false },
    { name: 'S2 shorter than plan=', hash: '#plan', is: false },
  ])('$name', ({ hash, is }) => {
    expect(isLinkFragment(hash)).toBe(is)
  })
})
