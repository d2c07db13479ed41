const steps = [
  { unit: 'day', seconds: 86_400 },
  { unit: 'hour', seconds: 3_600 },
  { unit: 'minute', seconds: 60 },
] as const

/** An age as people say it: `4 s`, `6 minutes`, `2 days`. */
export function sayAge(seconds: number): string {
  const step = steps.find((one) => seconds >= one.seconds)
  if (step === undefined) return `${Math.max(0, Math.round(seconds))} s`
  const count = Math.floor(seconds / step.seconds)
  return `${count} ${step.unit}${count === 1 ? '' : 's'}`
}
