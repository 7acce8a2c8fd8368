import { ExportResultCode } from '@opentelemetry/core';
import type { SpanExporter } from '@opentelemetry/sdk-trace';
import type { Logger } from '../logger.ts';

/** Tells once that a destination takes no traces, and once that it does again: an outage must not fill the log. */
export function reportOutages(exporter: SpanExporter, destination: string, logger: Logger): SpanExporter {
  let isAway = false;
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        const failed = result.code !== ExportResultCode.SUCCESS;
        if (failed && !isAway)
          logger.warn(
            { destination, reason: result.error?.message },
            'traces are not taken; they are dropped',
          );
        if (!failed && isAway) logger.info({ destination }, 'traces are taken again');
        isAway = failed;
        done(result);
      });
    },
    shutdown: () => exporter.shutdown(),
    forceFlush: async () => exporter.forceFlush?.(),
  };
}
