package talkspurt.provider.agent;

import java.util.regex.Pattern;

/** Addresses of the web, of which the host alone is spoken. */
final class Hosts {

  private static final String TOP =
      "(?:com|org|net|edu|gov|mil|int|info|biz|io|ai|app|dev|co|me|tv|shop|store|online|site|cloud|tech|xyz|page"
          + "|blog|news|example|eu|uk|us|ca|au|nz|ie|de|at|ch|fr|be|nl|lu|es|pt|it|br|mx|ar|cl|pl|cz|sk|hu|ro"
          + "|bg|gr|tr|ru|ua|se|no|dk|fi|is|jp|cn|kr|in|za|il)";
  private static final String MORE = "[[!-~\u00C0-\u024F]&&[^<>\"`|\\\\^{}\\[\\]*]]{0,1000}";
  private static final Pattern HOST =
      Pattern.compile("(?:[\\p{L}\\p{Nd}-]{1,63}\\.){1,4}" + TOP, Pattern.CASE_INSENSITIVE);
  private static final Pattern TOP_ALONE = Pattern.compile(TOP, Pattern.CASE_INSENSITIVE);

  /** What stands behind the host. */
  static final Pattern PATH = Pattern.compile(
      "(?:(?::\\d{2,5})?/" + MORE + "|\\?[\\w.%-]{1,60}=" + MORE + "|#[\\w!/]" + MORE + ")");

  private Hosts() {}

  /** Whether a word is a host, such as "shop.example.com". */
  static boolean isHost(String word) {
    return HOST.matcher(word).matches();
  }

  /** Whether a word is the last part of a host, such as "com". */
  static boolean isTop(String word) {
    return TOP_ALONE.matcher(word).matches();
  }

  /** An address or path without the marks that end the sentence or close a bracket before it. */
  static String trimmed(String address) {
    String trimmed = address;
    while (endsOutside(trimmed)) {
      trimmed = trimmed.substring(0, trimmed.length() - 1);
    }
    return trimmed;
  }

  private static boolean endsOutside(String address) {
    if (address.isEmpty()) {
      return false;
    }
    char last = address.charAt(address.length() - 1);
    boolean closesOwn = last == ')'
        && address.chars().filter(each -> each == '(').count()
            >= address.chars().filter(each -> each == ')').count();
    return ".,;:!?)'_~&".indexOf(last) >= 0 && !closesOwn;
  }

  /** The host of an address: without scheme, name, port, path and "www.". */
  static String of(String address) {
    return address
        .replaceFirst("(?i)^(?:https?|ftp)://", "")
        .replaceFirst("[/?#].*", "")
        .replaceFirst("^[^@]*@", "")
        .replaceFirst(":\\d*$", "")
        .replaceFirst("(?i)^www\\.", "");
  }
}
