#!/bin/sh
# Checks this package with sh, sha256sum and openssl, and nothing else. Needs the SHA-256 of the fleet's root certificate, which you
# must have from elsewhere than from this package:   sh verify.sh <sha256 of the root certificate in DER>
set -u
case $0 in */*) cd "${0%/*}" || exit 2 ;; esac
[ $# -eq 1 ] || { echo "usage: sh verify.sh SHA256-OF-THE-ROOT-CERTIFICATE" >&2; exit 2; }

fail() { echo "WRONG: $*"; exit 1; }
sha() { s=$(sha256sum <"$1") || fail "$1 cannot be read"; echo "${s%% *}"; }

# who signs
root=$(openssl x509 -in certificates/root.pem -outform DER | sha256sum); root=${root%% *}
[ "$root" = "$1" ] || fail "the root certificate is not the one you trust"
store=-no-CApath
case $(openssl verify -help 2>&1) in *no-CAstore*) store="$store -no-CAstore" ;; esac
leads() { # whether certificates lead to the root; an old signature stays good when its certificate ends
    openssl verify $store -no_check_time -CAfile certificates/root.pem -untrusted "$1" "$1" >/dev/null 2>&1
}
signed() { # certificate, signature, file
    openssl x509 -in "$1" -noout -pubkey | openssl dgst -sha256 -verify /dev/stdin -signature "$2" "$3" >/dev/null 2>&1 ||
        fail "$3 is not signed by $1"
}
leads certificates/keeper.pem || fail "the keeper's certificate does not lead to the root"
case $(openssl x509 -in certificates/keeper.pem -noout -ext extendedKeyUsage) in
    *@KEEPER@*) ;;
    *) fail "the keeper's certificate is for something else" ;;
esac
signed certificates/keeper.pem tagmanifest-sha256.txt.sig tagmanifest-sha256.txt

# every file is listed, and is what it was
sha256sum -c tagmanifest-sha256.txt >/dev/null 2>&1 || fail "a tag file is missing or changed"
sha256sum -c manifest-sha256.txt >/dev/null 2>&1 || fail "a file of the payload is missing or changed"
listed='|tagmanifest-sha256.txt|tagmanifest-sha256.txt.sig|'
while IFS= read -r line; do listed="$listed${line#*  }|"; done <tagmanifest-sha256.txt
while IFS= read -r line; do listed="$listed${line#*  }|"; done <manifest-sha256.txt
walk() {
    for f in "$1"* "$1".[!.]*; do
        [ -e "$f" ] || continue
        if [ -d "$f" ]; then walk "$f/"; else
            case $listed in *"|$f|"*) ;; *) fail "$f was added" ;; esac
        fi
    done
}
walk ''

# the chain of custody up to its signed head
previous= taken='|' entries=0
for f in custody/entries/*.txt; do
    { IFS= read -r tag; IFS= read -r before; IFS= read -r says; IFS= read -r blob; } <"$f"
    [ "$tag" = 'robotaxi custody entry v1' ] || fail "$f is no entry"
    [ -z "$previous" ] || [ "$before" = "$previous" ] || fail "$f does not follow the entry before"
    previous=$(sha "$f")
    case $says in *'"act":"accepted"'* | *'"act":"mended"'*) taken="$taken$blob|" ;; esac
    entries=$((entries + 1))
done
{ IFS= read -r tag; IFS= read -r chain; IFS= read -r number; IFS= read -r head; } <custody/head.txt
[ "$tag" = 'robotaxi custody head v1' ] && [ "$head" = "entry $previous" ] || fail "the head is of another entry than the last"
signed certificates/keeper.pem custody/head.sig custody/head.txt
vehicle=${chain#chain }

# every clip is one that came in, and what the car itself signed
clips=0
for f in data/clips/*.mcap; do
    [ -e "$f" ] || continue
    name=${f##*/}
    [ "$(sha "$f")" = "${name%.mcap}" ] || fail "$f has another hash than its name"
    case $taken in *"|${name%.mcap}|"*) ;; *) fail "$f never came in" ;; esac
    clips=$((clips + 1))
done
for f in custody/car/*.txt; do
    [ -e "$f" ] || continue
    leads "${f%.txt}.pem" || fail "${f%.txt}.pem does not lead to the root"
    case $(openssl x509 -in "${f%.txt}.pem" -noout -ext subjectAltName) in
        *"URI:urn:robotaxi:vehicle:$vehicle") ;;
        *"URI:urn:robotaxi:vehicle:$vehicle,"*) ;;
        *) fail "${f%.txt}.pem is another car's" ;;
    esac
    signed "${f%.txt}.pem" "${f%.txt}.sig" "$f"
done

# Merkle proofs (RFC 6962) up to the signed roots of hours and days
bytes() {
    hex=$1 octal=
    while [ -n "$hex" ]; do
        rest=${hex#??}; n=$((0x${hex%"$rest"})); hex=$rest
        octal="$octal\\$((n / 64))$((n / 8 % 8))$((n % 8))"
    done
    printf "$octal"
}
node() { s=$({ printf '\001'; bytes "$1"; bytes "$2"; } | sha256sum); echo "${s%% *}"; }
proofs=0
for f in custody/hours/*.txt custody/days/*.txt; do
    [ -e "$f" ] || continue
    signed certificates/keeper.pem "${f%.txt}.sig" "$f"
done
for f in custody/proofs/*.txt; do
    [ -e "$f" ] || continue
    path= leaf= index= size=
    while IFS=' ' read -r name value; do
        case $name in leaf) leaf=$value ;; index) index=$value ;; size) size=$value ;; path-*) path="$path $value" ;; esac
    done <"$f"
    hash=$({ printf '\000'; bytes "$leaf"; } | sha256sum); hash=${hash%% *}
    i=$index last=$((size - 1))
    for step in $path; do
        if [ $((i % 2)) -eq 1 ] || [ "$i" -eq "$last" ]; then
            hash=$(node "$step" "$hash")
            while [ $((i % 2)) -eq 0 ] && [ "$i" -ne 0 ]; do i=$((i / 2)); last=$((last / 2)); done
        else
            hash=$(node "$hash" "$step")
        fi
        i=$((i / 2)) last=$((last / 2))
    done
    name=${f##*/}
    case $name in
        day-*) tree=${name#day-}; tree=custody/days/${tree%%-hour-*}.txt ;;
        *)
            tree=custody/hours/${name#*-}
            [ "$leaf" = "$(sha "custody/entries/${name%%-*}.txt")" ] || fail "$f is of another entry"
            ;;
    esac
    found=
    while IFS=' ' read -r name value; do [ "$name" = root ] && found=$value; done <"$tree"
    [ "$last" -eq 0 ] && [ "$hash" = "$found" ] || fail "$f does not lead to its root"
    proofs=$((proofs + 1))
done
echo "INTACT: $clips clips, $entries entries of $vehicle up to $number, $proofs Merkle proofs"
