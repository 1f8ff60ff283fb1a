import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON that this sample needs, so that it needs no library. In a product use the one that you have already. */
final class Json {
  private final String text;
  private int at = 0;

  private Json(String text) {
    this.text = text;
  }

  /** Maps, lists, strings, BigDecimal, Boolean and null. */
  static Object read(String text) {
    Json reader = new Json(text);
    Object value = reader.value();
    if (reader.next() != '\0') throw new IllegalArgumentException("something follows the JSON");
    return value;
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> readObject(String text) {
    return (Map<String, Object>) read(text);
  }

  /** An object of strings and numbers. */
  static String write(Map<String, ?> members) {
    List<String> written = new ArrayList<>();
    members.forEach((name, value) -> written.add(quote(name) + ":" + (value instanceof Number ? value : quote((String) value))));
    return "{" + String.join(",", written) + "}";
  }

  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char each : text.toCharArray()) {
      if (each == '"' || each == '\\') quoted.append('\\').append(each);
      else if (each < ' ') quoted.append(String.format("\\u%04x", (int) each));
      else quoted.append(each);
    }
    return quoted.append('"').toString();
  }

  private Object value() {
    switch (next()) {
      case '{': return object();
      case '[': return array();
      case '"': return string();
      case 't': return word("true", Boolean.TRUE);
      case 'f': return word("false", Boolean.FALSE);
      case 'n': return word("null", null);
      default: return number();
    }
  }

  private Map<String, Object> object() {
    Map<String, Object> members = new LinkedHashMap<>();
    at += 1;
    while (next() != '}') {
      String name = string();
      expect(':');
      members.put(name, value());
      if (next() == ',') at += 1;
    }
    at += 1;
    return members;
  }

  private List<Object> array() {
    List<Object> elements = new ArrayList<>();
    at += 1;
    while (next() != ']') {
      elements.add(value());
      if (next() == ',') at += 1;
    }
    at += 1;
    return elements;
  }

  private String string() {
    expect('"');
    StringBuilder read = new StringBuilder();
    while (text.charAt(at) != '"') {
      char each = text.charAt(at++);
      if (each != '\\') {
        read.append(each);
        continue;
      }
      char escaped = text.charAt(at++);
      int control = "bfnrt".indexOf(escaped);
      if (escaped == 'u') {
        read.append((char) Integer.parseInt(text.substring(at, at + 4), 16));
        at += 4;
      } else {
        read.append(control < 0 ? escaped : "\b\f\n\r\t".charAt(control));
      }
    }
    at += 1;
    return read.toString();
  }

  private Object word(String word, Object meaning) {
    if (!text.startsWith(word, at)) throw new IllegalArgumentException("not JSON at " + at);
    at += word.length();
    return meaning;
  }

  private BigDecimal number() {
    int start = at;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) at += 1;
    return new BigDecimal(text.substring(start, at));
  }

  private void expect(char wanted) {
    if (next() != wanted) throw new IllegalArgumentException("not JSON at " + at);
    at += 1;
  }

  /** The next character that is no space, without taking it; NUL at the end. */
  private char next() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) at += 1;
    return at < text.length() ? text.charAt(at) : '\0';
  }
}
