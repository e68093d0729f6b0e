# shellcheck shell=bash
# Keys and certificates for a test: one authority a folder, good for a month. MADE, as +1h, is when they are made, counted from now.

certificate_authority() { # FOLDER COMMON-NAME: FOLDER/ca.{crt,key}
    local folder=$1
    mkdir -p "$folder"
    [ -f "$folder/ca.crt" ] && return
    ${MADE:+faketime -f "$MADE"} openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj "/CN=$2" \
        -addext 'keyUsage=critical,keyCertSign,cRLSign' -keyout "$folder/ca.key" -out "$folder/ca.crt" 2>/dev/null
}

# certificate FOLDER NAME SUBJECT [SUBJECT-ALTERNATIVE-NAMES]: FOLDER/NAME.{crt,key}, signed by FOLDER/ca: EC keys in PKCS #8,
# as openssl writes them.
certificate() {
    local folder=$1 name=$2 subject=$3 names=${4:-}
    [ -f "$folder/$name.crt" ] && return
    openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "$subject" -keyout "$folder/$name.key" -out "$folder/$name.csr" 2>/dev/null
    {
        echo 'keyUsage=critical,digitalSignature'
        echo 'extendedKeyUsage=serverAuth,clientAuth'
        [ -z "$names" ] || echo "subjectAltName=$names"
    } >"$folder/$name.ext"
    ${MADE:+faketime -f "$MADE"} openssl x509 -req -in "$folder/$name.csr" -CA "$folder/ca.crt" -CAkey "$folder/ca.key" -CAcreateserial -days 30 \
        -extfile "$folder/$name.ext" -out "$folder/$name.crt" 2>/dev/null
    rm -f "$folder/$name.csr" "$folder/$name.ext"
}

write_kubeconfig() { # FILE SERVER KEYS NAME: the client certificate KEYS/NAME, everything inside the one file
    keep "$1" <<END
apiVersion: v1
kind: Config
current-context: plinth-it
contexts: [{name: plinth-it, context: {cluster: plinth-it, user: $4}}]
clusters:
- name: plinth-it
  cluster:
    server: $2
    certificate-authority-data: $(base64 -w0 <"$3/ca.crt")
users:
- name: $4
  user:
    client-certificate-data: $(base64 -w0 <"$3/$4.crt")
    client-key-data: $(base64 -w0 <"$3/$4.key")
END
    chmod 600 "$1"
}
