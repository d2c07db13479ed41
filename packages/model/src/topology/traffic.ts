import type { Traffic } from './sighting.ts'

/** The numbers of an edge where those that are not known may be there as undefined, as sums and schemas leave them. */
type MaybeNumbers = { readonly [Key in keyof Omit<Traffic, 'layer'>]?: Traffic[Key] | undefined }

/** Traffic out of what is known of it: what is undefined is left out. */
export function trafficOf({ layer, ...numbers }: Pick<Traffic, 'layer'> & MaybeNumbers): Traffic {
  const { ratePerSecond, errorsPerSecond, p50Seconds, p95Seconds, bytesPerSecond, deniedPerSecond, health } = numbers
  return {
    layer,
    ...(ratePerSecond === undefined ? {} : { ratePerSecond }),
    ...(errorsPerSecond === undefined ? {} : { errorsPerSecond }),
    ...(p50Seconds === undefined ? {} : { p50Seconds }),
    ...(p95Seconds === undefined ? {} : { p95Seconds }),
    ...(bytesPerSecond === undefined ? {} : { bytesPerSecond }),
    ...(deniedPerSecond === undefined ? {} : { deniedPerSecond }),
    ...(health === undefined ? {} : { health }),
  }
}
