import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** A client id with its P-256 key: signs the assertions that take the place of a secret (private_key_jwt, RFC 7523 §2.2). */
final class ClientKey {
  final String clientId;
  private final PrivateKey key;

  private ClientKey(String clientId, PrivateKey key) {
    this.clientId = clientId;
    this.key = key;
  }

  /** `file`: PKCS #8 in PEM, as `openssl genpkey` writes it. */
  static ClientKey read(String clientId, Path file) throws Exception {
    String base64 = Files.readString(file).replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
    PKCS8EncodedKeySpec encoded = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64));
    return new ClientKey(clientId, KeyFactory.getInstance("EC").generatePrivate(encoded));
  }

  /** A JWT for one token request: it is accepted once, within a minute. */
  String assertFor(String tokenUrl) throws GeneralSecurityException {
    long now = Instant.now().getEpochSecond();
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", clientId);
    claims.put("sub", clientId);
    claims.put("aud", tokenUrl);
    claims.put("jti", UUID.randomUUID().toString());
    claims.put("iat", now);
    claims.put("exp", now + 60);
    String signed = encode("{\"alg\":\"ES256\",\"typ\":\"JWT\"}") + "." + encode(Json.write(claims));
    // JWS wants r and s side by side (RFC 7518 §3.4), not Java's usual DER.
    Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
    signature.initSign(key);
    signature.update(signed.getBytes(StandardCharsets.US_ASCII));
    return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
  }

  private static String encode(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
