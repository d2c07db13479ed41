import * as z from 'zod/mini'

/** `GET /api/v1/icons`: the team's own icons, and the files of its folders that cannot be shown as they are. */
export const iconListSchema = z.object({
  icons: z.array(
    z.object({
      /** `set:name`, as a node's `icon` takes it. */
      name: z.string(),
      title: z.string(),
      /** A path on this server, base path included; changes when the file changes. */
      url: z.string(),
    }),
  ),
  diagnostics: z.array(
    z.object({
      /** Below the configured folder. */
      file: z.string(),
      message: z.string(),
      /** False when something was taken out of the file, and the rest is shown. */
      refused: z.boolean(),
    }),
  ),
})
export type IconList = z.infer<typeof iconListSchema>
