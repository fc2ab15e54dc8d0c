# What the scripts of this folder share; read by them (`.`), never run.

export PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=1
unset PYTHONPATH PYTHONHOME VIRTUAL_ENV
exec </dev/null

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# The oldest Python that pyproject.toml allows, and those that may be there beside it.
supported="3.11 3.12 3.13 3.14 3.15"

# Print the path of the interpreter of a version such as 3.12: as `python3.12` or `python3`, or as pyenv keeps it.
interpreter() {
    local candidate
    for candidate in "python$1" python3 python "$(pyenv prefix "$1" 2>/dev/null)/bin/python"; do
        "$candidate" -c "import sys, ensurepip, venv
if '%d.%d' % sys.version_info[:2] != '$1': sys.exit(1)
print(sys.executable)" 2>/dev/null && return
    done
    return 1
}

# Fill `pythons` with the interpreters to use, oldest first, and `absent` with the versions that this machine lacks.
# PYTHONS names other ones: PYTHONS="/path/to/python /path/to/another".
find_pythons() {
    local version found
    pythons=() absent=()
    if [ -n "${PYTHONS:-}" ]; then
        read -ra pythons <<<"$PYTHONS"
        return
    fi
    for version in $supported; do
        if found=$(interpreter "$version"); then
            pythons+=("$found")
        else
            absent+=("$version")
        fi
    done
    if [ ${#pythons[@]} -eq 0 ]; then
        echo "error: no Python 3.11 or later found; name one: PYTHONS=/path/to/python $0" >&2
        exit 2
    fi
}

version_of() {
    "$1" -c 'import sys; print("%d.%d.%d" % sys.version_info[:3])'
}

failed=()
# Run a command line in a virtual environment (`step NAME VENV COMMAND`) and note whether it failed.
step() {
    local name=$1 venv=$2
    shift 2
    printf '\n=== %s: %s\n' "$name" "$*"
    SECONDS=0
    if PATH="$venv/bin:$PATH" bash -euo pipefail -c "$*"; then
        printf -- '--- %s: ok, %d s\n' "$name" "$SECONDS"
    else
        printf -- '--- %s: FAILED, %d s\n' "$name" "$SECONDS"
        failed+=("$name")
    fi
}
