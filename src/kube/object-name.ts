import type { Problem } from '#base/problem.ts'

const LABEL = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/
const SUBDOMAIN = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/

/** A name as the API server takes it for most kinds: a lower-case DNS name of at most 253 characters (I4.6). */
export function checkObjectName(name: string, path: string): readonly Problem[] {
  return checkName(name, path, { form: SUBDOMAIN, most: 253 })
}

/** A namespace, a pod of a StatefulSet, a volume of a template: a DNS label of at most 63 characters. */
export function checkLabelName(name: string, path: string): readonly Problem[] {
  return checkName(name, path, { form: LABEL, most: 63 })
}

function checkName(
  name: string,
  path: string,
  { form, most }: { readonly form: RegExp; readonly most: number },
): readonly Problem[] {
  if (name === '') {
    return [{ code: 'kube/name', path, message: 'missing; a name is expected' }]
  }
  if (form.test(name) && name.length <= most) return []
  const dots = form === SUBDOMAIN ? ', "-" and "."' : ' and "-"'
  const message = `${JSON.stringify(name.slice(0, 80))} is not a name: at most ${most} characters, lower-case letters, digits${dots}, a letter or digit first and last`
  return [{ code: 'kube/name', path, message }]
}
