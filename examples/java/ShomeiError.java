import java.math.BigDecimal;
import java.util.Map;

/** A refusal of the portal (RFC 9457): decide on `code`, show `detail` and `nextStep`, keep `requestId` for the hospital's staff. */
final class ShomeiError extends Exception {
  private static final long serialVersionUID = 1L;

  final int status;
  final String code;
  final String detail;
  final String nextStep;
  final String requestId;
  /** Seconds to wait before the same request is sent again; -1 where the answer names none. */
  final int retryAfterSeconds;

  ShomeiError(int status, Map<String, Object> problem) {
    super(status + " " + text(problem, problem.containsKey("code") ? "code" : "error"));
    this.status = status;
    code = text(problem, problem.containsKey("code") ? "code" : "error");
    detail = text(problem, "detail");
    nextStep = text(problem, "next_step");
    requestId = text(problem, "request_id");
    retryAfterSeconds = problem.get("retry_after") instanceof BigDecimal seconds ? seconds.intValue() : -1;
  }

  private static String text(Map<String, Object> problem, String name) {
    return problem.get(name) instanceof String value ? value : "";
  }
}
