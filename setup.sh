#!/bin/sh
# Makes .venv from requirements.lock. Called by make; the stamp .venv/made is written last,
# so that a half-made environment never counts as made.
set -eu

fail() {
    printf '%s\n' "$1" >&2
    exit 1
}

fits() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null
}

find_python() {
    for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
        if fits "$candidate"; then
            command -v "$candidate"
            return
        fi
    done
    fail "Python 3.11, 3.12 of 3.13 is nodig: installeer het van python.org / Python 3.11, 3.12 or 3.13 is needed: install it from python.org"
}

# The lines of the lock for one package, with its hashes.
locked() {
    awk -v name="$1" '/^[a-z0-9]/ { on = index($0, name "==") == 1 } on' requirements.lock
}

install_with_uv() {
    locked uv >.venv/uv.txt
    "$venv_python" -m pip install --require-hashes -r .venv/uv.txt &&
        "$venv_python" -m uv pip sync --compile-bytecode --python "$venv_python" --require-hashes requirements.lock
}

install_with_pip() {
    "$venv_python" -m pip install --require-hashes -r requirements.lock
}

python=$(find_python)
[ -w . ] ||
    fail "In deze map mag u niet schrijven: maak .venv voordat dat zo is / You may not write in this folder: make .venv before that is so"
rm -rf .venv
"$python" -m venv .venv >/dev/null 2>&1 ||
    fail "De module venv ontbreekt: installeer python3-venv / The module venv is missing: install python3-venv"
venv_python=.venv/bin/python
log=.venv/setup.log
echo "De omgeving wordt gemaakt (eenmalig) / Making the environment (once) ..."
install_with_uv >"$log" 2>&1 || install_with_pip >>"$log" 2>&1 ||
    fail "De pakketten zijn niet op te halen: is er internet? Zie $log / The packages could not be fetched: is there a network? See $log"
"$venv_python" -m pip install --no-deps --no-build-isolation --editable . >>"$log" 2>&1 ||
    fail "Het pakket is niet te installeren: zie $log / The package could not be installed: see $log"
touch .venv/made
