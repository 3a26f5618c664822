import { Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** The process's own metrics; `GET /metrics` shows them to callers on this machine. */
export const metrics = new Registry();
collectDefaultMetrics({ register: metrics, prefix: 'leadgen_' });

export const requestSeconds = new Histogram({
  name: 'leadgen_http_request_seconds',
  help: 'Time to answer a request, by route.',
  labelNames: ['method', 'route', 'status'] as const,
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2, 5],
  registers: [metrics],
});
