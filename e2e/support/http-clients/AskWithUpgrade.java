import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * Java's HttpClient as it is by default: it wants HTTP/2 and says so with `Upgrade: h2c` on plain http. Arguments: address, Host, and for
 * each request `GET /path` or `POST /path body`. Prints one line for each answer: status, protocol, length of the body.
 */
public final class AskWithUpgrade {
  public static void main(String[] arguments) throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    for (int index = 2; index < arguments.length; index += 1) {
      String[] parts = arguments[index].split(" ", 3);
      HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(arguments[0] + parts[1]))
          .timeout(Duration.ofSeconds(10))
          .header("Host", arguments[1]);
      if (parts[0].equals("POST"))
        request.header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(parts[2]));
      HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
      System.out.println(answer.statusCode() + " " + answer.version() + " " + answer.body().length());
    }
  }
}
