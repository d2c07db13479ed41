import { execFile, spawn, spawnSync } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A podman of its own: its images, containers and socket lie in a folder that goes away with it. */
export interface Podman {
  readonly socketPath: string
  /** Starts a container that does nothing, as compose would label it. */
  start(name: string, labels: Readonly<Record<string, string>>): Promise<void>
  remove(name: string): Promise<void>
  close(): Promise<void>
}

/** A program without libraries that waits for ever; Debian's podman brings it along. */
const waiter = ['/usr/libexec/podman/catatonit', '/usr/bin/catatonit'].find((path) => existsSync(path))
const image = 'localhost/statusgraph-waits:1'

/** Starts podman's service, or tells why containers cannot run here. */
export async function startPodman(): Promise<Podman | string> {
  if (spawnSync('podman', ['--version']).status !== 0) return 'podman is not installed'
  if (waiter === undefined) return 'there is no catatonit to run in a container'
  const folder = await mkdtemp(join(tmpdir(), 'statusgraph-podman-'))
  // What a container leaves behind is cleaned up by podman a little later than it says.
  const remove = async () => await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  const reasons: string[] = []
  // Which of the two can run containers depends on how the machine's control groups are set up.
  for (const runtime of ['crun', 'runc']) {
    const podman = await tryRuntime(folder, waiter, runtime).catch((error: unknown) => {
      reasons.push(error instanceof Error ? error.message : String(error))
    })
    if (podman) return { ...podman, close: async () => await podman.close().then(remove) }
  }
  await remove()
  return reasons.join('\n')
}

async function tryRuntime(folder: string, program: string, runtime: string): Promise<Podman> {
  const place = ['--root', join(folder, 'root'), '--runroot', join(folder, 'run'), '--storage-driver', 'vfs']
  const options = [...place, '--cgroup-manager', 'cgroupfs', '--runtime', runtime]
  const podman = async (...words: readonly string[]) => await run('podman', [...options, ...words], { timeout: 60_000 })

  await mkdir(join(folder, 'image', 'bin'), { recursive: true })
  await copyFile(program, join(folder, 'image', 'bin', 'waits'))
  await run('tar', ['-C', join(folder, 'image'), '-cf', join(folder, 'image.tar'), '.'])
  await podman('import', join(folder, 'image.tar'), image)

  const start = async (name: string, labels: Readonly<Record<string, string>>) => {
    const labelled = Object.entries(labels).flatMap(([label, value]) => ['--label', `${label}=${value}`])
    // Limits of its own, because those of the machine may not be raised in a container.
    const limits = ['--ulimit', 'nofile=256:256', '--ulimit', 'nproc=64:64']
    await podman('run', '-d', '--network', 'none', ...limits, '--name', name, ...labelled, image, '/bin/waits', '-P')
  }
  const remove = async (name: string) => void (await podman('rm', '-f', '-t', '0', name))
  const trial = `trial-${runtime}`
  await start(trial, {})
  await remove(trial)

  const socketPath = join(folder, 'podman.sock')
  const service = spawn('podman', [...options, 'system', 'service', '--time=0', `unix://${socketPath}`], {
    stdio: 'ignore',
  })
  await waitForSocket(socketPath)
  return {
    socketPath,
    start,
    remove,
    async close() {
      await podman('rm', '-f', '-a', '-t', '0')
      const ended = new Promise((resolve) => service.once('exit', resolve))
      service.kill()
      await ended
    },
  }
}

async function waitForSocket(path: string): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect(path, () => {
        socket.destroy()
        resolve(true)
      })
      socket.on('error', () => resolve(false))
    })
    if (isOpen) return
    await sleep(50)
  }
  throw new Error('the service of podman does not listen')
}
