interface Panel {
  title: string;
  /** PromQL by legend; the legend may name labels: `{{tenant}}`. */
  queries: Record<string, string>;
  unit?: 'short' | 's' | 'percentunit' | 'reqps' | 'bytes' | 'currencyBRL';
  /** One number instead of lines. */
  single?: boolean;
}

const p = (quantile: number, metric: string, by = 'le') =>
  `histogram_quantile(${quantile}, sum by (${by}) (rate(${metric}_bucket[$__rate_interval])))`;
const rate = (metric: string, by: string) => `sum by (${by}) (rate(${metric}[$__rate_interval]))`;

const operations: Panel[] = [
  { title: 'Waiting turns', queries: { turns: 'max(queue_waiting_turns)' }, single: true },
  { title: 'Oldest message', queries: { age: 'max(queue_oldest_seconds)' }, unit: 's', single: true },
  { title: 'Dead letters', queries: { letters: 'max(queue_dead_letters)' }, single: true },
  { title: 'Processes that are up', queries: { up: 'sum(up{job="mcp-first"})' }, single: true },
  {
    title: 'Turns by outcome',
    queries: { '{{outcome}}': rate('crews_turns_total', 'outcome') },
    unit: 'reqps',
  },
  {
    title: 'Seconds of a turn',
    queries: {
      'p50 {{outcome}}': p(0.5, 'crews_turn_seconds', 'le, outcome'),
      'p99 {{outcome}}': p(0.99, 'crews_turn_seconds', 'le, outcome'),
    },
    unit: 's',
  },
  {
    title: 'Seconds of a turn, by stage',
    queries: {
      'p50 {{stage}}': p(0.5, 'crews_turn_stage_seconds', 'le, stage'),
      'p99 {{stage}}': p(0.99, 'crews_turn_stage_seconds', 'le, stage'),
    },
    unit: 's',
  },
  {
    title: 'HTTP requests',
    queries: { '{{service}} {{status}}': rate('http_request_seconds_count', 'service, status') },
    unit: 'reqps',
  },
  {
    title: 'HTTP p99',
    queries: { '{{service}} {{route}}': p(0.99, 'http_request_seconds', 'le, service, route') },
    unit: 's',
  },
  {
    title: 'Tool calls',
    queries: { '{{tool}}': rate('mcp_tool_calls_total{service="mcp-orchestrator"}', 'tool') },
    unit: 'reqps',
  },
  {
    title: 'Tool calls that fail, by outcome',
    queries: {
      '{{tool}} {{outcome}}': rate(
        'mcp_tool_calls_total{service="mcp-orchestrator", outcome!="ok"}',
        'tool, outcome',
      ),
    },
    unit: 'reqps',
  },
  { title: 'Tool p99', queries: { '{{tool}}': p(0.99, 'mcp_tool_call_seconds', 'le, tool') }, unit: 's' },
  {
    title: 'Requests to Odoo, Qdrant, Chatwoot and models',
    queries: { '{{upstream}}': rate('upstream_request_seconds_count', 'upstream') },
    unit: 'reqps',
  },
  {
    title: 'Requests to them that fail, by outcome',
    queries: {
      '{{upstream}} {{outcome}}': rate('upstream_request_seconds_count{outcome!="ok"}', 'upstream, outcome'),
    },
    unit: 'reqps',
  },
  {
    title: 'Requests to them p99',
    queries: {
      '{{upstream}} {{operation}}': p(0.99, 'upstream_request_seconds', 'le, upstream, operation'),
    },
    unit: 's',
  },
  { title: 'Upstreams', queries: { '{{upstream}}': 'min by (upstream) (mcp_gateway_upstream_up)' } },
  {
    title: 'Cache hits of the gateway',
    queries: {
      hits: 'sum(rate(mcp_gateway_cache_total{found="hit"}[$__rate_interval])) / sum(rate(mcp_gateway_cache_total[$__rate_interval]))',
    },
    unit: 'percentunit',
  },
  {
    title: 'Tools set aside',
    queries: { '{{upstream}}': 'sum by (upstream) (mcp_gateway_quarantined_tools)' },
  },
  {
    title: 'Checkpoints p99',
    queries: { '{{operation}}': p(0.99, 'crews_checkpoint_seconds', 'le, operation') },
    unit: 's',
  },
  {
    title: 'Bytes of state a turn writes',
    queries: {
      bytes:
        'sum(rate(crews_checkpoint_written_bytes_sum[$__rate_interval])) / sum(rate(crews_turn_seconds_count[$__rate_interval]))',
    },
    unit: 'bytes',
  },
  {
    title: 'Memory',
    queries: { '{{service}} {{instance}}': 'process_resident_memory_bytes' },
    unit: 'bytes',
  },
  {
    title: 'Event loop lag p99',
    queries: { '{{service}} {{instance}}': 'nodejs_eventloop_lag_p99_seconds' },
    unit: 's',
  },
  {
    title: 'Processor',
    queries: { '{{service}} {{instance}}': 'rate(process_cpu_seconds_total[$__rate_interval])' },
  },
];

const day = (metric: string, by: string) => `sum by (${by}) (increase(${metric}[1d]))`;

const business: Panel[] = [
  {
    title: 'Turns in a day',
    queries: { turns: 'sum(increase(crews_turns_total{outcome="answered"}[1d]))' },
    single: true,
  },
  {
    title: 'Handoffs in a day',
    queries: { handoffs: 'sum(increase(crews_handoffs_total[1d]))' },
    single: true,
  },
  {
    title: 'Orders confirmed in a day',
    queries: {
      orders:
        'sum(increase(mcp_tool_calls_total{service="mcp-orchestrator", tool="odoo_confirm_order", outcome="ok"}[1d]))',
    },
    single: true,
  },
  { title: 'Approvals that wait', queries: { approvals: 'max(crews_approvals_waiting)' }, single: true },
  { title: 'Turns a day', queries: { '{{tenant}}': day('crews_turns_total{outcome="answered"}', 'tenant') } },
  { title: 'Handoffs a day, by reason', queries: { '{{reason}}': day('crews_handoffs_total', 'reason') } },
  {
    title: 'What crews did in a day',
    queries: {
      '{{tool}}': day(
        'mcp_tool_calls_total{service="mcp-orchestrator", outcome="ok", tool=~"odoo_(create_quotation|confirm_order|cancel_quotation|create_lead|book_appointment|cancel_appointment)"}',
        'tool',
      ),
    },
  },
  {
    title: 'Share of turns that end with a person',
    queries: {
      share:
        'sum(increase(crews_handoffs_total[1d])) / sum(increase(crews_turns_total{outcome="answered"}[1d]))',
    },
    unit: 'percentunit',
  },
];

const cost: Panel[] = [
  {
    title: 'Cost in a day',
    queries: { cost: 'sum(increase(crews_model_cost_total[1d]))' },
    unit: 'currencyBRL',
    single: true,
  },
  {
    title: 'Cost of a turn',
    queries: {
      cost: 'sum(increase(crews_model_cost_total[1d])) / sum(increase(crews_turns_total{outcome="answered"}[1d]))',
    },
    unit: 'currencyBRL',
    single: true,
  },
  {
    title: 'Tokens in a day',
    queries: { tokens: 'sum(increase(crews_model_tokens_total[1d]))' },
    single: true,
  },
  {
    title: 'Cost by tenant',
    queries: { '{{tenant}}': day('crews_model_cost_total', 'tenant') },
    unit: 'currencyBRL',
  },
  {
    title: 'Cost by model',
    queries: { '{{model}}': day('crews_model_cost_total', 'model') },
    unit: 'currencyBRL',
  },
  {
    title: 'Cost by crew',
    queries: { '{{crew}}': day('crews_model_cost_total', 'crew') },
    unit: 'currencyBRL',
  },
  { title: 'Tokens by kind', queries: { '{{kind}}': rate('crews_model_tokens_total', 'kind') } },
  { title: 'Tokens by crew', queries: { '{{crew}}': rate('crews_model_tokens_total', 'crew') } },
];

/** Single numbers are four to a row, lines two. */
function panelsOf(panels: Panel[]) {
  let [x, y] = [0, 0];
  return panels.map(({ title, queries, unit = 'short', single = false }, index) => {
    const [w, h] = single ? [6, 4] : [12, 8];
    if (x + w > 24) [x, y] = [0, y + h];
    const gridPos = { x, y, w, h };
    x += w;
    const next = panels[index + 1];
    if (next && Boolean(next.single) !== single) [x, y] = [0, y + h];
    return {
      id: index + 1,
      type: single ? 'stat' : 'timeseries',
      title,
      gridPos,
      datasource: { type: 'prometheus', uid: 'prometheus' },
      fieldConfig: { defaults: { unit }, overrides: [] },
      targets: Object.entries(queries).map(([legendFormat, expr], target) => ({
        refId: String.fromCharCode(65 + target),
        legendFormat,
        expr,
      })),
    };
  });
}

const dashboard = (uid: string, title: string, panels: Panel[], from: string) => ({
  uid,
  title,
  tags: ['mcp-first'],
  timezone: 'browser',
  schemaVersion: 41,
  editable: true,
  refresh: '30s',
  time: { from, to: 'now' },
  panels: panelsOf(panels),
});

/** The dashboards by the names of their files. */
export const dashboards = {
  operations: dashboard('mcp-first-operations', 'MCP First: operations', operations, 'now-3h'),
  business: dashboard('mcp-first-business', 'MCP First: business', business, 'now-14d'),
  cost: dashboard('mcp-first-cost', 'MCP First: cost', cost, 'now-14d'),
};
