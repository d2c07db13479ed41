/** Measures work by the median CPU time of so many rounds, in ms; a first one warms up and does not count. */
export function measureCpu(rounds: number): (work: () => unknown) => Promise<number> {
  return async (work) => {
    const times: number[] = []
    for (let round = 0; round <= rounds; round++) {
      const start = process.cpuUsage()
      await work()
      const { user, system } = process.cpuUsage(start)
      if (round > 0) times.push((user + system) / 1_000)
    }
    return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0
  }
}
