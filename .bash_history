for tool in curl jq openssl; do command -v $tool > /dev/null && echo "$tool: ok" || echo "$tool: MISSING"; done
printf '\nend-of-step-4eda5fa4-3a68-45a5-82ba-039760a097da %s\n' "$?"
DEMONSTRATION="$PWD/.shomei/demonstration.json"
cd "$(mktemp -d)"
FACILITY=$(jq -r .urls.facility "$DEMONSTRATION")
CLIENT=$(jq -r '.emr.clients[0].clientId' "$DEMONSTRATION")
SECRET=$(jq -r '.emr.clients[0].clientSecret' "$DEMONSTRATION")
STAFF=$(jq -r '.emr.users[0].staffCode' "$DEMONSTRATION")
TERMINAL=$(jq -r '.emr.terminals[0].terminalId' "$DEMONSTRATION")
ORIGIN=$(jq -r .vendor.origin "$DEMONSTRATION")
call() { curl -sS --connect-to ::127.0.0.1: "$@"; }
echo "$CLIENT $STAFF $TERMINAL $ORIGIN"
printf '\nend-of-step-4eda5fa4-3a68-45a5-82ba-039760a097da %s\n' "$?"
call -u "${CLIENT}:${SECRET}" -d grant_type=client_credentials "$FACILITY/api/emr/v1/token" | tee token.json
TOKEN=$(jq -r .access_token token.json)
printf '\nend-of-step-4eda5fa4-3a68-45a5-82ba-039760a097da %s\n' "$?"
call -u "${CLIENT}:wrong" -d grant_type=client_credentials "$FACILITY/api/emr/v1/token"
printf '\nend-of-step-4eda5fa4-3a68-45a5-82ba-039760a097da %s\n' "$?"
call -H "Authorization: Bearer $TOKEN" "$FACILITY/api/emr/v1/staff/$STAFF/sign-in-status?terminal_id=$TERMINAL"
printf '\nend-of-step-4eda5fa4-3a68-45a5-82ba-039760a097da %s\n' "$?"
jq -n --arg staff_id "$STAFF" --arg terminal_id "$TERMINAL" --arg parent_origin "$ORIGIN" '$ARGS.named + {purpose: "sign_in"}' |   call -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -d @- "$FACILITY/api/emr/v1/launches"
printf '\nend-of-step-4eda5fa4-3a68-45a5-82ba-039760a097da %s\n' "$?"
call -N --max-time 3 -H "Authorization: Bearer $TOKEN" "$FACILITY/api/emr/v1/events?terminal_id=$TERMINAL" 2> ended.txt | tee events.txt
printf '\nend-of-step-4eda5fa4-3a68-45a5-82ba-039760a097da %s\n' "$?"
call -H "Authorization: Bearer $TOKEN" "$FACILITY/api/emr/v1/sign-in-status?terminal_id=$TERMINAL" | jq -c '{number: (.statuses | length > 0), cursor}'
printf '\nend-of-step-4eda5fa4-3a68-45a5-82ba-039760a097da %s\n' "$?"
call -H "Authorization: Bearer $TOKEN" -X POST "$FACILITY/api/emr/v1/staff/$STAFF/sign-out"
printf '\nend-of-step-4eda5fa4-3a68-45a5-82ba-039760a097da %s\n' "$?"
exit
DEMONSTRATION="$PWD/.shomei/demonstration.json"
cd "$(mktemp -d)"
FACILITY=$(jq -r .urls.facility "$DEMONSTRATION")
CLIENT=$(jq -r '.emr.clients[0].clientId' "$DEMONSTRATION")
SECRET=$(jq -r '.emr.clients[0].clientSecret' "$DEMONSTRATION")
STAFF=$(jq -r '.emr.users[0].staffCode' "$DEMONSTRATION")
TERMINAL=$(jq -r '.emr.terminals[0].terminalId' "$DEMONSTRATION")
call() { curl -sS --connect-to ::127.0.0.1: "$@"; }
TOKEN=$(call -u "${CLIENT}:${SECRET}" -d grant_type=client_credentials "$FACILITY/api/emr/v1/token" | jq -r .access_token)
ask() { call -H "Authorization: Bearer $TOKEN" -H 'Accept-Language: en' "$@"; }
ask "$FACILITY/api/emr/v1/staff/X9999/sign-in-status"
printf '\nend-of-step-148eea16-858b-472d-a4fb-a0c561a7d14f %s\n' "$?"
REQUEST=$(ask "$FACILITY/api/emr/v1/staff/X9999/sign-in-status" | jq -r .request_id)
ask "$FACILITY/api/emr/v1/requests/$REQUEST" | jq '{method, path, status, code}'
printf '\nend-of-step-148eea16-858b-472d-a4fb-a0c561a7d14f %s\n' "$?"
call -H 'Authorization: Bearer ended' "$FACILITY/api/emr/v1/staff/$STAFF/sign-in-status" | jq '{status, code}'
printf '\nend-of-step-148eea16-858b-472d-a4fb-a0c561a7d14f %s\n' "$?"
jq -n --arg staff_id "$STAFF" --arg terminal_id "$TERMINAL" '$ARGS.named + {parent_origin: "https://elsewhere.example.jp"}' |   ask -H 'Content-Type: application/json' -d @- "$FACILITY/api/emr/v1/launches" | jq '{status, code, params}'
printf '\nend-of-step-148eea16-858b-472d-a4fb-a0c561a7d14f %s\n' "$?"
encode() { base64 < "$1" | tr -d '\n'; }
printf 'SJ1\n1,1,9999991,13,テスト病院' > broken.csv
jq -n --arg staff_id "$STAFF" --arg terminal_id "$TERMINAL" --arg document "$(encode broken.csv)" '$ARGS.named' > broken.json
ask -H 'Content-Type: application/json' -H "Idempotency-Key: $(openssl rand -hex 16)" -d @broken.json "$FACILITY/api/emr/v1/prescriptions/sign" | jq '{status, code, first: .invalid_params[0]}'
printf '\nend-of-step-148eea16-858b-472d-a4fb-a0c561a7d14f %s\n' "$?"
exit
DEMONSTRATION="$PWD/.shomei/demonstration.json"
cd "$(mktemp -d)"
FACILITY=$(jq -r .urls.facility "$DEMONSTRATION")
AUTHORITY=$(jq -r .urls.authority "$DEMONSTRATION")
NATIONAL=${NATIONAL:-http://127.0.0.1:3002}
CLIENT=$(jq -r '.emr.clients[0].clientId' "$DEMONSTRATION")
SECRET=$(jq -r '.emr.clients[0].clientSecret' "$DEMONSTRATION")
STAFF=V0001
TERMINAL=$(jq -r '.emr.terminals[0].terminalId' "$DEMONSTRATION")
call() { curl -sS --connect-to ::127.0.0.1: "$@"; }
TOKEN=$(call -u "${CLIENT}:${SECRET}" -d grant_type=client_credentials "$FACILITY/api/emr/v1/token" | jq -r .access_token)
echo "$STAFF at $TERMINAL: ${TOKEN:-no token}" | cut -c 1-20
printf '\nend-of-step-fa7904c2-a0bd-47f3-a0db-a498d4f320b3 %s\n' "$?"
printf 'SJ1\n1,1,9999991,13,テスト病院\n2,000-0000,東京都見本区見本町一丁目１番１号\n3,00-0000-0001,,\n' > prescription.csv
printf '5,D0001,,テスト　一子\n11,0000101,見本　太郎,ﾐﾎﾝ ﾀﾛｳ\n12,1\n13,19580412\n21,2\n22,999999\n' >> prescription.csv
printf '23,見本,0001,1,01\n24,030,070\n51,20261123\n52,20261126\n101,1,1,,28\n' >> prescription.csv
printf '111,1,3,1011000400000000,１日１回朝食後,1\n201,1,1,1,7,,【般】見本錠５ｍｇ,1,1,錠' >> prescription.csv
wc -c < prescription.csv
printf '\nend-of-step-fa7904c2-a0bd-47f3-a0db-a498d4f320b3 %s\n' "$?"
encode() { base64 < "$1" | tr -d '\n'; }
check() { jq -n --arg document "$(encode "$1")" '$ARGS.named' | call -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -d @- "$FACILITY/api/emr/v1/prescriptions/validate"; }
check prescription.csv | jq '{valid, findings}'
perl -pe 's/7,,【般】/2,999999999,/' prescription.csv > dummy.csv
check dummy.csv | jq '{valid, findings: [.findings[] | {severity, line, field, code}]}'
printf '\nend-of-step-fa7904c2-a0bd-47f3-a0db-a498d4f320b3 %s\n' "$?"
KEY=$(openssl rand -hex 16)
jq -n --arg staff_id "$STAFF" --arg terminal_id "$TERMINAL" --arg document "$(encode prescription.csv)" '$ARGS.named' > request.json
sign() { call -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -H "Idempotency-Key: $KEY" -d @request.json "$FACILITY/api/emr/v1/prescriptions/sign"; }
sign | jq '{status, code, sign_in, ways: [.ways_on[]?.way]}'
printf '\nend-of-step-fa7904c2-a0bd-47f3-a0db-a498d4f320b3 %s\n' "$?"
jq -n --arg staff_id "$STAFF" --arg terminal_id "$TERMINAL" '$ARGS.named' |   call -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -d @- "$FACILITY/api/emr/v1/test-sign-ins" |   jq '{staff_id, status, method}'
printf '\nend-of-step-fa7904c2-a0bd-47f3-a0db-a498d4f320b3 %s\n' "$?"
jq '. + {dry_run: true}' request.json |   call -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -H "Idempotency-Key: $KEY" -d @- "$FACILITY/api/emr/v1/prescriptions/sign" |   jq '{dry_run, warnings, status: .sign_in.status, signer: .signer.roles}'
printf '\nend-of-step-fa7904c2-a0bd-47f3-a0db-a498d4f320b3 %s\n' "$?"
sign > answer.json
jq '{signature_level, signed_at, warnings}' answer.json
jq -r .signed_document answer.json | base64 -d > prescription.xml
printf '\nend-of-step-fa7904c2-a0bd-47f3-a0db-a498d4f320b3 %s\n' "$?"
sign | jq -r .signed_document | base64 -d | cmp - prescription.xml && echo same bytes
printf '\nend-of-step-fa7904c2-a0bd-47f3-a0db-a498d4f320b3 %s\n' "$?"
jq -n --arg document "$(encode prescription.xml)" '$ARGS.named' |   call -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -d @- "$FACILITY/api/emr/v1/documents/verify" |   jq '{result, findings, level: .signatures[0].level, roles: .signatures[0].signer.roles}'
printf '\nend-of-step-fa7904c2-a0bd-47f3-a0db-a498d4f320b3 %s\n' "$?"
for name in root issuing; do call "$AUTHORITY/ca/test-$name.crt" | openssl x509 -inform DER -out $name.pem; done
xmlsec1 --verify --id-attr:id PrescriptionDocument --id-attr:Id http://www.w3.org/2000/09/xmldsig#:KeyInfo   --id-attr:Id http://uri.etsi.org/01903/v1.3.2#:SignedProperties --trusted-pem root.pem --untrusted-pem issuing.pem   prescription.xml 2>&1
printf '\nend-of-step-fa7904c2-a0bd-47f3-a0db-a498d4f320b3 %s\n' "$?"
printf '<XmlMsg><MessageHeader><MedicalInstitutionCode>1319999991</MedicalInstitutionCode><ArbitraryFileIdentifier>%s</ArbitraryFileIdentifier></MessageHeader><MessageBody><PrescriptionInfo>%s</PrescriptionInfo><IssueType>1</IssueType></MessageBody></XmlMsg>'   "$KEY" "$(encode prescription.xml)" > message.xml
curl -sS -H 'Content-Type: application/xml' --data-binary @message.xml "$NATIONAL/siPIR01"
printf '\nend-of-step-fa7904c2-a0bd-47f3-a0db-a498d4f320b3 %s\n' "$?"
exit
DEMONSTRATION="$PWD/.shomei/demonstration.json"
cd "$(mktemp -d)"
FACILITY=$(jq -r .urls.facility "$DEMONSTRATION")
CLIENT=$(jq -r '.emr.clients[0].clientId' "$DEMONSTRATION")
SECRET=$(jq -r '.emr.clients[0].clientSecret' "$DEMONSTRATION")
STAFF=$(jq -r '.emr.users[0].staffCode' "$DEMONSTRATION")
TERMINAL=$(jq -r '.emr.terminals[0].terminalId' "$DEMONSTRATION")
ORIGIN=$(jq -r .vendor.origin "$DEMONSTRATION")
call() { curl -sS --connect-to ::127.0.0.1: "$@"; }
echo "$CLIENT V0001 $TERMINAL $ORIGIN"
printf '\nend-of-step-4c05c146-26f2-4cee-bfe0-42c568e1d01c %s\n' "$?"
call -u "${CLIENT}:${SECRET}" -d grant_type=client_credentials "$FACILITY/api/emr/v1/token" | tee token.json
TOKEN=$(jq -r .access_token token.json)
printf '\nend-of-step-4c05c146-26f2-4cee-bfe0-42c568e1d01c %s\n' "$?"
call -H "Authorization: Bearer $TOKEN" -X POST "$FACILITY/api/emr/v1/staff/V0001/sign-out"
printf '\nend-of-step-4c05c146-26f2-4cee-bfe0-42c568e1d01c %s\n' "$?"
exit
DEMONSTRATION="$PWD/.shomei/demonstration.json"
cd "$(mktemp -d)"
FACILITY=$(jq -r .urls.facility "$DEMONSTRATION")
CLIENT=$(jq -r '.emr.clients[0].clientId' "$DEMONSTRATION")
SECRET=$(jq -r '.emr.clients[0].clientSecret' "$DEMONSTRATION")
STAFF=$(jq -r '.emr.users[0].staffCode' "$DEMONSTRATION")
TERMINAL=$(jq -r '.emr.terminals[0].terminalId' "$DEMONSTRATION")
ORIGIN=$(jq -r .vendor.origin "$DEMONSTRATION")
call() { curl -sS --connect-to ::127.0.0.1: "$@"; }
echo "$CLIENT V0001 $TERMINAL $ORIGIN"
printf '\nend-of-step-f4c41ef7-4443-4b27-81ef-f9a6729e9f18 %s\n' "$?"
call -u "${CLIENT}:${SECRET}" -d grant_type=client_credentials "$FACILITY/api/emr/v1/token" | tee token.json
TOKEN=$(jq -r .access_token token.json)
printf '\nend-of-step-f4c41ef7-4443-4b27-81ef-f9a6729e9f18 %s\n' "$?"
call -H "Authorization: Bearer $TOKEN" -X POST "$FACILITY/api/emr/v1/staff/V0001/sign-out"
printf '\nend-of-step-f4c41ef7-4443-4b27-81ef-f9a6729e9f18 %s\n' "$?"
exit
REPOSITORY=$PWD
cd "$(mktemp -d)"
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out my-key.pem
node -p "JSON.stringify({ keys: [{ ...crypto.createPublicKey(fs.readFileSync('my-key.pem')).export({ format: 'jwk' }), alg: 'ES256', use: 'sig' }] })"
printf '\nend-of-step-405563cf-dfdd-41f4-bf09-3a4aed07a6ec %s\n' "$?"
DEMONSTRATION="$REPOSITORY/.shomei/demonstration.json"
FACILITY=$(jq -r .urls.facility "$DEMONSTRATION")
CLIENT=$(jq -r .vendor.clientId "$DEMONSTRATION")
jq -r .vendor.privateKeyPem "$DEMONSTRATION" > emr-key.pem
STAFF=V0001
TERMINAL=$(jq -r '.emr.terminals[0].terminalId' "$DEMONSTRATION")
CSV="$REPOSITORY/examples/first-page/prescription.csv"
echo "$CLIENT $STAFF $TERMINAL"
printf '\nend-of-step-405563cf-dfdd-41f4-bf09-3a4aed07a6ec %s\n' "$?"
javac -d classes "$REPOSITORY"/examples/java/*.java
echo '127.0.0.1 facility.localhost' > hosts
sample() { java -Djdk.net.hosts.file=hosts -cp classes Sample "$FACILITY" "$CLIENT" emr-key.pem "$STAFF" "$TERMINAL" "$CSV" signed.xml; }
sample
printf '\nend-of-step-405563cf-dfdd-41f4-bf09-3a4aed07a6ec %s\n' "$?"
SECRET=$(jq -r '.emr.clients[0] | "\(.clientId):\(.clientSecret)"' "$DEMONSTRATION")
call() { curl -sS --connect-to ::127.0.0.1: "$@"; }
TOKEN=$(call -u "$SECRET" -d grant_type=client_credentials "$FACILITY/api/emr/v1/token" | jq -r .access_token)
call -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" -d "{\"staff_id\":\"$STAFF\",\"terminal_id\":\"$TERMINAL\"}" "$FACILITY/api/emr/v1/test-sign-ins" > signed-in.json
sample
printf '\nend-of-step-405563cf-dfdd-41f4-bf09-3a4aed07a6ec %s\n' "$?"
exit
DEMONSTRATION="$PWD/.shomei/demonstration.json"
cd "$(mktemp -d)"
FACILITY=$(jq -r .urls.facility "$DEMONSTRATION")
CLIENT=$(jq -r '.emr.clients[0].clientId' "$DEMONSTRATION")
SECRET=$(jq -r '.emr.clients[0].clientSecret' "$DEMONSTRATION")
STAFF=$(jq -r '.emr.users[0].staffCode' "$DEMONSTRATION")
TERMINAL=$(jq -r '.emr.terminals[0].terminalId' "$DEMONSTRATION")
ORIGIN=$(jq -r .vendor.origin "$DEMONSTRATION")
call() { curl -sS --connect-to ::127.0.0.1: "$@"; }
echo "$CLIENT V0001 $TERMINAL $ORIGIN"
printf '\nend-of-step-6162a9e8-1eb7-46be-ab91-5bb58ef1ebb0 %s\n' "$?"
call -u "${CLIENT}:${SECRET}" -d grant_type=client_credentials "$FACILITY/api/emr/v1/token" | tee token.json
TOKEN=$(jq -r .access_token token.json)
printf '\nend-of-step-6162a9e8-1eb7-46be-ab91-5bb58ef1ebb0 %s\n' "$?"
call -H "Authorization: Bearer $TOKEN" -X POST "$FACILITY/api/emr/v1/staff/V0001/sign-out"
printf '\nend-of-step-6162a9e8-1eb7-46be-ab91-5bb58ef1ebb0 %s\n' "$?"
exit
DEMONSTRATION="$PWD/.shomei/demonstration.json"
jq '.emr.origin = "http://emr.localhost:3021"' "$DEMONSTRATION" > emr-settings.json
EMR_SETTINGS=emr-settings.json EMR_PORT=3021 EMR_NATIONAL_SERVICE_URL=http://127.0.0.1:3002 node examples/emr/server.mjs > emr.log 2>&1 &
curl -sS --retry 20 --retry-connrefused --retry-delay 1 -H 'Host: emr.localhost:3021' http://127.0.0.1:3021/login | grep -o '<title>.*</title>'
kill $!
rm emr-settings.json emr.log
printf '\nend-of-step-a98fc141-6f4a-4d9e-8515-5ea48775f601 %s\n' "$?"
exit
DEMONSTRATION="$PWD/.shomei/demonstration.json"
export NATIONAL_SERVICE_AUTHORITY_URL=$(jq -r .urls.authority "$DEMONSTRATION")
export NATIONAL_SERVICE_AUTHORITY_CONNECT=$(jq -r .emr.facilityConnect "$DEMONSTRATION")
NATIONAL_SERVICE_PORT=3022 node examples/national-service/server.mjs > national-service.log 2>&1 &
curl -sS --retry 20 --retry-connrefused --retry-delay 1 http://127.0.0.1:3022/siPIR01/1319999991/F-1
kill $!
rm national-service.log
printf '\nend-of-step-a2f9e00c-34d9-433c-99f2-08046e5459d0 %s\n' "$?"
exit
