/** Plain where YAML reads a plain scalar as this text. */
export function quoteYaml(text: string): string {
  const isWord = /^[A-Za-z][\w./-]*$/.test(text)
  return isWord && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(text)
    ? text
    : JSON.stringify(text)
}
