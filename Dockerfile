# One image for every process. The command says which: `node crews/main.ts` (the default),
# `node mcp-servers/odoo/main.ts`, … `node launch/sandbox.ts`.
FROM node:24-bookworm-slim AS install
WORKDIR /app
COPY package.json package-lock.json ./
COPY deploy/image/install-app.sh deploy/image/
RUN sh deploy/image/install-app.sh

FROM node:24-bookworm-slim
ARG VERSION=0.0.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="MCP First" \
      org.opencontainers.image.description="Crews of AI agents between Chatwoot and Odoo" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
ENV NODE_ENV=production \
    ENVIRONMENT=production \
    HOST=0.0.0.0 \
    HEALTH_PORT=8004
WORKDIR /app
COPY --from=install /app/node_modules node_modules
COPY . .
# By number, so that Kubernetes can check that it is not root.
USER 1000:1000
EXPOSE 8000 8001 8002 8003 8004
# The processes handle SIGTERM themselves as process 1: they finish or checkpoint what is running.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 \
  CMD node deploy/image/healthcheck.ts "$HEALTH_PORT"
CMD ["node", "crews/main.ts"]
