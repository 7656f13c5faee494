import { describe, expect, it } from 'vitest'
import { explainPod, listAnswers, makePlainNode } from '#testing/explain-pod.ts'
import { makePod } from '#testing/cluster-objects.ts'

const CLASH = "node(s) didn't have free ports for the requested pod ports"
const podWith = (name: string, port: object, nodeName?: string) =>
  makePod(name, {
    ...(nodeName === undefined ? {} : { nodeName }),
    spec: { containers: [{ ports: [port] }] },
  })

describe('NodePorts', () => {
  it.each([
    { name: 'W17 all addresses', port: { hostPort: 8080 }, answer: CLASH },
    { name: 'W17 another address', port: { hostPort: 8080, hostIP: '10.0.0.1' }, answer: 'fits' },
    { name: 'W17 the same address', port: { hostPort: 8080, hostIP: '127.0.0.1' }, answer: CLASH },
    { name: 'W17 another protocol', port: { hostPort: 8080, protocol: 'UDP' }, answer: 'fits' },
    { name: 'W17 no host port', port: { hostPort: 0, containerPort: 8080 }, answer: 'fits' },
  ])('$name', ({ port, answer }) => {
    const objects = [
      makePlainNode('n1'),
      podWith('used', { hostPort: 8080, hostIP: '127.0.0.1' }, 'n1'),
      podWith('p', port),
    ]
    expect(listAnswers(explainPod(objects, 'p'))).toEqual({ n1: answer })
  })
})
