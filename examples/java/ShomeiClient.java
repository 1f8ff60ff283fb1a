import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.function.BiPredicate;

/** The EMR API of one facility, for a back end. One object serves all threads; it keeps the access token. */
final class ShomeiClient {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  /** A signature is made at the authority, in another building. */
  private static final Duration SIGN_TIMEOUT = Duration.ofSeconds(60);
  private static final int SIGN_TRIES = 4;

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).version(HttpClient.Version.HTTP_1_1).build();
  private final String base;
  private final ClientKey key;
  private String token;
  private Instant renewAt = Instant.MIN;

  ShomeiClient(String facilityUrl, ClientKey key) {
    base = facilityUrl + "/api/emr/v1";
    this.key = key;
  }

  Map<String, Object> signInStatus(String staffId, String terminalId) throws Exception {
    return call("GET", "/staff/" + encode(staffId) + "/sign-in-status?terminal_id=" + encode(terminalId), null, Map.of(), TIMEOUT);
  }

  /**
   * Has a prescription signed. Whatever happens on the way, the same `idempotencyKey` with the same CSV is signed once: after a time-out
   * or a lost connection the same request is sent again.
   */
  Map<String, Object> signPrescription(String staffId, String terminalId, byte[] csv, String idempotencyKey) throws Exception {
    String body = Json.write(Map.of("staff_id", staffId, "terminal_id", terminalId, "document", Base64.getEncoder().encodeToString(csv)));
    Map<String, String> headers = Map.of("Idempotency-Key", idempotencyKey);
    for (int attempt = 1; ; attempt += 1) {
      try {
        return call("POST", "/prescriptions/sign", body, headers, SIGN_TIMEOUT);
      } catch (IOException lost) {
        if (attempt == SIGN_TRIES) throw lost;
        Thread.sleep(1_000L << attempt);
      } catch (ShomeiError refused) {
        boolean helpsToWait = refused.retryAfterSeconds >= 0 || refused.status == 503;
        if (attempt == SIGN_TRIES || !helpsToWait) throw refused;
        Thread.sleep(refused.retryAfterSeconds >= 0 ? Math.min(refused.retryAfterSeconds, 30) * 1_000L : 1_000L << attempt);
      }
    }
  }

  Map<String, Object> verify(byte[] document) throws Exception {
    String body = Json.write(Map.of("document", Base64.getEncoder().encodeToString(document)));
    return call("POST", "/documents/verify", body, Map.of(), TIMEOUT);
  }

  /**
   * Hands each event (its name, its JSON) to `goesOn` until that answers false or the stream ends, at the latest after 15 minutes: then
   * open a new one. Run it on a thread of its own, and give up a stream that has been silent for 30 seconds.
   */
  void followEvents(String terminalId, BiPredicate<String, String> goesOn) throws Exception {
    HttpRequest request = request("/events?terminal_id=" + encode(terminalId)).header("Authorization", "Bearer " + freshToken()).build();
    HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      if (answer.statusCode() != 200) throw new ShomeiError(answer.statusCode(), Json.readObject(lines.readLine()));
      String event = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("event: ")) event = line.substring(7);
        else if (line.startsWith("data: ") && !goesOn.test(event, line.substring(6))) return;
      }
    }
  }

  private Map<String, Object> call(String method, String path, String body, Map<String, String> headers, Duration timeout) throws Exception {
    try {
      return callOnce(method, path, body, headers, timeout);
    } catch (ShomeiError refused) {
      if (refused.status != 401) throw refused;
      forgetToken();
      return callOnce(method, path, body, headers, timeout);
    }
  }

  private Map<String, Object> callOnce(String method, String path, String body, Map<String, String> headers, Duration timeout) throws Exception {
    HttpRequest.Builder request = request(path).timeout(timeout).header("Authorization", "Bearer " + freshToken());
    headers.forEach(request::header);
    if (body != null) request.header("Content-Type", "application/json");
    request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    return send(request.build());
  }

  private synchronized String freshToken() throws Exception {
    if (Instant.now().isBefore(renewAt)) return token;
    String form = "grant_type=client_credentials&client_id=" + encode(key.clientId)
        + "&client_assertion_type=" + encode("urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
        + "&client_assertion=" + key.assertFor(base + "/token");
    HttpRequest.Builder request = request("/token").timeout(TIMEOUT).header("Content-Type", "application/x-www-form-urlencoded");
    Map<String, Object> answer = send(request.POST(BodyPublishers.ofString(form)).build());
    token = (String) answer.get("access_token");
    renewAt = Instant.now().plusSeconds(((Number) answer.get("expires_in")).longValue() - 60);
    return token;
  }

  private synchronized void forgetToken() {
    renewAt = Instant.MIN;
  }

  private Map<String, Object> send(HttpRequest request) throws IOException, InterruptedException, ShomeiError {
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    // A proxy on the way answers with pages of its own.
    boolean isJson = answer.headers().firstValue("Content-Type").orElse("").contains("json");
    if (answer.statusCode() != 200) throw new ShomeiError(answer.statusCode(), isJson ? Json.readObject(answer.body()) : Map.of());
    if (!isJson) throw new IOException("the answer is no JSON");
    return Json.readObject(answer.body());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path)).header("Accept-Language", "ja");
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
