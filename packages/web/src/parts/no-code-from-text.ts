import { config } from 'zod/mini'

// The content security policy allows no code made from text, and zod would try while the first schema is made.
// This module is therefore the first that main.tsx and the worker import, and stands in zod's own chunk.
config({ jitless: true })
