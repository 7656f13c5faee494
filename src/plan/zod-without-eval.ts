import { z } from 'zod'

// The page's policy forbids code made from text, which zod else tries to use. Imported before any schema.
z.config({ jitless: true })
