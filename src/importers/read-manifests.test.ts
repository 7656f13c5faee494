import { describe, expect, it } from 'vitest'
import { readManifests } from './read-manifests.ts'

const GOOD = `apiVersion: v1
kind: Namespace
metadata:
  name: shop
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
  namespace: shop
spec:
  replicas: 2
  selector:
    matchLabels: { app: db }
  template:
    metadata:
      labels: { app: db }
    spec:
      containers:
        - name: db
          env: [{ name: PASSWORD, value: secret }]
          resources:
            requests: { cpu: 500m }
`

function read(text: string) {
  return readManifests(text, { label: 'pasted' })
}

describe('pasted manifests', () => {
  it('I10.1 are the objects that a plan keeps, without what could hold a secret', () => {
    const { objects, problems } = read(GOOD)
    expect(problems).toEqual([])
    expect(objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      'Namespace shop',
      'StatefulSet db',
    ])
    expect(JSON.stringify(objects)).not.toContain('secret')
  })

  it.each([
    {
      name: 'a word that is not allowed',
      text: GOOD.replace('replicas: 2', 'replicas: 2\n  podManagementPolicy: Sideways'),
      line: 13,
      message: 'StatefulSet db: "Sideways" is not one of OrderedReady, Parallel',
    },
    {
      name: 'text for a number',
      text: GOOD.replace('replicas: 2', 'replicas: two'),
      line: 12,
      message: '"two" where a whole number belongs',
    },
    {
      name: 'a wrong quantity',
      text: GOOD.replace('500m', 'half'),
      line: 23,
      message: '"half"',
    },
    {
      name: 'no name',
      text: GOOD.replace('  name: db\n', ''),
      line: 8,
      message: 'without metadata.name',
    },
    { name: 'broken YAML', text: `${GOOD}---\na: [1\n`, line: undefined, message: '' },
    {
      name: 'another tool’s file',
      text: 'apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: { name: a }\n',
      line: 1,
      message: 'this is a file of eksctl; the Import screen reads it',
    },
    {
      name: 'no object',
      text: 'hello: world\n',
      line: 1,
      message: 'apiVersion and kind were looked for',
    },
    { name: 'nothing', text: ' \n', line: undefined, message: 'the file is empty' },
  ])('tell $name at its line', ({ text, line, message }) => {
    const { problems } = read(text)
    expect(problems.length).toBeGreaterThan(0)
    expect(problems[0]?.message).toContain(message)
    expect(line === undefined || problems[0]?.line === line).toBe(true)
  })

  it('of JSON tell the line too', () => {
    const object = {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'fast' },
      provisioner: 'ebs.csi.aws.com',
      volumeBindingMode: 'Later',
    }
    const { problems } = read(
      JSON.stringify({ kind: 'List', apiVersion: 'v1', items: [object] }, null, 2),
    )
    expect(problems).toMatchObject([{ line: 12, path: 'items[0].volumeBindingMode' }])
  })

  it('say what is left out', () => {
    const { objects, problems, notes } = read(
      'apiVersion: v1\nkind: Secret\nmetadata: { name: a }\ndata: { a: b }\n',
    )
    expect(objects).toEqual([])
    expect(problems).toEqual([])
    expect(notes.map(({ message }) => message)).toEqual([
      '1 Secret: on purpose: contents are never read',
    ])
  })
})
