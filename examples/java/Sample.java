import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;

/** Arguments: facility URL, client id, file of its key, staff id, terminal id, CSV of a prescription, file for the signed document. */
public final class Sample {
  public static void main(String[] arguments) throws Exception {
    String staff = arguments[3];
    String terminal = arguments[4];
    ShomeiClient shomei = new ShomeiClient(arguments[0], ClientKey.read(arguments[1], Path.of(arguments[2])));

    System.out.println("status: " + shomei.signInStatus(staff, terminal).get("status"));
    shomei.followEvents(terminal, (event, json) -> {
      System.out.println("event: " + event);
      return !event.equals("heartbeat");
    });

    byte[] csv = Files.readAllBytes(Path.of(arguments[5]));
    // One for each prescription, kept with it before anything is sent.
    String key = UUID.randomUUID().toString();
    try {
      byte[] signed = documentOf(shomei.signPrescription(staff, terminal, csv, key));
      byte[] again = documentOf(shomei.signPrescription(staff, terminal, csv, key));
      System.out.println("signed, and once more: " + (Arrays.equals(signed, again) ? "same bytes" : "OTHER BYTES"));
      Files.write(Path.of(arguments[6]), signed);
      System.out.println("verified: " + shomei.verify(signed).get("result"));
    } catch (ShomeiError refused) {
      System.out.println("not signed: " + refused.code);
    }
  }

  private static byte[] documentOf(Map<String, Object> answer) {
    return Base64.getDecoder().decode((String) answer.get("signed_document"));
  }
}
