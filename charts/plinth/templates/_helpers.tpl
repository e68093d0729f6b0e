{{/* The name in labels. */}}
{{- define "plinth.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{/* The name of everything within the namespace: by release, so that two releases in one namespace do not collide. */}}
{{- define "plinth.fullname" -}}
{{- $name := include "plinth.name" . }}
{{- $full := .Values.fullnameOverride }}
{{- if not $full }}
{{- $full = ternary .Release.Name (printf "%s-%s" .Release.Name $name) (contains $name .Release.Name) }}
{{- end }}
{{- $full | replace "." "-" | trunc 48 | trimSuffix "-" }}
{{- end }}

{{/* The name of everything outside namespaces: with the namespace, so that equal releases in two namespaces do not collide. */}}
{{- define "plinth.clusterName" -}}
{{- printf "%s.%s" (include "plinth.fullname" .) .Release.Namespace | trimSuffix "." }}
{{- end }}

{{- define "plinth.selectorLabels" -}}
app.kubernetes.io/name: {{ include "plinth.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "plinth.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{ include "plinth.podLabels" . }}
{{- end }}

{{/* Those of the pods leave out the chart's version, so that an upgrade of the chart alone restarts nothing. */}}
{{- define "plinth.podLabels" -}}
{{ include "plinth.selectorLabels" . }}
app.kubernetes.io/version: {{ .Values.image.tag | default .Chart.AppVersion | replace "+" "_" | trunc 63 | quote }}
app.kubernetes.io/part-of: plinth
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "plinth.serviceAccountName" -}}
{{- if .Values.serviceAccount.create }}
{{- default (include "plinth.fullname" .) .Values.serviceAccount.name }}
{{- else }}
{{- default "default" .Values.serviceAccount.name }}
{{- end }}
{{- end }}

{{- define "plinth.policyConfigMap" -}}
{{- default (printf "%s-policy" (include "plinth.fullname" .)) .Values.policy.existingConfigMap }}
{{- end }}

{{/* The Secret with the serving certificate, whoever makes it. */}}
{{- define "plinth.certificateSecret" -}}
{{- $own := printf "%s-certificate" (include "plinth.fullname" .) }}
{{- if eq .Values.certificate.mode "provided" }}
{{- .Values.certificate.provided.secretName }}
{{- else if eq .Values.certificate.mode "self-managed" }}
{{- default $own .Values.certificate.selfManaged.secretName }}
{{- else }}
{{- $own }}
{{- end }}
{{- end }}

{{/* The names that the certificate must carry: the API server calls the first one. */}}
{{- define "plinth.dnsNames" -}}
{{- $service := printf "%s.%s.svc" (include "plinth.fullname" .) .Release.Namespace }}
{{- printf "%s,%s.%s" $service $service .Values.clusterDomain }}
{{- end }}

{{- define "plinth.image" -}}
{{- $tag := .Values.image.tag | default .Chart.AppVersion }}
{{- if .Values.image.digest }}
{{- printf "%s:%s@%s" .Values.image.repository $tag .Values.image.digest }}
{{- else }}
{{- printf "%s:%s" .Values.image.repository $tag }}
{{- end }}
{{- end }}

{{/* What every container of the chart may not do: the pod security standard "restricted", and a read-only root. */}}
{{- define "plinth.containerSecurity" -}}
allowPrivilegeEscalation: false
capabilities:
  drop: [ALL]
readOnlyRootFilesystem: true
{{- end }}

{{- define "plinth.podSecurity" -}}
runAsNonRoot: true
{{- with .Values.runAsUser }}
runAsUser: {{ int64 . }}
runAsGroup: {{ int64 . }}
fsGroup: {{ int64 . }}
{{- end }}
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{/* Namespaces that are never judged: a cluster must be able to bring itself, and Plinth, up again. */}}
{{- define "plinth.excludedNamespaces" -}}
{{- concat (list "kube-system" "kube-public" "kube-node-lease" .Release.Namespace) .Values.webhook.excludedNamespaces | uniq | toYaml }}
{{- end }}

{{/* How the API server reaches the program; called with the chart and a path. */}}
{{- define "plinth.clientConfig" -}}
{{- $root := index . 0 -}}
service:
  name: {{ include "plinth.fullname" $root }}
  namespace: {{ $root.Release.Namespace }}
  path: {{ index . 1 }}
  port: 443
{{- if and (eq $root.Values.certificate.mode "provided") $root.Values.certificate.provided.caBundle }}
caBundle: {{ $root.Values.certificate.provided.caBundle | b64enc }}
{{- end }}
{{- end }}

{{/* What the webhooks for workloads have in common. */}}
{{- define "plinth.workloadWebhook" -}}
failurePolicy: {{ .Values.webhook.failurePolicy }}
matchPolicy: Equivalent
sideEffects: NoneOnDryRun
timeoutSeconds: {{ .Values.webhook.timeoutSeconds }}
admissionReviewVersions: [v1]
clientConfig:
  {{- include "plinth.clientConfig" (list . "/validate") | nindent 2 }}
namespaceSelector:
  matchExpressions:
    # By the label that the API server itself keeps on every namespace, so that nobody can leave, or lock up the cluster, by setting it.
    - key: kubernetes.io/metadata.name
      operator: NotIn
      values:
        {{- include "plinth.excludedNamespaces" . | nindent 8 }}
    {{- if .Values.webhook.optOut.enabled }}
    - key: {{ .Values.webhook.optOut.label }}
      operator: NotIn
      values: ["true"]
    {{- end }}
    {{- with .Values.webhook.namespaceExpressions }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
objectSelector: {}
{{- end }}

{{- /* The port of the shared cache, of its URL. */ -}}
{{- define "plinth.redisPort" -}}
{{- $host := (urlParse .).host }}
{{- contains ":" $host | ternary (last (splitList ":" $host)) "6379" }}
{{- end }}
