/** What the schema says of a plan's fields, as plain data that a screen can walk. */
export interface Field {
  readonly name: string
  /** For a form: "Instance types". */
  readonly label: string
  readonly does: string
  readonly isRequired: boolean
  /** What absent means. */
  readonly byDefault?: string
  readonly type: FieldType
}

export type FieldType =
  | { readonly kind: 'map'; readonly fields: readonly Field[] }
  /** A map whose `kind` decides its other fields. */
  | {
      readonly kind: 'choice'
      readonly options: readonly { readonly value: string; readonly fields: readonly Field[] }[]
    }
  | { readonly kind: 'list'; readonly of: FieldType; readonly isOrdered: boolean }
  /** Keys and values of the person's own: labels, tags. */
  | { readonly kind: 'record' }
  | { readonly kind: 'enum'; readonly values: readonly FieldValue[] }
  | { readonly kind: 'text'; readonly names?: NamedThing }
  | { readonly kind: 'number'; readonly min?: number; readonly max?: number }
  | { readonly kind: 'boolean' }
  /** One of several forms: a word, or a list. */
  | { readonly kind: 'either'; readonly types: readonly FieldType[] }
  | { readonly kind: 'resource' }
  | { readonly kind: 'any' }

export interface FieldValue {
  readonly value: string
  readonly label: string
  readonly does: string
  readonly isDefault: boolean
}

/** What a text is the name of: a screen knows which there are. */
export type NamedThing =
  'region' | 'zone' | 'region-zone' | 'zone-id' | 'node-group' | 'instance-type'
