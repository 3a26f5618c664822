// Processes that stand on one another: started in order, each when the one before accepts work, and stopped in reverse.
import { setTimeout as pause } from 'node:timers/promises';
import type { Exit, RunningProcess } from '../processes/running-process';
import { reasonOf } from '../start-failure';

export interface Service<Name extends string> {
  readonly name: Name;
  /** Starts it on the port, 0 for a free one. A restart gets the port of the first start, because others know it. */
  start(port: number): Promise<RunningProcess>;
}

export interface StackOptions {
  /** Starts a process again when it ends by itself. Without it, an ended process stays ended until `restart`. */
  readonly supervised?: boolean;
  /** Told name → pid of what runs, whenever that changes. */
  readonly onChange?: (pids: Readonly<Record<string, number>>) => void;
  /** Told one sentence per unexpected end and per return. */
  readonly tell?: (sentence: string) => void;
}

const BACK_OFF_MS = [100, 200, 500, 1_000, 2_000, 5_000];
/** A process that lived this long starts over with the shortest pause. */
const CALM_AFTER_MS = 10_000;

export class ProcessStack<Name extends string> {
  private readonly running = new Map<Name, RunningProcess>();
  private readonly ports = new Map<Name, number>();
  private readonly returning = new Map<Name, Promise<void>>();
  private readonly meantToEnd = new Set<Name>();
  private readonly setbacks = new Map<Name, number>();
  private readonly stopping = new AbortController();

  constructor(
    private readonly services: readonly Service<Name>[],
    private readonly options: StackOptions = {},
  ) {}

  /** Starts all in order; when one fails, those already up are stopped and the failure is thrown. */
  async startAll(): Promise<void> {
    try {
      for (const service of this.services) await this.up(service);
    } catch (error) {
      await this.stopAll();
      throw error;
    }
  }

  /** SIGTERM to each, last started first, waiting for each to end. */
  async stopAll(): Promise<void> {
    this.stopping.abort();
    await Promise.allSettled(this.returning.values());
    for (const { name } of this.services.toReversed()) await this.running.get(name)?.stop();
  }

  /** SIGKILL, and wait until it is gone. A supervised stack then brings it back: see `untilUp`. */
  async kill(name: Name): Promise<void> {
    const process = this.running.get(name);
    if (!this.options.supervised) this.meantToEnd.add(name);
    await process?.kill();
  }

  /** Ends it by SIGTERM if it still runs, starts it again on the same port and waits until it accepts work. */
  async restart(name: Name): Promise<void> {
    await this.returning.get(name);
    this.meantToEnd.add(name);
    await this.running.get(name)?.stop();
    await this.up(this.service(name));
  }

  /** Waits for a process that is on its way back. */
  async untilUp(name: Name): Promise<void> {
    while (!this.running.has(name)) {
      if (this.stopping.signal.aborted || !this.options.supervised) throw new Error(`${name} does not come back by itself`);
      await (this.returning.get(name) ?? pause(10));
    }
  }

  pids(): Readonly<Partial<Record<Name, number>>> {
    return Object.fromEntries([...this.running].map(([name, { pid }]) => [name, pid])) as Partial<Record<Name, number>>;
  }

  port(name: Name): number {
    const port = this.ports.get(name);
    if (port === undefined) throw new Error(`${name} has not been started`);
    return port;
  }

  private async up(service: Service<Name>): Promise<void> {
    const process = await service.start(this.ports.get(service.name) ?? 0);
    this.meantToEnd.delete(service.name);
    this.running.set(service.name, process);
    this.ports.set(service.name, process.port);
    const since = Date.now();
    void process.exited.then((exit) => this.ended(service, exit, Date.now() - since));
    this.options.onChange?.(Object.fromEntries([...this.running].map(([name, { pid }]) => [name, pid])));
  }

  private ended(service: Service<Name>, exit: Exit, livedMs: number): void {
    this.running.delete(service.name);
    this.options.onChange?.(Object.fromEntries([...this.running].map(([name, { pid }]) => [name, pid])));
    if (this.stopping.signal.aborted || this.meantToEnd.has(service.name) || !this.options.supervised) return;
    const how = exit.signal ?? `exit code ${exit.code ?? '?'}`;
    this.options.tell?.(`${service.name} ended unexpectedly (${how}); it is being started again.`);
    if (livedMs > CALM_AFTER_MS) this.setbacks.delete(service.name);
    const comeBack = this.comeBack(service).finally(() => this.returning.delete(service.name));
    this.returning.set(service.name, comeBack);
  }

  private async comeBack(service: Service<Name>): Promise<void> {
    for (;;) {
      const setbacks = this.setbacks.get(service.name) ?? 0;
      this.setbacks.set(service.name, setbacks + 1);
      await pause(BACK_OFF_MS[Math.min(setbacks, BACK_OFF_MS.length - 1)], undefined, { signal: this.stopping.signal }).catch(() => undefined);
      if (this.stopping.signal.aborted) return;
      try {
        await this.up(service);
        this.options.tell?.(`${service.name} is back.`);
        return;
      } catch (error) {
        this.options.tell?.(reasonOf(error));
      }
    }
  }

  private service(name: Name): Service<Name> {
    const service = this.services.find((each) => each.name === name);
    if (service === undefined) throw new Error(`no process is called ${name}`);
    return service;
  }
}
