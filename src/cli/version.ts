import { version } from '../../package.json'

/** Of the program: the package's. */
export const VERSION: string = version
