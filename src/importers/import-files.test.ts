import { describe, expect, it } from 'vitest'
import { renderPlanYaml } from '#plan/canonical.ts'
import type { Cluster } from '#plan/schema.ts'
import { parsePlan } from '#plan/validate.ts'
import { CLUSTER_YAML, OBJECTS_YAML } from '#testing/sample-files.ts'
import { importFiles } from './import-files.ts'
import type { ImportOptions, ImportResult } from './importer.ts'

function importText(text: string, options: ImportOptions = {}): ImportResult {
  return importFiles([{ label: 'a.yaml', text }], options)
}

function getCluster(result: ImportResult): Cluster | undefined {
  return result.plan?.designs[0]?.clusters[0]
}

function listCodes(result: ImportResult): string[] {
  return [...new Set(result.findings.map(({ code }) => code))]
}

const BOTH = [
  { label: 'cluster.yaml', text: CLUSTER_YAML },
  { label: 'objects.yaml', text: OBJECTS_YAML },
]

describe('importFiles: two files of one cluster', () => {
  const result = importFiles(BOTH, {})

  it('gives one plan that is valid', () => {
    expect(parsePlan(result.plan)).toMatchObject({ kind: 'ok' })
    expect(getCluster(result)).toMatchObject({
      name: 'shop',
      region: 'eu-west-1',
      provisioner: 'eks',
      kubernetesVersion: '1.35',
      zones: [{ name: 'eu-west-1a' }, { name: 'eu-west-1b' }, { name: 'eu-west-1c' }],
      controlPlane: { kind: 'managed' },
    })
  })

  it('takes sizes and zones from the configuration, never from counts of nodes (I1.7)', () => {
    expect(getCluster(result)?.nodeGroups).toMatchObject([
      {
        name: 'workers',
        kind: 'eks-managed',
        min: 1,
        desired: 2,
        max: 5,
        instanceTypes: ['m5.large'],
        zones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
        tags: {
          'k8s.io/cluster-autoscaler/enabled': 'true',
          'k8s.io/cluster-autoscaler/shop': 'owned',
        },
      },
    ])
  })

  it('I10.5 finds the autoscaler with its flags', () => {
    expect(getCluster(result)?.autoscalers).toEqual([
      {
        kind: 'cluster-autoscaler',
        version: '1.35.0',
        flags: {
          nodeGroupAutoDiscovery: [
            'asg:tag=k8s.io/cluster-autoscaler/enabled,k8s.io/cluster-autoscaler/shop',
          ],
          expander: 'least-waste',
          skipNodesWithSystemPods: false,
        },
        owns: 'auto-discovery',
      },
    ])
  })

  it('E12 keeps the pods that are owned as what is observed', () => {
    expect(result.understood).toEqual([
      { kind: 'Cluster', count: 1 },
      { kind: 'Node group', count: 1 },
      { kind: 'Autoscaler', count: 1 },
      { kind: 'Deployment', count: 2 },
      { kind: 'Node', count: 2 },
      { kind: 'PersistentVolume', count: 1 },
      { kind: 'Pod', count: 3 },
      { kind: 'ReplicaSet', count: 1 },
    ])
  })

  it('says of each file what it is', () => {
    expect(result.sources.map(({ label, format, detail }) => ({ label, format, detail }))).toEqual([
      { label: 'cluster.yaml', format: 'eksctl ClusterConfig', detail: '1 cluster, 1 node group' },
      { label: 'objects.yaml', format: 'kubectl', detail: '9 objects of 5 kinds' },
    ])
  })

  it('gives the same bytes for files, documents and list items in any order', () => {
    const [head, ...items] = OBJECTS_YAML.split(/^(?=- apiVersion)/m)
    const shuffled = [
      { label: 'objects.yaml', text: [head, ...items.toReversed()].join('') },
      { label: 'cluster.yaml', text: CLUSTER_YAML },
    ]
    const documents = [CLUSTER_YAML, ...items.map((item) => item.replaceAll(/^..?/gm, ''))]
    const joined = [{ label: 'all.yaml', text: documents.toReversed().join('---\n') }]
    const expected = result.plan === undefined ? '' : renderPlanYaml(result.plan)
    expect(
      [shuffled, joined].map((files) => importFiles(files, {}).plan).map(renderIfThere),
    ).toEqual([expected, expected])
  })

  it('E30 a second import changes nothing', () => {
    const base = result.plan
    const again = importFiles(BOTH, base === undefined ? {} : { base })
    expect(again.plan).toEqual(base)
    expect(again.conflicts).toEqual([])
  })

  it('E30 the plan as a file comes in whole', () => {
    const text = result.plan === undefined ? '' : renderPlanYaml(result.plan)
    expect(renderIfThere(importText(text).plan)).toBe(text)
  })

  it('I1.5 says what differs from the open plan, and takes the answer', () => {
    const base = result.plan
    const files = [
      { label: 'cluster.yaml', text: CLUSTER_YAML.replace('maxSize: 5', 'maxSize: 6') },
    ]
    const options = base === undefined ? {} : { base }
    const changed = importFiles(files, options)
    expect(changed.conflicts).toEqual([
      {
        id: 'workers.max',
        field: 'workers, max',
        values: [
          { source: 'cluster.yaml', value: '6' },
          { source: 'Open plan', value: '5' },
        ],
        chosen: 0,
      },
    ])
    expect(getCluster(changed)?.nodeGroups[0]?.max).toBe(6)
    const kept = importFiles(files, { ...options, choices: { 'workers.max': '1' } })
    expect(getCluster(kept)?.nodeGroups[0]?.max).toBe(5)
    expect(getCluster(kept)?.resources).toEqual(base?.designs[0]?.clusters[0]?.resources)
  })
})

function renderIfThere(plan: ImportResult['plan']): string {
  return plan === undefined ? '' : renderPlanYaml(plan)
}

describe('importFiles: kubectl output alone', () => {
  const result = importFiles([{ label: 'objects.yaml', text: OBJECTS_YAML }], {})

  it('takes name, region and groups from labels and tags, sizes and a group’s zones from nowhere', () => {
    expect(getCluster(result)).toMatchObject({
      name: 'shop',
      region: 'eu-west-1',
      provisioner: 'eks',
      kubernetesVersion: '1.35',
      zones: [{ name: 'eu-west-1a' }, { name: 'eu-west-1b' }, { name: 'eu-west-1c' }],
    })
    const [group] = getCluster(result)?.nodeGroups ?? []
    expect(group).toMatchObject({ instanceTypes: ['m5.large'] })
    expect(group).not.toHaveProperty('min')
    expect(group).not.toHaveProperty('zones')
  })

  it('takes the zones of its nodes for those of the group once a person says so', () => {
    const guess = result.findings
      .flatMap((finding) => finding.guess ?? [])
      .find(({ id }) => id === 'workers.zones')
    expect(guess?.taken).toBe('not known')
    const value = guess?.alternatives.find(
      ({ label }) => label === 'the zones of its nodes now',
    )?.value
    const answered = importFiles([{ label: 'objects.yaml', text: OBJECTS_YAML }], {
      choices: { 'workers.zones': value ?? '' },
    })
    expect(getCluster(answered)?.nodeGroups[0]?.zones).toEqual(['eu-west-1a', 'eu-west-1b'])
  })

  it('asks for each value that is not said', () => {
    const guesses = result.findings.flatMap(({ guess }) => (guess === undefined ? [] : [guess.id]))
    expect(guesses).toEqual(
      ['workers.instanceTypes', 'workers.sizes', 'workers.zones', 'cluster-name'].toSorted(
        (a, b) => guesses.indexOf(a) - guesses.indexOf(b),
      ),
    )
  })

  it('takes the answers', () => {
    const choices = {
      'cluster-name': 'other',
      'workers.sizes': '1/2/5',
      'workers.zones': 'eu-west-1a, eu-west-1b, eu-west-1c',
    }
    const answered = importFiles([{ label: 'objects.yaml', text: OBJECTS_YAML }], { choices })
    expect(getCluster(answered)).toMatchObject({
      name: 'other',
      nodeGroups: [
        { min: 1, desired: 2, max: 5, zones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'] },
      ],
    })
  })
})

describe('importFiles: values', () => {
  it('E9 asks for a placeholder once, with every place', () => {
    const text =
      'apiVersion: karpenter.k8s.aws/v1\nkind: EC2NodeClass\nmetadata: {name: default}\nspec:\n  role: "Node-${CLUSTER_NAME}"\n  subnetSelectorTerms:\n  - tags: {karpenter.sh/discovery: "${CLUSTER_NAME}"}\n  - id: "${CLUSTER_NAME}-x"\n'
    expect(importText(text).placeholders).toEqual([
      {
        variable: 'CLUSTER_NAME',
        places: [
          'a.yaml:7 spec.subnetSelectorTerms[0].tags."karpenter.sh/discovery"',
          'a.yaml:8 spec.subnetSelectorTerms[1].id',
        ],
      },
    ])
    const filled = importText(text, { variables: { CLUSTER_NAME: 'shop' } })
    expect(filled.placeholders).toEqual([])
    expect(getCluster(filled)?.resources[0]).toMatchObject({
      spec: {
        subnetSelectorTerms: [{ tags: { 'karpenter.sh/discovery': 'shop' } }, { id: 'shop-x' }],
      },
    })
  })

  it('E9 takes a default and says so', () => {
    const result = importText(makeDeployment('replicas: ${N:=3}'))
    expect(getCluster(result)?.resources[0]).toMatchObject({ spec: { replicas: 3 } })
    expect(result.findings).toContainEqual(
      expect.objectContaining({ code: 'placeholder-default', severity: 'assumed', line: 5 }),
    )
  })

  it('E10 tells of a template mark at its line; the value is missing', () => {
    const result = importText(makeDeployment('replicas: {{ .Values.replicas }}'))
    expect(result.findings).toContainEqual(
      expect.objectContaining({ code: 'template-mark', line: 5 }),
    )
    expect(getCluster(result)?.resources[0]?.['spec']).not.toHaveProperty('replicas')
  })

  it('E10 leaves marks in quoted text alone', () => {
    const result = importText(
      makeDeployment("replicas: 1\n  x: '{{ ds.meta_data.local_hostname }}'"),
    )
    expect(listCodes(result)).not.toContain('template-mark')
  })

  it('I4.5 tells of an unrendered chart once', () => {
    const documents = Array.from({ length: 6 }, () => makeDeployment('replicas: {{ .Values.n }}'))
    const result = importText(documents.join('---\n'))
    expect(result.findings.filter(({ code }) => code === 'helm-template')).toHaveLength(1)
    expect(listCodes(result)).not.toContain('template-mark')
  })

  it('E11 takes the last of two specs', () => {
    const text =
      'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {nodeName: a}\nspec: {nodeName: b}\n'
    const result = importText(text)
    expect(getCluster(result)?.resources).toEqual([
      { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { nodeName: 'b' } },
    ])
    expect(listCodes(result)).toContain('duplicate-key')
  })

  it.each([
    {
      name: 'I4.3 text for a number',
      line: 'replicas: "3"',
      spec: { replicas: 3 },
      code: 'number-as-text',
    },
    { name: 'I4.3 octal is refused', line: 'replicas: 010', spec: {}, code: 'wrong-type' },
    { name: 'I4.3 hexadecimal is refused', line: 'replicas: 0x3', spec: {}, code: 'wrong-type' },
    {
      name: 'I4.3 more than 2^53 − 1 is refused',
      line: 'replicas: 9007199254740993',
      spec: {},
      code: 'wrong-type',
    },
    {
      name: 'I4.2 a word of YAML 1.1',
      line: 'paused: yes',
      spec: { paused: true },
      code: 'yaml11-word',
    },
    { name: 'a list where a map belongs', line: 'template: []', spec: {}, code: 'wrong-type' },
  ])('$name', ({ line, spec, code }) => {
    const result = importText(makeDeployment(line))
    expect(getCluster(result)?.resources[0]?.['spec']).toEqual(spec)
    expect(listCodes(result)).toContain(code)
  })

  it.each(['1 Gi', '1gb', '', '-1'])('I4.1 refuses the quantity %j', (quantity) => {
    const text = `{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{"containers":[{"name":"c","resources":{"requests":{"memory":"${quantity}"}}}]}}`
    const result = importText(text)
    expect(listCodes(result)).toContain('bad-quantity')
    expect(JSON.stringify(result.plan)).not.toContain('"memory"')
  })
})

function makeDeployment(line: string): string {
  return `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}\nspec: # a comment\n  ${line}\n`
}

describe('importFiles: what must stay outside', () => {
  it('E13 keeps no secret, environment, command or applied configuration', () => {
    const secret = 'hunter2'
    const objects = [
      { apiVersion: 'v1', kind: 'Secret', metadata: { name: secret }, data: { a: secret } },
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, data: { a: secret } },
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: {
          name: 'd',
          annotations: { 'kubectl.kubernetes.io/last-applied-configuration': secret },
          managedFields: [{ manager: secret }],
        },
        spec: {
          template: {
            metadata: { annotations: { [secret]: 'x' } },
            spec: {
              containers: [
                {
                  name: 'c',
                  env: [{ name: 'A', value: secret }],
                  envFrom: [{ secretRef: { name: secret } }],
                  command: [secret],
                  args: [secret],
                  livenessProbe: { httpGet: { httpHeaders: [{ name: 'a', value: secret }] } },
                },
              ],
              volumes: [{ name: 'v', secret: { secretName: secret } }],
            },
          },
        },
      },
    ]
    const result = importText(JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }))
    expect(JSON.stringify(result)).not.toContain(secret)
    expect(listCodes(result)).toContain('never-read')
    expect(getCluster(result)?.resources.map(({ kind }) => kind)).toEqual(['Deployment'])
  })

  it('counts what it does not use, once per kind and path', () => {
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { newField: 1 } }
    const items = [pod, { ...pod, metadata: { name: 'q' } }, { ...pod, kind: 'Widget' }]
    const result = importText(JSON.stringify({ apiVersion: 'v1', kind: 'List', items }))
    expect(result.findings).toContainEqual(
      expect.objectContaining({
        code: 'unknown-field',
        severity: 'unknown',
        count: 2,
        path: 'items[0].spec.newField',
      }),
    )
    expect(result.findings).toContainEqual(
      expect.objectContaining({ code: 'unknown-kind', severity: 'unknown', count: 1 }),
    )
  })

  it('leaves out pods that have ended and old revisions', () => {
    const owner = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'd', controller: true }
    const items = [
      { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, status: { phase: 'Succeeded' } },
      { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'q' }, status: { phase: 'Running' } },
      {
        apiVersion: 'apps/v1',
        kind: 'ReplicaSet',
        metadata: { name: 'd-1', ownerReferences: [owner] },
        spec: { replicas: 0 },
      },
    ]
    const result = importText(JSON.stringify({ apiVersion: 'v1', kind: 'List', items }))
    expect(getCluster(result)?.resources.map(({ metadata }) => metadata.name)).toEqual(['q'])
    expect(listCodes(result)).toEqual(expect.arrayContaining(['finished-pod', 'old-revision']))
  })

  it('I3.4 never copies a key that could reach a prototype', () => {
    const text =
      'apiVersion: v1\nkind: Node\nmetadata:\n  name: n\n  labels:\n    __proto__: {polluted: 1}\n    constructor: a\n    a: b\n__proto__: {polluted: 1}\n'
    const result = importText(text)
    expect(getCluster(result)?.resources[0]?.metadata.labels).toEqual({ a: 'b' })
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
    expect(listCodes(result)).toContain('unsafe-key')
  })
})

describe('importFiles: autoscalers (I10.5)', () => {
  it('asks where there is no sign of one', () => {
    const result = importFiles([{ label: 'cluster.yaml', text: CLUSTER_YAML }], {})
    expect(getCluster(result)?.autoscalers).toEqual([])
    const asked = result.findings.find(({ guess }) => guess?.id === 'autoscaler')
    expect(asked).toMatchObject({
      severity: 'assumed',
      guess: {
        taken: 'none',
        alternatives: [{ value: 'cluster-autoscaler' }, { value: 'karpenter' }],
      },
    })
  })

  it.each([
    {
      answer: 'cluster-autoscaler',
      autoscalers: [{ kind: 'cluster-autoscaler', owns: ['workers'] }],
    },
    { answer: 'karpenter', autoscalers: [{ kind: 'karpenter', owns: 'auto-discovery' }] },
  ])('takes the answer $answer', ({ answer, autoscalers }) => {
    const files = [{ label: 'cluster.yaml', text: CLUSTER_YAML }]
    const result = importFiles(files, { choices: { autoscaler: answer } })
    expect(getCluster(result)?.autoscalers).toEqual(autoscalers)
  })

  it.each([
    {
      name: 'no replica: present, not running',
      from: 'replicas: 1',
      to: 'replicas: 0',
      found: { running: false },
    },
    {
      name: '--nodes names groups',
      from: /- --node-group-auto-discovery=.*/,
      to: '- --nodes=1:5:eks-workers-0cbd',
      found: { owns: ['workers'], flags: { nodes: ['1:5:eks-workers-0cbd'] } },
    },
    {
      name: 'an image by digest',
      from: 'cluster-autoscaler:v1.35.0',
      to: 'cluster-autoscaler@sha256:00',
      found: { kind: 'cluster-autoscaler' },
    },
    {
      name: 'a value in the next word',
      from: '- --expander=least-waste',
      to: '- --expander\n          - priority',
      found: { flags: { expander: 'priority' } },
    },
  ])('$name', ({ from, to, found }) => {
    const objects = OBJECTS_YAML.replace(from, to)
    const files = [
      { label: 'cluster.yaml', text: CLUSTER_YAML },
      { label: 'o.yaml', text: objects },
    ]
    expect(getCluster(importFiles(files, {}))?.autoscalers).toMatchObject([found])
  })

  it('a NodePool is a sign of Karpenter', () => {
    const text =
      'apiVersion: karpenter.sh/v1\nkind: NodePool\nmetadata: {name: default}\nspec: {}\n'
    expect(getCluster(importText(text))?.autoscalers).toEqual([
      { kind: 'karpenter', owns: 'auto-discovery' },
    ])
  })
})

describe('importFiles: other formats', () => {
  it.each([
    {
      name: 'HCL',
      text: 'resource "aws_eks_cluster" "a" {\n  name = "a"\n}\n',
      said: 'Terraform HCL',
    },
    {
      name: 'an old Provisioner',
      text: 'apiVersion: karpenter.sh/v1alpha5\nkind: Provisioner\n',
      said: 'NodePool',
    },
  ])('says what it is and that it is not supported yet: $name', ({ text, said }) => {
    const result = importText(text)
    expect(result.plan).toBeUndefined()
    expect(result.problems).toMatchObject([{ code: 'import/not-supported' }])
    expect(result.problems[0]?.message).toContain(said)
  })

  it.each([
    'export AWS_ACCESS_KEY_ID=ASIAABCDEFGHIJKLMNOP\nexport AWS_SECRET_ACCESS_KEY=abc\n',
    '{"Credentials": {"AccessKeyId": "ASIA", "SecretAccessKey": "abc"}}',
  ])('I2.1 refuses credentials and keeps nothing of them', (text) => {
    const result = importText(text)
    expect(listCodes(result)).toEqual(['credentials'])
    expect(JSON.stringify(result)).not.toContain('abc')
  })
})

describe('importFiles: hostile and broken files', () => {
  it.each([
    { name: 'an empty file', text: '', code: 'empty-file' },
    { name: 'nothing', text: 'null', code: undefined },
    { name: 'a thousand empty documents', text: '---\n'.repeat(1000), code: undefined },
    { name: 'only text', text: 'hello', code: 'not-recognised' },
    { name: 'a binary file', text: 'a\0b', code: 'binary' },
    { name: 'YAML that was cut', text: CLUSTER_YAML.slice(0, -12) + '"', code: 'yaml-syntax' },
    { name: 'JSON that was cut', text: '{"apiVersion": "v1",\n "kind": "Li', code: 'json-syntax' },
    { name: 'a list in a list in a list', text: makeNestedList(3), code: 'nested-list' },
    { name: 'E28 deep lists', text: '['.repeat(10_000), code: 'json-syntax' },
    {
      name: 'E28 deep lists that end',
      text: `${'['.repeat(10_000)}${']'.repeat(10_000)}`,
      code: 'limit-depth',
    },
    { name: 'E28 deep lists in YAML', text: `a: ${'['.repeat(10_000)}`, code: 'limit-depth' },
    { name: 'E28 many documents', text: '---\na: 1\n'.repeat(25_000), code: 'limit-documents' },
    { name: 'E28 40 MiB', text: `a: [${'1, '.repeat(14_000_000)}]`, code: 'limit-yaml-size' },
    { name: 'no name', text: 'apiVersion: v1\nkind: Pod\nmetadata: {}\n', code: 'no-name' },
    {
      name: 'metadata that is no map',
      text: 'apiVersion: v1\nkind: Pod\nmetadata: 3\n',
      code: 'no-name',
    },
    {
      name: 'items that are no objects',
      text: 'kind: List\napiVersion: v1\nitems: [1, null, x]\n',
      code: 'not-recognised',
    },
  ])('tells of $name', ({ text, code }) => {
    const result = importText(text)
    expect(result.plan).toBeUndefined()
    expect(result.problems.length).toBeGreaterThan(0)
    expect(code === undefined ? [] : listCodes(result)).toEqual(
      code === undefined ? [] : expect.arrayContaining([code]),
    )
  })

  it('one broken file leaves the others usable', () => {
    const result = importFiles([...BOTH, { label: 'z.yaml', text: 'a: [' }], {})
    expect(getCluster(result)?.name).toBe('shop')
    expect(result.findings).toContainEqual(
      expect.objectContaining({ code: 'yaml-syntax', file: 'z.yaml', line: 1 }),
    )
  })

  it('JSON lines and arrays are several documents', () => {
    const node = (name: string): string =>
      JSON.stringify({ apiVersion: 'v1', kind: 'Node', metadata: { name } })
    const texts = [`${node('a')}\n${node('b')}\n`, `[${node('a')},${node('b')}]`]
    expect(
      texts.map((text) =>
        getCluster(importText(text))?.resources.map(({ metadata }) => metadata.name),
      ),
    ).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ])
  })

  it('items of a typed list have its kind', () => {
    const text = JSON.stringify({
      apiVersion: 'v1',
      kind: 'PodList',
      items: [{ metadata: { name: 'p' } }],
    })
    expect(getCluster(importText(text))?.resources).toMatchObject([
      { kind: 'Pod', apiVersion: 'v1' },
    ])
  })
})

function makeNestedList(levels: number): string {
  return levels === 0
    ? '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"}}'
    : `{"apiVersion":"v1","kind":"List","items":[${makeNestedList(levels - 1)}]}`
}

it('of several clusters each question about the autoscaler names its own, and is answered apart', () => {
  const names = ['blue', 'green']
  const text = names
    .map(
      (name) =>
        `apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: {name: ${name}, region: eu-west-1}\n`,
    )
    .join('---\n')
  const importIt = (choices: Readonly<Record<string, string>>) =>
    importFiles([{ label: 'two.yaml', text }], { choices })
  const asked = importIt({}).findings.filter(({ code }) => code === 'no-autoscaler')
  expect(asked.map(({ message, guess }) => [message.split(':')[0], guess?.id])).toEqual(
    names.map((name) => [name, `${name}/autoscaler`]),
  )
  expect(asked.map(({ guess }) => guess?.subject)).toEqual(
    names.map((name) => `autoscaler in ${name}`),
  )
  const clusters = importIt({ 'green/autoscaler': 'karpenter' }).plan?.designs[0]?.clusters ?? []
  expect(clusters.map(({ autoscalers }) => autoscalers.length)).toEqual([0, 1])
})
