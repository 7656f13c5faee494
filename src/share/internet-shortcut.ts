/**
 * The address in a `.url` file, as browsers on Windows make of a dragged link, or in the same of other desks
 * (`.webloc`, `.desktop`); undefined for any other text.
 */
export function findInternetShortcut(text: string): string | undefined {
  const windows = /^\uFEFF?\s*\[InternetShortcut\]/i.test(text)
  const desktop = /^\uFEFF?\s*\[Desktop Entry\]/i.test(text)
  if (windows || desktop) return /^URL(?:\[\$e\])?=(.*)$/im.exec(text)?.[1]?.trim()
  if (!/<plist\b/.test(text)) return undefined
  const address = /<key>URL<\/key>\s*<string>([^<]*)<\/string>/.exec(text)?.[1]
  return address?.replaceAll('&amp;', '&').trim()
}
