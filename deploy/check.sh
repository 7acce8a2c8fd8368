#!/usr/bin/env bash
# `npm run check:deploy`: the compose file against the Compose specification's schema, and the chart, with each of
# its values files, by helm and kubeconform against the schemas of Kubernetes. Each tool comes at a pinned version
# from Go's or Python's registry; where that cannot be had, the check says what it leaves out.
set -euo pipefail
cd "$(dirname "$0")/.."

compose_go=github.com/compose-spec/compose-go/v2@v2.16.2
helm_version=v3.21.4
kubeconform_version=v0.8.0
schemas_version=1.37.0
kubernetes=(1.30.0 1.34.0)

cache=${CHECK_DEPLOY_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/mcp-first-check-deploy}
mkdir -p "$cache/bin"
PATH="$cache/bin:$PATH"
left_out() { echo "Left out: $1"; }
has() { command -v "$1" >/dev/null; }

if has go; then
  folder=$(cd "$cache" && go mod download -json "$compose_go" | sed -n 's/.*"Dir": "\(.*\)".*/\1/p')
  npx node deploy/compose/check-schema.ts "$folder/schema/compose-spec.json"
else
  left_out "the compose file's schema (go is not there)"
fi

install_go() { # command package version
  has "$1" || (has go && GOBIN="$cache/bin" go install "$2@$3" 2>/dev/null)
}
install_go helm helm.sh/helm/v3/cmd/helm "$helm_version" || { left_out "the chart (helm is not to be had)"; exit 0; }

# The wheel's schemas refer to one file of definitions, which kubeconform does not follow: each gets them inside.
schemas="$cache/schemas-$schemas_version"
if [ ! -d "$schemas" ] && has python3; then
  wheel=$(mktemp -d)
  if python3 -m pip download --quiet --no-deps --dest "$wheel" "kubernetes-validate==$schemas_version" 2>/dev/null; then
    python3 - "$wheel" "$schemas" "${kubernetes[@]}" <<'PYTHON'
import glob, json, os, sys, zipfile
wheel, target, *versions = sys.argv[1:]
archive = zipfile.ZipFile(glob.glob(wheel + "/*.whl")[0])
kinds = """configmap-v1 service-v1 deployment-apps-v1 statefulset-apps-v1 ingress-networking-v1
    networkpolicy-networking-v1 poddisruptionbudget-policy-v1 horizontalpodautoscaler-autoscaling-v2 cronjob-batch-v1"""
for version in versions:
    source = f"kubernetes_validate/kubernetes-json-schema/v{version}-local-strict/"
    definitions = json.loads(archive.read(source + "_definitions.json"))["$defs"]
    os.makedirs(f"{target}/v{version}")
    for kind in kinds.split():
        schema = json.loads(archive.read(f"{source}{kind}.json"))
        text = json.dumps({**schema, "$id": None, "$defs": definitions}).replace("/api/_definitions.json#", "#")
        text = text.replace('"$id": null, ', "")
        open(f"{target}/v{version}/{kind}.json", "w").write(text)
PYTHON
  fi
  rm -rf "$wheel"
fi
install_go kubeconform github.com/yannh/kubeconform/cmd/kubeconform "$kubeconform_version" || true

# A canary goes on top of the values of the release beside it.
for values in small production "small canary" "production canary"; do
  files=()
  for file in $values; do files+=(-f "deploy/helm/values/$file.yaml"); done
  for version in "${kubernetes[@]}"; do
    echo "chart with $values, Kubernetes $version"
    helm lint --quiet --strict --kube-version "$version" deploy/helm "${files[@]}"
    rendered=$(helm template mcp-first deploy/helm --kube-version "$version" "${files[@]}")
    if has kubeconform && [ -d "$schemas" ]; then
      kubeconform -strict -summary -skip ExternalSecret,ScaledObject,ServiceMonitor \
        -schema-location "$schemas/v$version/{{.ResourceKind}}{{.KindSuffix}}.json" <<<"$rendered"
    else
      left_out "the rendered chart against the schemas of Kubernetes"
    fi
  done
done

# A canary shares the stores of the stable release and has none of its own, whichever they are.
canary() {
  helm template mcp-first-canary deploy/helm --kube-version 1.34.0 -f "deploy/helm/values/$1.yaml" \
    -f deploy/helm/values/canary.yaml --set image.tag=9.9.9
}
wrong() { echo "$1" >&2; exit 1; }
redis_of() { canary "$1" | grep -m1 'REDIS_URL:' | tr -d ' "'; }
[ "$(redis_of small)" = REDIS_URL:redis://mcp-first-redis:6379 ] || wrong "The canary has another Redis."
[ "$(redis_of production)" = REDIS_URL:rediss://redis.example.com:6380 ] || wrong "The canary has another Redis."
if canary small | grep -q StatefulSet; then wrong "The canary has a store of its own."; fi

# Webhooks go to the pods that only take them, where there are some, and these answer no conversation.
chart() { helm template mcp-first deploy/helm --kube-version 1.34.0 -f "deploy/helm/values/$1.yaml" "${@:2}"; }
webhooks_of() { chart "$1" --set ingress.enabled=true | grep -A2 'path: /chatwoot' | sed -n 's/.*service: { name: \([^,]*\),.*/\1/p'; }
[ "$(webhooks_of small)" = mcp-first-crews ] || wrong "Webhooks do not go to crews."
[ "$(webhooks_of production)" = mcp-first-crews-webhooks ] || wrong "Webhooks do not go to crews-webhooks."
[ "$(chart production | grep -c '{ name: TURN_CONCURRENCY, value: "0" }')" = 1 ] || wrong "Not just one process answers nothing."

# Wrong values are refused before anything is deployed.
if helm template mcp-first deploy/helm -f deploy/helm/values/small.yaml --kube-version 1.34.0 \
  --set settings.ODOO_API_KEY=secret >/dev/null 2>&1; then
  echo "A secret among the settings was accepted." >&2
  exit 1
fi
echo "The deployment's files are right."
