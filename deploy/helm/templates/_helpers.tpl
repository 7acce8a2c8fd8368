{{- define "mcp-first.labels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end }}

{{/* The labels that select the pods of one process: call with (dict "root" $ "name" name). */}}
{{- define "mcp-first.selector" -}}
app.kubernetes.io/name: {{ .root.Chart.Name }}
app.kubernetes.io/instance: {{ if has .name (list "redis" "qdrant") }}{{ include "mcp-first.stores" .root }}{{ else }}{{ .root.Release.Name }}{{ end }}
app.kubernetes.io/component: {{ .name }}
{{- end }}

{{/* The release whose bundled Redis and Qdrant are used. */}}
{{- define "mcp-first.stores" -}}
{{ .Values.canaryOf | default .Release.Name }}
{{- end }}

{{- define "mcp-first.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}

{{- define "mcp-first.secret" -}}
{{ .Values.secrets.existing | default (printf "%s-secrets" .Release.Name) }}
{{- end }}

{{- define "mcp-first.redisUrl" -}}
{{- if .Values.redis.bundled -}}
redis://{{ include "mcp-first.stores" . }}-redis:6379
{{- else -}}
{{ required "redis.url is needed, as redis.bundled is false" .Values.redis.url }}
{{- end -}}
{{- end }}

{{/* What the "restricted" profile of the pod security standards asks for. */}}
{{- define "mcp-first.podSecurity" -}}
runAsNonRoot: true
seccompProfile: { type: RuntimeDefault }
{{- end }}

{{- define "mcp-first.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: { drop: [ALL] }
{{- end }}
